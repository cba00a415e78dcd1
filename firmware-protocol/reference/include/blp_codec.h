/*
 * BLP/1 codec: frames and messages, bytes to structs and back. See ../../README.md, the
 * specification.
 *
 * Freestanding C99: no allocation, no global state, no libc beyond string.h. Every array is
 * bounded, every function is reentrant.
 */
#ifndef BLP_CODEC_H
#define BLP_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  BLP_VERSION = 1,
  BLP_HEADER_SIZE = 5,
  BLP_PAYLOAD_MAX = 96,
  BLP_CRC_SIZE = 4,
  /* Header, payload and CRC, before COBS. */
  BLP_BODY_MAX = BLP_HEADER_SIZE + BLP_PAYLOAD_MAX + BLP_CRC_SIZE,
  BLP_ENCODED_MAX = BLP_BODY_MAX + 1,
  /* A leading 00, the encoded frame, the closing 00. */
  BLP_WIRE_MAX = BLP_ENCODED_MAX + 2,

  BLP_UID_SIZE = 12,
  BLP_LINES_MAX = 32,
  BLP_TRUNKS_MAX = 32,
  BLP_DIGITS_MAX = 32,
  BLP_EMERGENCY_NUMBERS_MAX = 12,
  BLP_EMERGENCY_DIGITS_MAX = 6,
  BLP_LEASES_MAX = 8,
  BLP_LINE_REPORTS_MAX = 7,
  BLP_EVENT_WINDOW = 8,
  BLP_DISPLAY_TEXT_MAX = BLP_PAYLOAD_MAX - 4,
  BLP_CONFIGURATION_MAX = BLP_PAYLOAD_MAX
};

enum { BLP_HOST_TO_BOARD = 0, BLP_BOARD_TO_HOST = 1 };

enum {
  BLP_CLASS_HANDSHAKE = 0,
  BLP_CLASS_COMMAND = 1,
  BLP_CLASS_RESPONSE = 2,
  BLP_CLASS_EVENT = 3,
  BLP_CLASS_ACKNOWLEDGEMENT = 4,
  BLP_CLASS_PING = 5,
  BLP_CLASS_PONG = 6
};

/* Message types. */
enum {
  BLP_HELLO = 0x01,
  BLP_HELLO_ACK = 0x02,
  BLP_ANNOUNCE = 0x03,

  BLP_OFF_HOOK = 0x20,
  BLP_ON_HOOK = 0x21,
  BLP_DIGIT = 0x22,
  BLP_FLASH = 0x23,
  BLP_SEIZED = 0x24,
  BLP_ANSWERED = 0x25,
  BLP_METERING = 0x26,
  BLP_RELEASED = 0x27,
  BLP_CONNECT_FAILED = 0x28,
  BLP_LINE_FAULT = 0x29,
  BLP_POWER = 0x2A,
  BLP_BOOT = 0x2B,
  BLP_GAP = 0x2C,
  BLP_LOOP_OPEN = 0x2D,

  BLP_TONE = 0x40,
  BLP_CONNECT = 0x41,
  BLP_LEASE = 0x42,
  BLP_CUT = 0x43,
  BLP_RING = 0x44,
  BLP_DISPLAY = 0x45,
  BLP_LINE_TEST = 0x46,
  BLP_CONFIGURE = 0x47,
  BLP_READ_LINES = 0x48,
  BLP_STATISTICS = 0x49,
  BLP_RESET = 0x4A,

  BLP_PING = 0x70,
  BLP_PONG = 0x71,
  BLP_ACK = 0x72
};

enum { BLP_HELLO_ACCEPTED = 0, BLP_HELLO_NO_COMMON_VERSION = 1, BLP_HELLO_UNKNOWN_FEATURE = 2 };

enum {
  BLP_RESET_UNKNOWN = 0,
  BLP_RESET_POWER_ON = 1,
  BLP_RESET_BROWN_OUT = 2,
  BLP_RESET_WATCHDOG = 3,
  BLP_RESET_PIN = 4,
  BLP_RESET_HOST_COMMAND = 5,
  BLP_RESET_FIRMWARE_FAULT = 6
};

