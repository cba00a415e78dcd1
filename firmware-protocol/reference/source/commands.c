#include "bytes.h"

bool blp_is_digit(uint8_t digit) {
  return (digit >= '0' && digit <= '9') || (digit >= 'A' && digit <= 'D') || digit == '*' ||
         digit == '#';
}

static bool all_digits(const uint8_t *digits, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!blp_is_digit(digits[i])) return false;
  }
  return true;
}

static void put_connect(blp_writer *writer, const blp_connect *connect) {
  blp_put_u8(writer, connect->line);
  blp_put_u8(writer, connect->flags);
  blp_put_u32(writer, connect->call);
  blp_put_u16(writer, connect->lease);
  blp_put_u32(writer, connect->talk_limit);
  blp_put_u32(writer, connect->next_event);
  blp_put_u8(writer, connect->count);
  blp_put(writer, connect->digits, connect->count);
}

static blp_unpacked take_connect(blp_reader *reader, blp_connect *connect) {
  connect->line = blp_take_u8(reader);
  connect->flags = blp_take_u8(reader);
  connect->call = blp_take_u32(reader);
  connect->lease = blp_take_u16(reader);
  connect->talk_limit = blp_take_u32(reader);
  connect->next_event = blp_take_u32(reader);
  connect->count = blp_take_u8(reader);
  if (connect->count == 0 || connect->count > BLP_DIGITS_MAX) return BLP_FIELD_INVALID;
  blp_take(reader, connect->digits, connect->count);
  if (reader->overran || !all_digits(connect->digits, connect->count)) return BLP_FIELD_INVALID;
  return BLP_UNPACKED;
}

static void put_lease(blp_writer *writer, const blp_lease *lease) {
  blp_put_u8(writer, lease->count);
  for (size_t i = 0; i < lease->count; ++i) {
    blp_put_u8(writer, lease->renewals[i].line);
    blp_put_u32(writer, lease->renewals[i].call);
    blp_put_u16(writer, lease->renewals[i].lease);
    blp_put_u32(writer, lease->renewals[i].talk_limit);
  }
}

static blp_unpacked take_lease(blp_reader *reader, blp_lease *lease) {
  lease->count = blp_take_u8(reader);
  if (lease->count == 0 || lease->count > BLP_LEASES_MAX) return BLP_FIELD_INVALID;
  for (size_t i = 0; i < lease->count; ++i) {
    lease->renewals[i].line = blp_take_u8(reader);
    lease->renewals[i].call = blp_take_u32(reader);
    lease->renewals[i].lease = blp_take_u16(reader);
    lease->renewals[i].talk_limit = blp_take_u32(reader);
  }
  return reader->overran ? BLP_FIELD_INVALID : BLP_UNPACKED;
}

static void put_display(blp_writer *writer, const blp_display *display) {
  blp_put_u8(writer, display->line);
  blp_put_u8(writer, display->row);
  blp_put_u8(writer, display->column);
  blp_put_u8(writer, display->flags);
  blp_put(writer, display->text, display->count);
}

static blp_unpacked take_display(blp_reader *reader, blp_display *display) {
  display->line = blp_take_u8(reader);
  display->row = blp_take_u8(reader);
  display->column = blp_take_u8(reader);
  display->flags = blp_take_u8(reader);
  if (reader->left > BLP_DISPLAY_TEXT_MAX) return BLP_FIELD_INVALID;
  display->count = (uint8_t)reader->left;
  blp_take(reader, display->text, display->count);
  return BLP_UNPACKED;
}

size_t blp_configuration_pack(const blp_configuration *configuration, uint8_t *out) {
  if (configuration->emergency_count > BLP_EMERGENCY_NUMBERS_MAX) return 0;
  blp_writer writer = blp_write(out);
  blp_put_u16(&writer, configuration->flash_minimum);
  blp_put_u16(&writer, configuration->flash_maximum);
  blp_put_u8(&writer, configuration->answer_signals);
  blp_put_u8(&writer, configuration->answer_delay);
  blp_put_u8(&writer, configuration->emergency_count);
  for (size_t i = 0; i < configuration->emergency_count; ++i) {
    const blp_emergency_number *number = &configuration->emergency[i];
    if (number->count > BLP_EMERGENCY_DIGITS_MAX) return 0;
    blp_put_u8(&writer, number->count);
    blp_put(&writer, number->digits, number->count);
  }
  return blp_written(&writer);
}

