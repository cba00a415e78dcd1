/* Any bytes through the C codec: as a stream, as the body of a frame, and as a payload. */
#include "blp_codec.h"
#include "demand.h"

#include <string.h>

/* A copy with nothing behind it, so that a byte read too many is seen. */
static uint8_t *exactly(const uint8_t *bytes, size_t count) {
  uint8_t *copy = malloc(count > 0 ? count : 1);
  DEMAND(copy != NULL, "memory");
  if (count > 0) memcpy(copy, bytes, count);
  return copy;
}

/* Unpacks a payload and packs it again: how many bytes came back, -1 when it is no message. */
static int repack(
    uint8_t message_class, uint8_t type, const uint8_t *payload, size_t length, uint8_t *out,
    blp_unpacked *verdict) {
  blp_hello hello;
  blp_hello_ack ack;
  blp_announce announce;
  blp_event event;
  blp_command command;
  blp_response response;
  blp_pong pong;
  uint32_t stamp;
  *verdict = BLP_NOT_A_TYPE;
  switch (message_class) {
    case BLP_CLASS_HANDSHAKE:
      switch (type) {
        case BLP_HELLO:
          *verdict = blp_hello_unpack(payload, length, &hello);
          return *verdict == BLP_UNPACKED ? (int)blp_hello_pack(&hello, out) : -1;
        case BLP_HELLO_ACK:
          *verdict = blp_hello_ack_unpack(payload, length, &ack);
          return *verdict == BLP_UNPACKED ? (int)blp_hello_ack_pack(&ack, out) : -1;
        case BLP_ANNOUNCE:
          *verdict = blp_announce_unpack(payload, length, &announce);
          return *verdict == BLP_UNPACKED ? (int)blp_announce_pack(&announce, out) : -1;
        default: return -1;
      }
    case BLP_CLASS_COMMAND:
      *verdict = blp_command_unpack(type, payload, length, &command);
      return *verdict == BLP_UNPACKED ? (int)blp_command_pack(&command, out) : -1;
    case BLP_CLASS_RESPONSE:
      *verdict = blp_response_unpack(type, payload, length, &response);
      return *verdict == BLP_UNPACKED ? (int)blp_response_pack(&response, out) : -1;
    case BLP_CLASS_EVENT:
      *verdict = blp_event_unpack(type, payload, length, &event);
      return *verdict == BLP_UNPACKED ? (int)blp_event_pack(&event, out) : -1;
    case BLP_CLASS_PING:
      *verdict = blp_ping_unpack(payload, length, &stamp);
      return *verdict == BLP_UNPACKED ? (int)blp_ping_pack(stamp, out) : -1;
    case BLP_CLASS_PONG:
      *verdict = blp_pong_unpack(payload, length, &pong);
      return *verdict == BLP_UNPACKED ? (int)blp_pong_pack(&pong, out) : -1;
    default: return -1;
  }
}

/* What is unpacked packs to the bytes it came from, but for fields of a version to come. */
static void check_payload(
    uint8_t message_class, uint8_t type, const uint8_t *bytes, size_t length) {
  uint8_t out[BLP_PAYLOAD_MAX];
  uint8_t *payload = exactly(bytes, length);
  blp_unpacked verdict;
  int packed = repack(message_class, type, payload, length, out, &verdict);
  if (packed >= 0) {
    bool may_be_empty = message_class == BLP_CLASS_COMMAND && type == BLP_STATISTICS;
    DEMAND(packed > 0 || may_be_empty, "a message that was unpacked packs");
    DEMAND((size_t)packed <= length, "no more comes back than there was");
    DEMAND(memcmp(out, payload, (size_t)packed) == 0, "the same bytes come back");
  }
  if (length < blp_minimum_length(message_class, type)) {
    DEMAND(verdict == BLP_TOO_SHORT, "a payload below its message's minimum is too short");
  }
  free(payload);
}