enum {
  BLP_CAN_DISPLAY = 1 << 0,
  BLP_CAN_POLARITY_ANSWER = 1 << 1,
  BLP_CAN_METERING = 1 << 2,
  BLP_CAN_KEEP_RING = 1 << 3,
  BLP_CAN_LINE_TEST = 1 << 4,
  BLP_CAN_RING = 1 << 5,
  BLP_CAN_PULSE_DIALLING = 1 << 6
};

enum {
  BLP_CHARSET_NONE = 0,
  BLP_CHARSET_ASCII = 1,
  BLP_CHARSET_LATIN1 = 2,
  BLP_CHARSET_SEVEN_SEGMENT = 3
};

/* The `line` of an event that concerns the whole board, and the `trunk` of a line that has none. */
enum { BLP_WHOLE_BOARD = 0xFF, BLP_NO_TRUNK = 0xFF };

enum { BLP_METHOD_DTMF = 0, BLP_METHOD_PULSE = 1 };

enum { BLP_SIGNAL_POLARITY = 1, BLP_SIGNAL_METERING = 2, BLP_SIGNAL_SET_DELAY = 3 };

enum {
  BLP_CAUSE_CALLER_HUNG_UP = 1,
  BLP_CAUSE_FAR_END_HUNG_UP = 2,
  BLP_CAUSE_LEASE_EXPIRED = 3,
  BLP_CAUSE_TALK_LIMIT = 4,
  BLP_CAUSE_CUT_BY_HOST = 5,
  BLP_CAUSE_LINE_FAULT = 6,
  BLP_CAUSE_TRUNK_FAULT = 7,
  BLP_CAUSE_POWER = 8
};

enum {
  BLP_FAILED_NO_TRUNK = 1,
  BLP_FAILED_CALLER_HUNG_UP = 2,
  BLP_FAILED_TRUNK_FAULT = 3,
  BLP_FAILED_LINE_FAULT = 4,
  BLP_FAILED_RING_FULL = 5
};

enum {
  BLP_FAULT_CLEARED = 0,
  BLP_FAULT_NO_LOOP_POWER = 1,
  BLP_FAULT_SHORT = 2,
  BLP_FAULT_TOO_HOT = 3
};

enum { BLP_POWER_GOOD = 0, BLP_POWER_LOW = 1, BLP_POWER_BATTERY = 2 };

enum {
  BLP_DONE = 0,
  BLP_UNKNOWN_TYPE = 1,
  BLP_BAD_FIELD = 2,
  BLP_NO_SUCH_LINE = 3,
  BLP_WRONG_STATE = 4,
  BLP_RING_FULL = 5,
  BLP_NOT_ABLE = 6,
  BLP_OVERTAKEN = 7 /* CONNECT: the hook has changed since it was decided */
};

enum {
  BLP_TONE_SILENCE = 0,
  BLP_TONE_DIAL = 1,
  BLP_TONE_BUSY = 2,
  BLP_TONE_CONGESTION = 3,
  BLP_TONE_REFUSAL = 4,
  BLP_TONE_WARNING = 5,
  BLP_TONE_RINGBACK = 6
};

enum {
  BLP_STATE_ON_HOOK = 0,
  BLP_STATE_OFF_HOOK = 1,
  BLP_STATE_SEIZING = 2,
  BLP_STATE_CONNECTED = 3,
  BLP_STATE_TALKING = 4,
  BLP_STATE_RELEASED = 5,
  BLP_STATE_FAULT = 6,
  BLP_STATE_RINGING = 7
};

enum { BLP_CONNECT_EMERGENCY = 1 << 0 };
enum { BLP_DISPLAY_CLEAR_REST = 1 << 0 };
enum {
  BLP_ANSWER_BY_POLARITY = 1 << 0,
  BLP_ANSWER_BY_METERING = 1 << 1,
  BLP_ANSWER_BY_DELAY = 1 << 2
};

