#include "blp_codec.h"

/* A code byte n is followed by n − 1 bytes that are not zero, and stands for them and one zero. A
 * body has at most 253 bytes, so a code never reaches FF and its special meaning. */

size_t blp_cobs_encode(const uint8_t *bytes, size_t count, uint8_t *out) {
  size_t code = 0;
  size_t next = 1;
  for (size_t i = 0; i < count; ++i) {
    if (bytes[i] == 0) {
      out[code] = (uint8_t)(next - code);
      code = next++;
    } else {
      out[next++] = bytes[i];
    }
  }
  out[code] = (uint8_t)(next - code);
  return next;
}

bool blp_cobs_decode(
    const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, size_t *decoded) {
  size_t next = 0;
  size_t i = 0;
  while (i < count) {
    size_t code = bytes[i++];
    if (code == 0 || code - 1 > count - i) return false;
    for (size_t end = i + code - 1; i < end; ++i) {
      if (bytes[i] == 0 || next == capacity) return false;
      out[next++] = bytes[i];
    }
    if (i == count) break; /* the last zero is not of the data */
    if (next == capacity) return false;
    out[next++] = 0;
  }
  *decoded = next;
  return count > 0;
}