static void check_frame(const blp_frame *frame, const uint8_t *run, size_t count) {
  uint8_t wire[BLP_WIRE_MAX];
  DEMAND(frame->length <= BLP_PAYLOAD_MAX, "the payload is within its limit");
  size_t size = blp_frame_encode(frame, false, wire);
  DEMAND(size == count + 1 && wire[count] == 0, "a frame is as long as it was");
  DEMAND(memcmp(wire, run, count) == 0, "a frame is encoded as it came");
  check_payload(frame->message_class, frame->type, frame->payload, frame->length);
}

/* Byte by byte, and cut at its zeros by hand, a stream gives the same. */
static void check_stream(const uint8_t *bytes, size_t count, uint8_t direction) {
  blp_receiver receiver;
  blp_receiver_start(&receiver, direction);
  size_t start = 0;
  for (size_t i = 0; i < count; ++i) {
    blp_frame dripped;
    blp_frame whole;
    memset(&dripped, 0xEE, sizeof dripped);
    blp_verdict verdict = blp_receiver_push(&receiver, bytes[i], &dripped);
    if (bytes[i] != 0) {
      DEMAND(verdict == BLP_MORE, "only a zero ends a frame");
      continue;
    }
    size_t length = i - start;
    if (length == 0) {
      DEMAND(verdict == BLP_MORE, "an empty frame is nothing");
    } else {
      uint8_t *run = exactly(bytes + start, length);
      DEMAND(verdict == blp_frame_decode(run, length, direction, &whole), "drip is as whole");
      if (verdict == BLP_FRAME) {
        check_frame(&dripped, run, length);
        check_frame(&whole, run, length);
      }
      free(run);
    }
    start = i + 1;
  }
}

/* As header and payload, under a CRC that is right: gets past it where mutation alone would not. */
static void check_body(const uint8_t *bytes, size_t count) {
  if (count < BLP_HEADER_SIZE || count > BLP_HEADER_SIZE + BLP_PAYLOAD_MAX) return;
  blp_frame frame;
  uint8_t wire[BLP_WIRE_MAX];
  frame.direction = bytes[0] >> 4 & 1;
  frame.message_class = bytes[0] & 0x0F;
  frame.seq = bytes[1];
  frame.ack = bytes[2];
  frame.session = bytes[3];
  frame.type = bytes[4];
  frame.length = (uint8_t)(count - BLP_HEADER_SIZE);
  memcpy(frame.payload, bytes + BLP_HEADER_SIZE, frame.length);
  size_t size = blp_frame_encode(&frame, true, wire);
  DEMAND(size > 0 && size <= BLP_WIRE_MAX, "any payload within the limit is encoded");
  check_stream(wire, size, frame.direction);
  check_payload(frame.message_class, frame.type, frame.payload, frame.length);
}

static void check_stuffing(const uint8_t *bytes, size_t count) {
  uint8_t plain[BLP_BODY_MAX];
  uint8_t again[BLP_ENCODED_MAX];
  size_t size;
  if (count > BLP_ENCODED_MAX) return;
  uint8_t *stuffed = exactly(bytes, count);
  if (blp_cobs_decode(stuffed, count, plain, sizeof plain, &size)) {
    DEMAND(size < count, "stuffing costs a byte");
    DEMAND(blp_cobs_encode(plain, size, again) == count, "stuffed again it is as long");
    DEMAND(memcmp(again, stuffed, count) == 0, "stuffed again it is the same");
    /* In its own place, as the header promises. */
    DEMAND(blp_cobs_decode(stuffed, count, stuffed, count, &size), "in place it is undone");
    DEMAND(memcmp(plain, stuffed, size) == 0, "in place it is the same");
  }
  free(stuffed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  check_stream(bytes, count, BLP_HOST_TO_BOARD);
  check_stream(bytes, count, BLP_BOARD_TO_HOST);
  check_body(bytes, count);
  check_stuffing(bytes, count);
  return 0;
}
