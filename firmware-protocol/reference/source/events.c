#include "bytes.h"

size_t blp_event_pack(const blp_event *event, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u32(&writer, event->number);
  blp_put_u32(&writer, event->tick);
  blp_put_u8(&writer, event->line);
  switch (event->type) {
    case BLP_OFF_HOOK:
    case BLP_ON_HOOK:
    case BLP_FLASH:
    case BLP_LOOP_OPEN: break;
    case BLP_DIGIT:
      blp_put_u8(&writer, event->digit);
      blp_put_u8(&writer, event->method);
      break;
    case BLP_SEIZED:
      if (event->count > BLP_DIGITS_MAX) return 0;
      blp_put_u32(&writer, event->call);
      blp_put_u8(&writer, event->trunk);
      blp_put_u8(&writer, event->count);
      blp_put(&writer, event->digits, event->count);
      break;
    case BLP_ANSWERED:
      blp_put_u32(&writer, event->call);
      blp_put_u8(&writer, event->signal);
      break;
    case BLP_METERING:
      blp_put_u32(&writer, event->call);
      blp_put_u16(&writer, event->pulses);
      break;
    case BLP_RELEASED:
      blp_put_u32(&writer, event->call);
      blp_put_u8(&writer, event->cause);
      blp_put_u16(&writer, event->pulses);
      break;
    case BLP_CONNECT_FAILED:
      blp_put_u32(&writer, event->call);
      blp_put_u8(&writer, event->reason);
      break;
    case BLP_LINE_FAULT: blp_put_u8(&writer, event->fault); break;
    case BLP_POWER:
      blp_put_u8(&writer, event->power);
      blp_put_u16(&writer, event->millivolts);
      break;
    case BLP_BOOT: blp_put_u8(&writer, event->cause); break;
    case BLP_GAP:
      blp_put_u32(&writer, event->lost);
      blp_put_u32(&writer, event->first_tick);
      break;
    default: return 0;
  }
  return blp_written(&writer);
}

static blp_unpacked take_body(blp_reader *reader, blp_event *event) {
  switch (event->type) {
    case BLP_OFF_HOOK:
    case BLP_ON_HOOK:
    case BLP_FLASH:
    case BLP_LOOP_OPEN: break;
    case BLP_DIGIT:
      event->digit = blp_take_u8(reader);
      event->method = blp_take_u8(reader);
      break;
    case BLP_SEIZED:
      event->call = blp_take_u32(reader);
      event->trunk = blp_take_u8(reader);
      event->count = blp_take_u8(reader);
      if (event->count > BLP_DIGITS_MAX) return BLP_FIELD_INVALID;
      blp_take(reader, event->digits, event->count);
      break;
    case BLP_ANSWERED:
      event->call = blp_take_u32(reader);
      event->signal = blp_take_u8(reader);
      break;
    case BLP_METERING:
      event->call = blp_take_u32(reader);
      event->pulses = blp_take_u16(reader);
      break;
    case BLP_RELEASED:
      event->call = blp_take_u32(reader);
      event->cause = blp_take_u8(reader);
      event->pulses = blp_take_u16(reader);
      break;
    case BLP_CONNECT_FAILED:
      event->call = blp_take_u32(reader);
      event->reason = blp_take_u8(reader);
      break;
    case BLP_LINE_FAULT: event->fault = blp_take_u8(reader); break;
    case BLP_POWER:
      event->power = blp_take_u8(reader);
      event->millivolts = blp_take_u16(reader);
      break;
    case BLP_BOOT: event->cause = blp_take_u8(reader); break;
    case BLP_GAP:
      event->lost = blp_take_u32(reader);
      event->first_tick = blp_take_u32(reader);
      break;
    default: return BLP_NOT_A_TYPE;
  }
  return reader->overran ? BLP_FIELD_INVALID : BLP_UNPACKED;
}

blp_unpacked blp_event_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_event *event) {
  memset(event, 0, sizeof *event);
  event->type = type;
  if (length < blp_minimum_length(BLP_CLASS_EVENT, type)) return BLP_TOO_SHORT;
  blp_reader reader = blp_read(payload, length);
  event->number = blp_take_u32(&reader);
  event->tick = blp_take_u32(&reader);
  event->line = blp_take_u8(&reader);
  return take_body(&reader, event);
}