blp_unpacked blp_configuration_unpack(
    const uint8_t *payload, size_t length, blp_configuration *configuration) {
  memset(configuration, 0, sizeof *configuration);
  if (length < blp_minimum_length(BLP_CLASS_COMMAND, BLP_CONFIGURE)) return BLP_TOO_SHORT;
  blp_reader reader = blp_read(payload, length);
  configuration->flash_minimum = blp_take_u16(&reader);
  configuration->flash_maximum = blp_take_u16(&reader);
  configuration->answer_signals = blp_take_u8(&reader);
  configuration->answer_delay = blp_take_u8(&reader);
  configuration->emergency_count = blp_take_u8(&reader);
  if (configuration->flash_minimum > configuration->flash_maximum) return BLP_FIELD_INVALID;
  if (configuration->answer_signals > 7) return BLP_FIELD_INVALID;
  if (configuration->emergency_count > BLP_EMERGENCY_NUMBERS_MAX) return BLP_FIELD_INVALID;
  for (size_t i = 0; i < configuration->emergency_count; ++i) {
    blp_emergency_number *number = &configuration->emergency[i];
    number->count = blp_take_u8(&reader);
    /* An empty number would match before the first digit. */
    if (number->count == 0 || number->count > BLP_EMERGENCY_DIGITS_MAX) return BLP_FIELD_INVALID;
    blp_take(&reader, number->digits, number->count);
    if (reader.overran || !all_digits(number->digits, number->count)) return BLP_FIELD_INVALID;
  }
  return BLP_UNPACKED;
}

size_t blp_command_pack(const blp_command *command, uint8_t *out) {
  blp_writer writer = blp_write(out);
  switch (command->type) {
    case BLP_TONE:
      blp_put_u8(&writer, command->body.tone.line);
      blp_put_u8(&writer, command->body.tone.tone);
      blp_put_u16(&writer, command->body.tone.milliseconds);
      break;
    case BLP_CONNECT:
      if (command->body.connect.count > BLP_DIGITS_MAX) return 0;
      put_connect(&writer, &command->body.connect);
      break;
    case BLP_LEASE:
      if (command->body.lease.count > BLP_LEASES_MAX) return 0;
      put_lease(&writer, &command->body.lease);
      break;
    case BLP_CUT:
      blp_put_u8(&writer, command->body.cut.line);
      blp_put_u32(&writer, command->body.cut.call);
      blp_put_u8(&writer, command->body.cut.tone);
      break;
    case BLP_RING:
      blp_put_u8(&writer, command->body.ring.line);
      blp_put_u8(&writer, command->body.ring.on);
      blp_put_u16(&writer, command->body.ring.milliseconds);
      break;
    case BLP_DISPLAY:
      if (command->body.display.count > BLP_DISPLAY_TEXT_MAX) return 0;
      put_display(&writer, &command->body.display);
      break;
    case BLP_LINE_TEST: blp_put_u8(&writer, command->body.line_test); break;
    case BLP_CONFIGURE: return blp_configuration_pack(&command->body.configure, out);
    case BLP_READ_LINES: blp_put_u8(&writer, command->body.read_lines); break;
    case BLP_STATISTICS: break;
    case BLP_RESET: blp_put_u32(&writer, command->body.reset); break;
    default: return 0;
  }
  return blp_written(&writer);
}

blp_unpacked blp_command_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_command *command) {
  memset(command, 0, sizeof *command);
  command->type = type;
  if (length < blp_minimum_length(BLP_CLASS_COMMAND, type)) return BLP_TOO_SHORT;
  blp_reader reader = blp_read(payload, length);
  switch (type) {
    case BLP_TONE:
      command->body.tone.line = blp_take_u8(&reader);
      command->body.tone.tone = blp_take_u8(&reader);
      command->body.tone.milliseconds = blp_take_u16(&reader);
      return command->body.tone.tone > BLP_TONE_RINGBACK ? BLP_FIELD_INVALID : BLP_UNPACKED;
    case BLP_CONNECT: return take_connect(&reader, &command->body.connect);
    case BLP_LEASE: return take_lease(&reader, &command->body.lease);
    case BLP_CUT:
      command->body.cut.line = blp_take_u8(&reader);
      command->body.cut.call = blp_take_u32(&reader);
      command->body.cut.tone = blp_take_u8(&reader);
      return command->body.cut.tone > BLP_TONE_RINGBACK ? BLP_FIELD_INVALID : BLP_UNPACKED;
    case BLP_RING:
      command->body.ring.line = blp_take_u8(&reader);
      command->body.ring.on = blp_take_u8(&reader);
      command->body.ring.milliseconds = blp_take_u16(&reader);
      return command->body.ring.on > 1 ? BLP_FIELD_INVALID : BLP_UNPACKED;
    case BLP_DISPLAY: return take_display(&reader, &command->body.display);
    case BLP_LINE_TEST: command->body.line_test = blp_take_u8(&reader); return BLP_UNPACKED;
    case BLP_CONFIGURE:
      return blp_configuration_unpack(payload, length, &command->body.configure);
    case BLP_READ_LINES: command->body.read_lines = blp_take_u8(&reader); return BLP_UNPACKED;
    case BLP_STATISTICS: return BLP_UNPACKED;
    case BLP_RESET:
      command->body.reset = blp_take_u32(&reader);
      return command->body.reset == BLP_RESET_MAGIC ? BLP_UNPACKED : BLP_FIELD_INVALID;
    default: return BLP_NOT_A_TYPE;
  }
}