#define BLP_NO_TALK_LIMIT UINT32_C(0xFFFFFFFF)
#define BLP_LOCAL_CALL UINT32_C(0x80000000)
#define BLP_RESET_MAGIC UINT32_C(0x54455352)

/* ---- Checksum and byte stuffing -------------------------------------------------------------- */

/* CRC-32C (Castagnoli, reflected, initial and final FFFFFFFF). CRC of "123456789" is E3069283. */
uint32_t blp_crc32c(const uint8_t *bytes, size_t count);

/* COBS of `count` (at most 253) bytes, without the closing 00. `out` takes count + 1 bytes. Returns
 * the number written. */
size_t blp_cobs_encode(const uint8_t *bytes, size_t count, uint8_t *out);

/* Undoes it; `out` may be `bytes`. Returns false when the stuffing is broken, or when the result
 * would exceed `capacity`. */
bool blp_cobs_decode(
    const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, size_t *decoded);

/* ---- Frames ---------------------------------------------------------------------------------- */

typedef struct blp_frame {
  uint8_t direction;     /* BLP_HOST_TO_BOARD or BLP_BOARD_TO_HOST */
  uint8_t message_class; /* BLP_CLASS_… */
  uint8_t seq;
  uint8_t ack;
  uint8_t session;
  uint8_t type;
  uint8_t length; /* 0…96 */
  uint8_t payload[BLP_PAYLOAD_MAX];
} blp_frame;

/* What became of received bytes. */
typedef enum blp_verdict {
  BLP_MORE = 0, /* nothing complete yet, or an empty frame */
  BLP_FRAME,    /* `frame` was filled */
  BLP_DROP_COBS,
  BLP_DROP_TOO_LONG,
  BLP_DROP_LENGTH, /* shorter than a header and CRC, or than the smallest form of its message */
  BLP_DROP_CRC,
  BLP_DROP_VERSION,
  BLP_DROP_DIRECTION
} blp_verdict;

/* Writes COBS(header, payload, CRC) and the closing 00, after a leading 00 if `leading_zero`. `out`
 * takes BLP_WIRE_MAX bytes. Returns the number written, 0 when `frame->length` exceeds 96. */
size_t blp_frame_encode(const blp_frame *frame, bool leading_zero, uint8_t *out);

/* Decodes the bytes between two 00, not counting them. `direction` is the one expected. */
blp_verdict blp_frame_decode(
    const uint8_t *bytes, size_t count, uint8_t direction, blp_frame *frame);

/* The fewest payload bytes a message of this class and type may have: its fixed part. 9 for an
 * unknown event, 1 for any response, 0 for whatever else is not known. */
size_t blp_minimum_length(uint8_t message_class, uint8_t type);

/* A receiver takes a stream byte by byte. */
typedef struct blp_receiver {
  uint8_t direction; /* that of the frames it accepts */
  bool overlong;
  uint8_t count;
  uint8_t bytes[BLP_ENCODED_MAX];
} blp_receiver;

void blp_receiver_start(blp_receiver *receiver, uint8_t direction);

/* At most one verdict a byte; `frame` is written only with BLP_FRAME. */
blp_verdict blp_receiver_push(blp_receiver *receiver, uint8_t byte, blp_frame *frame);

/* ---- Messages -------------------------------------------------------------------------------- */

/* Why a payload could not be unpacked. */
typedef enum blp_unpacked {
  BLP_UNPACKED = 0,
  BLP_TOO_SHORT,    /* shorter than the fixed part: the frame counts as never come */
  BLP_NOT_A_TYPE,   /* a type that this codec does not know */
  BLP_FIELD_INVALID /* a field out of its range, or a count that runs past the end */
} blp_unpacked;

typedef struct blp_hello {
  uint8_t minimum_version;
  uint8_t maximum_version;
  uint32_t nonce;
  uint32_t incompatible_features;
} blp_hello;

