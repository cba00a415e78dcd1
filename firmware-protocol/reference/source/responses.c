#include "bytes.h"

static void put_lines(blp_writer *writer, const blp_line_reports *reports) {
  blp_put_u8(writer, reports->first);
  blp_put_u8(writer, reports->count);
  for (size_t i = 0; i < reports->count; ++i) {
    blp_put_u8(writer, reports->lines[i].state);
    blp_put_u32(writer, reports->lines[i].call);
    blp_put_u32(writer, reports->lines[i].answered_tick);
    blp_put_u16(writer, reports->lines[i].lease);
    blp_put_u8(writer, reports->lines[i].trunk);
  }
}

static blp_unpacked take_lines(blp_reader *reader, blp_line_reports *reports) {
  reports->first = blp_take_u8(reader);
  reports->count = blp_take_u8(reader);
  if (reader->overran) return BLP_TOO_SHORT;
  if (reports->count > BLP_LINE_REPORTS_MAX) return BLP_FIELD_INVALID;
  for (size_t i = 0; i < reports->count; ++i) {
    reports->lines[i].state = blp_take_u8(reader);
    reports->lines[i].call = blp_take_u32(reader);
    reports->lines[i].answered_tick = blp_take_u32(reader);
    reports->lines[i].lease = blp_take_u16(reader);
    reports->lines[i].trunk = blp_take_u8(reader);
  }
  return reader->overran ? BLP_FIELD_INVALID : BLP_UNPACKED;
}

static void put_statistics(blp_writer *writer, const blp_statistics *statistics) {
  blp_put_u32(writer, statistics->frames_received);
  blp_put_u32(writer, statistics->frames_sent);
  blp_put_u32(writer, statistics->crc_errors);
  blp_put_u32(writer, statistics->malformed);
  blp_put_u32(writer, statistics->duplicates);
  blp_put_u32(writer, statistics->events_resent);
  blp_put_u16(writer, statistics->ring_high_water);
  blp_put_u32(writer, statistics->uptime_seconds);
}

static void take_statistics(blp_reader *reader, blp_statistics *statistics) {
  statistics->frames_received = blp_take_u32(reader);
  statistics->frames_sent = blp_take_u32(reader);
  statistics->crc_errors = blp_take_u32(reader);
  statistics->malformed = blp_take_u32(reader);
  statistics->duplicates = blp_take_u32(reader);
  statistics->events_resent = blp_take_u32(reader);
  statistics->ring_high_water = blp_take_u16(reader);
  statistics->uptime_seconds = blp_take_u32(reader);
}

size_t blp_response_pack(const blp_response *response, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u8(&writer, response->result);
  if (response->result != BLP_DONE) return blp_written(&writer);
  switch (response->type) {
    case BLP_LINE_TEST:
      blp_put_u8(&writer, response->body.line_test.hook);
      blp_put_u16(&writer, response->body.line_test.loop_millivolts);
      blp_put_u16(&writer, response->body.line_test.loop_microamps10);
      blp_put_u8(&writer, response->body.line_test.fault);
      break;
    case BLP_CONFIGURE: blp_put_u32(&writer, response->body.configuration_crc); break;
    case BLP_READ_LINES:
      if (response->body.lines.count > BLP_LINE_REPORTS_MAX) return 0;
      put_lines(&writer, &response->body.lines);
      break;
    case BLP_STATISTICS: put_statistics(&writer, &response->body.statistics); break;
    default: break;
  }
  return blp_written(&writer);
}

blp_unpacked blp_response_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_response *response) {
  memset(response, 0, sizeof *response);
  response->type = type;
  blp_reader reader = blp_read(payload, length);
  response->result = blp_take_u8(&reader);
  if (reader.overran) return BLP_TOO_SHORT;
  if (response->result != BLP_DONE) return BLP_UNPACKED;
  switch (type) {
    case BLP_LINE_TEST:
      response->body.line_test.hook = blp_take_u8(&reader);
      response->body.line_test.loop_millivolts = blp_take_u16(&reader);
      response->body.line_test.loop_microamps10 = blp_take_u16(&reader);
      response->body.line_test.fault = blp_take_u8(&reader);
      break;
    case BLP_CONFIGURE: response->body.configuration_crc = blp_take_u32(&reader); break;
    case BLP_READ_LINES: return take_lines(&reader, &response->body.lines);
    case BLP_STATISTICS: take_statistics(&reader, &response->body.statistics); break;
    case BLP_TONE:
    case BLP_CONNECT:
    case BLP_LEASE:
    case BLP_CUT:
    case BLP_RING:
    case BLP_DISPLAY:
    case BLP_RESET: break;
    default: return BLP_NOT_A_TYPE;
  }
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}
