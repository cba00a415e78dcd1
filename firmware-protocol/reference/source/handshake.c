#include "bytes.h"

size_t blp_hello_pack(const blp_hello *hello, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u8(&writer, hello->minimum_version);
  blp_put_u8(&writer, hello->maximum_version);
  blp_put_u32(&writer, hello->nonce);
  blp_put_u32(&writer, hello->incompatible_features);
  return blp_written(&writer);
}

blp_unpacked blp_hello_unpack(const uint8_t *payload, size_t length, blp_hello *hello) {
  blp_reader reader = blp_read(payload, length);
  hello->minimum_version = blp_take_u8(&reader);
  hello->maximum_version = blp_take_u8(&reader);
  hello->nonce = blp_take_u32(&reader);
  hello->incompatible_features = blp_take_u32(&reader);
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}

size_t blp_hello_ack_pack(const blp_hello_ack *ack, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u8(&writer, ack->result);
  blp_put_u8(&writer, ack->version);
  blp_put_u32(&writer, ack->nonce);
  blp_put(&writer, ack->uid, BLP_UID_SIZE);
  blp_put_u32(&writer, ack->boot_id);
  blp_put_u8(&writer, ack->reset_cause);
  blp_put_u8(&writer, ack->firmware_major);
  blp_put_u8(&writer, ack->firmware_minor);
  blp_put_u8(&writer, ack->firmware_patch);
  blp_put_u8(&writer, ack->lines);
  blp_put_u8(&writer, ack->trunks);
  blp_put_u32(&writer, ack->capabilities);
  blp_put_u32(&writer, ack->incompatible_features);
  blp_put_u8(&writer, ack->display_rows);
  blp_put_u8(&writer, ack->display_columns);
  blp_put_u8(&writer, ack->display_charset);
  blp_put_u8(&writer, ack->payload_limit);
  blp_put_u16(&writer, ack->ring_size);
  blp_put_u32(&writer, ack->oldest_event);
  blp_put_u32(&writer, ack->next_event);
  blp_put_u32(&writer, ack->tick);
  blp_put_u32(&writer, ack->configuration_crc);
  return blp_written(&writer);
}

blp_unpacked blp_hello_ack_unpack(const uint8_t *payload, size_t length, blp_hello_ack *ack) {
  blp_reader reader = blp_read(payload, length);
  ack->result = blp_take_u8(&reader);
  ack->version = blp_take_u8(&reader);
  ack->nonce = blp_take_u32(&reader);
  blp_take(&reader, ack->uid, BLP_UID_SIZE);
  ack->boot_id = blp_take_u32(&reader);
  ack->reset_cause = blp_take_u8(&reader);
  ack->firmware_major = blp_take_u8(&reader);
  ack->firmware_minor = blp_take_u8(&reader);
  ack->firmware_patch = blp_take_u8(&reader);
  ack->lines = blp_take_u8(&reader);
  ack->trunks = blp_take_u8(&reader);
  ack->capabilities = blp_take_u32(&reader);
  ack->incompatible_features = blp_take_u32(&reader);
  ack->display_rows = blp_take_u8(&reader);
  ack->display_columns = blp_take_u8(&reader);
  ack->display_charset = blp_take_u8(&reader);
  ack->payload_limit = blp_take_u8(&reader);
  ack->ring_size = blp_take_u16(&reader);
  ack->oldest_event = blp_take_u32(&reader);
  ack->next_event = blp_take_u32(&reader);
  ack->tick = blp_take_u32(&reader);
  ack->configuration_crc = blp_take_u32(&reader);
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}

size_t blp_announce_pack(const blp_announce *announce, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u8(&writer, announce->minimum_version);
  blp_put_u8(&writer, announce->maximum_version);
  blp_put(&writer, announce->uid, BLP_UID_SIZE);
  blp_put_u32(&writer, announce->boot_id);
  blp_put_u8(&writer, announce->reset_cause);
  return blp_written(&writer);
}

blp_unpacked blp_announce_unpack(const uint8_t *payload, size_t length, blp_announce *announce) {
  blp_reader reader = blp_read(payload, length);
  announce->minimum_version = blp_take_u8(&reader);
  announce->maximum_version = blp_take_u8(&reader);
  blp_take(&reader, announce->uid, BLP_UID_SIZE);
  announce->boot_id = blp_take_u32(&reader);
  announce->reset_cause = blp_take_u8(&reader);
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}

size_t blp_ping_pack(uint32_t stamp, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u32(&writer, stamp);
  return blp_written(&writer);
}

blp_unpacked blp_ping_unpack(const uint8_t *payload, size_t length, uint32_t *stamp) {
  blp_reader reader = blp_read(payload, length);
  *stamp = blp_take_u32(&reader);
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}

size_t blp_pong_pack(const blp_pong *pong, uint8_t *out) {
  blp_writer writer = blp_write(out);
  blp_put_u32(&writer, pong->stamp);
  blp_put_u32(&writer, pong->tick);
  blp_put_u16(&writer, pong->ring_used);
  return blp_written(&writer);
}

blp_unpacked blp_pong_unpack(const uint8_t *payload, size_t length, blp_pong *pong) {
  blp_reader reader = blp_read(payload, length);
  pong->stamp = blp_take_u32(&reader);
  pong->tick = blp_take_u32(&reader);
  pong->ring_used = blp_take_u16(&reader);
  return reader.overran ? BLP_TOO_SHORT : BLP_UNPACKED;
}