typedef struct blp_hello_ack {
  uint8_t result; /* BLP_HELLO_… */
  uint8_t version;
  uint32_t nonce;
  uint8_t uid[BLP_UID_SIZE];
  uint32_t boot_id;
  uint8_t reset_cause;
  uint8_t firmware_major;
  uint8_t firmware_minor;
  uint8_t firmware_patch;
  uint8_t lines;
  uint8_t trunks;
  uint32_t capabilities;
  uint32_t incompatible_features;
  uint8_t display_rows;
  uint8_t display_columns;
  uint8_t display_charset;
  uint8_t payload_limit;
  uint16_t ring_size;
  uint32_t oldest_event;
  uint32_t next_event;
  uint32_t tick;
  uint32_t configuration_crc;
} blp_hello_ack;

typedef struct blp_announce {
  uint8_t minimum_version;
  uint8_t maximum_version;
  uint8_t uid[BLP_UID_SIZE];
  uint32_t boot_id;
  uint8_t reset_cause;
} blp_announce;

/* Any event; a field that its type does not have is 0. */
typedef struct blp_event {
  uint8_t type; /* BLP_OFF_HOOK … BLP_LOOP_OPEN */
  uint8_t line;
  uint32_t number;
  uint32_t tick;
  uint32_t call;   /* SEIZED ANSWERED METERING RELEASED CONNECT_FAILED */
  uint8_t digit;   /* DIGIT, ASCII */
  uint8_t method;  /* DIGIT */
  uint8_t trunk;   /* SEIZED */
  uint8_t count;   /* SEIZED */
  uint8_t signal;  /* ANSWERED */
  uint8_t cause;   /* RELEASED; BOOT: the reset's */
  uint8_t reason;  /* CONNECT_FAILED */
  uint8_t fault;   /* LINE_FAULT */
  uint8_t power;   /* POWER */
  uint16_t pulses; /* METERING RELEASED */
  uint16_t millivolts; /* POWER */
  uint32_t lost;       /* GAP */
  uint32_t first_tick; /* GAP */
  uint8_t digits[BLP_DIGITS_MAX]; /* SEIZED, ASCII */
} blp_event;

typedef struct blp_tone {
  uint8_t line;
  uint8_t tone;
  uint16_t milliseconds;
} blp_tone;

typedef struct blp_connect {
  uint8_t line;
  uint8_t flags;
  uint32_t call;
  uint16_t lease;
  uint32_t talk_limit;
  uint32_t next_event; /* the first event that the host had not read when it decided */
  uint8_t count;
  uint8_t digits[BLP_DIGITS_MAX]; /* ASCII */
} blp_connect;

typedef struct blp_renewal {
  uint8_t line;
  uint32_t call;
  uint16_t lease;
  uint32_t talk_limit;
} blp_renewal;

typedef struct blp_lease {
  uint8_t count;
  blp_renewal renewals[BLP_LEASES_MAX];
} blp_lease;

typedef struct blp_cut {
  uint8_t line;
  uint32_t call;
  uint8_t tone;
} blp_cut;

typedef struct blp_ring_command {
  uint8_t line;
  uint8_t on;
  uint16_t milliseconds;
} blp_ring_command;

typedef struct blp_display {
  uint8_t line;
  uint8_t row;
  uint8_t column;
  uint8_t flags;
  uint8_t count;
  uint8_t text[BLP_DISPLAY_TEXT_MAX];
} blp_display;

typedef struct blp_emergency_number {
  uint8_t count;
  uint8_t digits[BLP_EMERGENCY_DIGITS_MAX]; /* ASCII */
} blp_emergency_number;

typedef struct blp_configuration {
  uint16_t flash_minimum; /* ms */
  uint16_t flash_maximum; /* ms */
  uint8_t answer_signals; /* BLP_ANSWER_BY_… */
  uint8_t answer_delay;   /* s */
  uint8_t emergency_count;
  blp_emergency_number emergency[BLP_EMERGENCY_NUMBERS_MAX];
} blp_configuration;

