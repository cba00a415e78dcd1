#include "blp_codec.h"

static size_t handshake_minimum(uint8_t type) {
  switch (type) {
    case BLP_HELLO: return 10;
    case BLP_HELLO_ACK: return 58;
    case BLP_ANNOUNCE: return 19;
    default: return 0;
  }
}

static size_t event_minimum(uint8_t type) {
  switch (type) {
    case BLP_DIGIT: return 11;
    case BLP_SEIZED: return 15;
    case BLP_ANSWERED: return 14;
    case BLP_METERING: return 15;
    case BLP_RELEASED: return 16;
    case BLP_CONNECT_FAILED: return 14;
    case BLP_LINE_FAULT: return 10;
    case BLP_POWER: return 12;
    case BLP_BOOT: return 10;
    case BLP_GAP: return 17;
    default: return 9;
  }
}

static size_t command_minimum(uint8_t type) {
  switch (type) {
    case BLP_TONE: return 4;
    case BLP_CONNECT: return 17;
    case BLP_LEASE: return 1;
    case BLP_CUT: return 6;
    case BLP_RING: return 4;
    case BLP_DISPLAY: return 4;
    case BLP_LINE_TEST: return 1;
    case BLP_CONFIGURE: return 7;
    case BLP_READ_LINES: return 1;
    case BLP_RESET: return 4;
    default: return 0;
  }
}

size_t blp_minimum_length(uint8_t message_class, uint8_t type) {
  switch (message_class) {
    case BLP_CLASS_HANDSHAKE: return handshake_minimum(type);
    case BLP_CLASS_COMMAND: return command_minimum(type);
    case BLP_CLASS_RESPONSE: return 1;
    case BLP_CLASS_EVENT: return event_minimum(type);
    case BLP_CLASS_PING: return type == BLP_PING ? 4 : 0;
    case BLP_CLASS_PONG: return type == BLP_PONG ? 10 : 0;
    default: return 0;
  }
}
