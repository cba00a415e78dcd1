#include "bytes.h"

size_t blp_frame_encode(const blp_frame *frame, bool leading_zero, uint8_t *out) {
  uint8_t body[BLP_BODY_MAX];
  if (frame->length > BLP_PAYLOAD_MAX) return 0;
  body[0] = (uint8_t)(
      BLP_VERSION << 5 | (frame->direction & 1) << 4 | (frame->message_class & 0x0F));
  body[1] = frame->seq;
  body[2] = frame->ack;
  body[3] = frame->session;
  body[4] = frame->type;
  memcpy(body + BLP_HEADER_SIZE, frame->payload, frame->length);
  size_t count = BLP_HEADER_SIZE + (size_t)frame->length;
  uint32_t crc = blp_crc32c(body, count);
  for (int shift = 0; shift < 32; shift += 8) body[count++] = (uint8_t)(crc >> shift);

  size_t size = 0;
  if (leading_zero) out[size++] = 0;
  size += blp_cobs_encode(body, count, out + size);
  out[size++] = 0;
  return size;
}

blp_verdict blp_frame_decode(
    const uint8_t *bytes, size_t count, uint8_t direction, blp_frame *frame) {
  uint8_t body[BLP_BODY_MAX];
  size_t size;
  if (count > BLP_ENCODED_MAX) return BLP_DROP_TOO_LONG;
  if (!blp_cobs_decode(bytes, count, body, sizeof body, &size)) return BLP_DROP_COBS;
  if (size < BLP_HEADER_SIZE + BLP_CRC_SIZE) return BLP_DROP_LENGTH;
  size -= BLP_CRC_SIZE;
  blp_reader sent = blp_read(body + size, BLP_CRC_SIZE);
  if (blp_take_u32(&sent) != blp_crc32c(body, size)) return BLP_DROP_CRC;
  if (body[0] >> 5 != BLP_VERSION) return BLP_DROP_VERSION;
  if ((body[0] >> 4 & 1) != direction) return BLP_DROP_DIRECTION;
  size -= BLP_HEADER_SIZE;
  if (size < blp_minimum_length(body[0] & 0x0F, body[4])) return BLP_DROP_LENGTH;

  frame->direction = direction;
  frame->message_class = body[0] & 0x0F;
  frame->seq = body[1];
  frame->ack = body[2];
  frame->session = body[3];
  frame->type = body[4];
  frame->length = (uint8_t)size;
  memcpy(frame->payload, body + BLP_HEADER_SIZE, size);
  return BLP_FRAME;
}

void blp_receiver_start(blp_receiver *receiver, uint8_t direction) {
  memset(receiver, 0, sizeof *receiver);
  receiver->direction = direction;
}

blp_verdict blp_receiver_push(blp_receiver *receiver, uint8_t byte, blp_frame *frame) {
  if (byte != 0) {
    if (receiver->count == BLP_ENCODED_MAX) {
      receiver->overlong = true;
    } else {
      receiver->bytes[receiver->count++] = byte;
    }
    return BLP_MORE;
  }
  size_t count = receiver->count;
  bool overlong = receiver->overlong;
  receiver->count = 0;
  receiver->overlong = false;
  if (overlong) return BLP_DROP_TOO_LONG;
  if (count == 0) return BLP_MORE;
  return blp_frame_decode(receiver->bytes, count, receiver->direction, frame);
}
