/* Little-endian fields, read and written in order with bounds. Private to the codec. */
#ifndef BLP_BYTES_H
#define BLP_BYTES_H

#include "blp_codec.h"

#include <string.h>

typedef struct blp_reader {
  const uint8_t *next;
  size_t left;
  bool overran; /* a field was asked for that is not there; it read as 0 */
} blp_reader;

static inline blp_reader blp_read(const uint8_t *bytes, size_t count) {
  blp_reader reader = {bytes, count, false};
  return reader;
}

static inline void blp_take(blp_reader *reader, uint8_t *out, size_t count) {
  if (reader->left < count) {
    reader->left = 0;
    reader->overran = true;
    memset(out, 0, count);
    return;
  }
  memcpy(out, reader->next, count);
  reader->next += count;
  reader->left -= count;
}

static inline uint8_t blp_take_u8(blp_reader *reader) {
  uint8_t byte;
  blp_take(reader, &byte, 1);
  return byte;
}

static inline uint16_t blp_take_u16(blp_reader *reader) {
  uint8_t bytes[2];
  blp_take(reader, bytes, sizeof bytes);
  return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t blp_take_u32(blp_reader *reader) {
  uint8_t bytes[4];
  blp_take(reader, bytes, sizeof bytes);
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
         (uint32_t)bytes[3] << 24;
}

/* The writer never exceeds a payload: what does not fit sets `overran` and is left out. */
typedef struct blp_writer {
  uint8_t *bytes;
  size_t count;
  bool overran;
} blp_writer;

static inline blp_writer blp_write(uint8_t *bytes) {
  blp_writer writer = {bytes, 0, false};
  return writer;
}

static inline void blp_put(blp_writer *writer, const uint8_t *bytes, size_t count) {
  if (BLP_PAYLOAD_MAX - writer->count < count) {
    writer->overran = true;
    return;
  }
  memcpy(writer->bytes + writer->count, bytes, count);
  writer->count += count;
}

static inline void blp_put_u8(blp_writer *writer, uint8_t value) { blp_put(writer, &value, 1); }

static inline void blp_put_u16(blp_writer *writer, uint16_t value) {
  uint8_t bytes[2] = {(uint8_t)value, (uint8_t)(value >> 8)};
  blp_put(writer, bytes, sizeof bytes);
}

static inline void blp_put_u32(blp_writer *writer, uint32_t value) {
  uint8_t bytes[4] = {
      (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
  blp_put(writer, bytes, sizeof bytes);
}

/* What a packing function answers. */
static inline size_t blp_written(const blp_writer *writer) {
  return writer->overran ? 0 : writer->count;
}

#endif