typedef struct blp_command {
  uint8_t type; /* BLP_TONE … BLP_RESET; STATISTICS has no body */
  union {
    blp_tone tone;
    blp_connect connect;
    blp_lease lease;
    blp_cut cut;
    blp_ring_command ring;
    blp_display display;
    uint8_t line_test; /* the line */
    blp_configuration configure;
    uint8_t read_lines; /* the first line */
    uint32_t reset;     /* BLP_RESET_MAGIC */
  } body;
} blp_command;

typedef struct blp_line_test {
  uint8_t hook; /* 1 off-hook */
  uint16_t loop_millivolts;
  uint16_t loop_microamps10; /* tens of microamperes */
  uint8_t fault;
} blp_line_test;

typedef struct blp_line_report {
  uint8_t state; /* BLP_STATE_… */
  uint32_t call; /* 0: none */
  uint32_t answered_tick;
  uint16_t lease; /* ms left; 0: none */
  uint8_t trunk;  /* BLP_NO_TRUNK: none */
} blp_line_report;

typedef struct blp_line_reports {
  uint8_t first;
  uint8_t count;
  blp_line_report lines[BLP_LINE_REPORTS_MAX];
} blp_line_reports;

typedef struct blp_statistics {
  uint32_t frames_received;
  uint32_t frames_sent;
  uint32_t crc_errors;
  uint32_t malformed;
  uint32_t duplicates;
  uint32_t events_resent;
  uint16_t ring_high_water;
  uint32_t uptime_seconds;
} blp_statistics;

/* The body is on the wire only when `result` is BLP_DONE. */
typedef struct blp_response {
  uint8_t type; /* that of the command */
  uint8_t result;
  union {
    blp_line_test line_test;
    uint32_t configuration_crc;
    blp_line_reports lines;
    blp_statistics statistics;
  } body;
} blp_response;

typedef struct blp_pong {
  uint32_t stamp;
  uint32_t tick;
  uint16_t ring_used;
} blp_pong;

/* Packing writes at most BLP_PAYLOAD_MAX bytes to `out` and returns how many: 0 when a count is
 * over its limit or the type is not known. Unpacking ignores extra bytes at the end of a
 * message. */
size_t blp_hello_pack(const blp_hello *hello, uint8_t *out);
blp_unpacked blp_hello_unpack(const uint8_t *payload, size_t length, blp_hello *hello);
size_t blp_hello_ack_pack(const blp_hello_ack *ack, uint8_t *out);
blp_unpacked blp_hello_ack_unpack(const uint8_t *payload, size_t length, blp_hello_ack *ack);
size_t blp_announce_pack(const blp_announce *announce, uint8_t *out);
blp_unpacked blp_announce_unpack(const uint8_t *payload, size_t length, blp_announce *announce);
size_t blp_event_pack(const blp_event *event, uint8_t *out);
blp_unpacked blp_event_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_event *event);
/* STATISTICS has no payload: 0 is its right length. */
size_t blp_command_pack(const blp_command *command, uint8_t *out);
blp_unpacked blp_command_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_command *command);
size_t blp_configuration_pack(const blp_configuration *configuration, uint8_t *out);
blp_unpacked blp_configuration_unpack(
    const uint8_t *payload, size_t length, blp_configuration *configuration);
size_t blp_response_pack(const blp_response *response, uint8_t *out);
blp_unpacked blp_response_unpack(
    uint8_t type, const uint8_t *payload, size_t length, blp_response *response);
size_t blp_ping_pack(uint32_t stamp, uint8_t *out);
blp_unpacked blp_ping_unpack(const uint8_t *payload, size_t length, uint32_t *stamp);
size_t blp_pong_pack(const blp_pong *pong, uint8_t *out);
blp_unpacked blp_pong_unpack(const uint8_t *payload, size_t length, blp_pong *pong);

/* 0-9 * # A-D in ASCII. */
bool blp_is_digit(uint8_t digit);

#ifdef __cplusplus
}
#endif

#endif
