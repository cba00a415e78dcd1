/*
 * The board's half of a BLP/1 session: events, commands, lines, leases. See ../../README.md.
 *
 * Everything is in structs of the caller's: no allocation, no global state, no clock. Time comes in
 * as `tick`, a free-running millisecond counter that wraps at 2^32; hardware comes in as the
 * functions below and goes out through `blp_hardware`. Not reentrant: call it from one context only
 * (a main loop, not an interrupt), and never from within one of its own callbacks.
 */
#ifndef BLP_BOARD_H
#define BLP_BOARD_H

#include "blp_codec.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  BLP_RING_DEFAULT = 512,
  BLP_SESSION_TIMEOUT_MS = 5000,
  BLP_ANNOUNCE_MS = 1000,
  BLP_RESEND_FIRST_MS = 250,
  BLP_RESEND_LAST_MS = 2000,
  BLP_NEW_BEGINNING_MS = 2000,
  BLP_FLASH_MINIMUM_MS = 80,  /* until configured */
  BLP_FLASH_MAXIMUM_MS = 700, /* until configured */
  /* The sender puts a leading 00 after this long a silence. */
  BLP_IDLE_MS = 10,
  /* The longest that `blp_board_idle` answers. */
  BLP_IDLE_LONGEST_MS = 60000
};

/* The board restarts once the next event's number has come to the first of these and all is quiet;
 * at the second in any case. */
#define BLP_RESTART_EVENT UINT32_C(0xFFFF0000)
#define BLP_RESTART_EVENT_LAST UINT32_C(0xFFFFFF00)

/* What the board does to the hardware. All must be set; `display`, `ring` and `line_test` are
 * called only on a board with the capability. `context` is the caller's own. */
typedef struct blp_hardware {
  /* Takes all `count` bytes into the transmit buffer, or none and returns false: events are then
   * offered again at the next poll, responses when the host asks again. */
  bool (*write)(void *context, const uint8_t *bytes, size_t count);
  /* Begins to seize the trunk for the line and to send the digits (ASCII) on it; later the caller
   * of this code says `blp_board_seized` or `blp_board_connect_failed`. Until then nothing of the
   * booth reaches the trunk, or somebody could dial there what was not priced. false: the trunk is
   * out of order, another is tried. */
  bool (*seize)(
      void *context, uint8_t line, uint8_t trunk, const uint8_t *digits, uint8_t count);
  /* Lets the trunk go at once, whatever state it is in. */
  void (*release)(void *context, uint8_t line, uint8_t trunk);
  /* Plays the tone until told otherwise; BLP_TONE_SILENCE stops it. BLP_TONE_WARNING goes over the
   * conversation. */
  void (*tone)(void *context, uint8_t line, uint8_t tone);
  /* Writes `count` characters from the position on, which fit in the row and are of its charset;
   * the rest of the row is blanked by spaces when asked, so `count` reaches its end then. */
  void (*display)(
      void *context, uint8_t line, uint8_t row, uint8_t column, const uint8_t *text, uint8_t count);
  /* Starts or stops the ringing. */
  void (*ring)(void *context, uint8_t line, bool on);
  /* Measures the line. */
  void (*line_test)(void *context, uint8_t line, blp_line_test *result);
  /* Reads the configuration kept in non-volatile memory: the number of bytes, 0 when there is
   * none. */
  size_t (*load)(void *context, uint8_t *bytes, size_t capacity);
  /* Keeps it, so that it survives a loss of power at any instant. false: it could not. */
  bool (*store)(void *context, const uint8_t *bytes, size_t count);
  /* Resets the board once the bytes written before are out. May be called again until it is
   * done. */
  void (*reset)(void *context);
} blp_hardware;

/* One event in the ring: 16 bytes. Its number is its place. */
typedef struct blp_ring_entry {
  uint32_t tick;
  uint32_t call; /* GAP: events lost */
  uint8_t type;
  uint8_t line;
  uint8_t detail[6];
} blp_ring_entry;

typedef struct blp_timer {
  uint32_t start;
  uint32_t length;
  bool running;
} blp_timer;

/* Timers of a line, in the order they go when two are due at the same instant. */
enum {
  BLP_TIMER_HANG_UP,
  BLP_TIMER_ANSWER,
  BLP_TIMER_TALK,
  BLP_TIMER_LEASE,
  BLP_TIMER_TONE,
  BLP_TIMER_RINGING,
  BLP_TIMER_LOOP_OPEN, /* while it runs no other LOOP_OPEN is told */
  BLP_LINE_TIMERS
};

typedef struct blp_line {
  blp_timer timers[BLP_LINE_TIMERS];
  uint32_t call;      /* 0: none */
  uint32_t last_call; /* the host's call that ended here last, not to be connected twice */
  uint32_t answered_tick;
  uint32_t talk_limit;
  uint32_t metering_event; /* number of the call's newest METERING event; 0: none */
  uint32_t pulse_tick;     /* of the pulse counted last */
  uint32_t opened_tick;    /* when the loop opened */
  uint32_t hook_event; /* number of the last OFF_HOOK, ON_HOOK or FLASH, or of the GAP that owns up
                        * to it, UINT32_MAX until that is told of; 0: none in this boot */
  uint16_t pulses;
  bool pulses_untold; /* counted, but no room yet for an event */
  bool emergency;
  bool off_hook;  /* after debouncing */
  bool loop_open; /* while off-hook: a flash or a hang-up, time will tell */
  uint8_t state; /* BLP_STATE_… */
  uint8_t trunk;
  uint8_t fault;
  uint8_t tone;
  uint8_t hook_room; /* places of the ring kept for this line's ON_HOOK */
  uint8_t call_room; /* and for what its call has still to report */
  uint8_t digit_count; /* digits since off-hook; one more than the most: too many */
  uint8_t digits[BLP_EMERGENCY_DIGITS_MAX];
  /* Without a host what was dialled was refused: no host may connect it afterwards. */
  bool is_refused;
  uint32_t digit_tick;  /* of the last digit */
  uint32_t digit_event; /* number of the first digit's event */
  bool partly_told;     /* the host of this session cannot know all the digits */
} blp_line;

typedef struct blp_ring {
  blp_ring_entry *entries;
  uint16_t capacity;
  uint16_t first; /* index of the oldest */
  uint16_t used;
  uint16_t kept;   /* places promised to lines */
  uint16_t cursor; /* events, from the oldest on, that wait for their acknowledgement */
  uint16_t flight; /* events sent in this session and not acknowledged */
  uint16_t high_water;
  uint32_t oldest;   /* number of the oldest */
  uint32_t untold;   /* lowest number that was never on the wire */
  uint32_t lost;     /* to be owned up to in a GAP */
  uint32_t first_lost_tick;
  uint32_t last_lost_tick;
} blp_ring;

/* What the board is. Copied by `blp_board_start`. */
typedef struct blp_board_setup {
  uint8_t uid[BLP_UID_SIZE];
  uint32_t boot_id; /* different at each boot: a counter kept in non-volatile memory, or random */
  uint8_t reset_cause;
  uint8_t firmware_major;
  uint8_t firmware_minor;
  uint8_t firmware_patch;
  uint8_t lines;  /* 1…32 */
  uint8_t trunks; /* 0…32 */
  uint32_t capabilities; /* BLP_CAN_…; BLP_CAN_KEEP_RING is not for this implementation */
  uint8_t display_rows;
  uint8_t display_columns;
  uint8_t display_charset;
} blp_board_setup;

enum { BLP_TIMER_SESSION, BLP_TIMER_ANNOUNCE, BLP_TIMER_RESEND, BLP_BOARD_TIMERS };

/* One board. Read it freely; change it through the functions only. */
typedef struct blp_board {
  blp_board_setup setup;
  const blp_hardware *hardware;
  void *context;
  blp_line *lines;
  blp_ring ring;
  blp_timer timers[BLP_BOARD_TIMERS];
  blp_receiver receiver;
  blp_configuration configuration;
  uint32_t configuration_crc;
  blp_statistics statistics;
  uint32_t now;         /* the latest tick seen */
  uint32_t uptime_tick; /* when the last whole second of uptime was counted */
  uint32_t written_tick;
  uint32_t nonce;
  uint32_t local_calls;
  uint8_t session;      /* 0: none */
  uint8_t last_session;
  uint8_t last_seq;     /* of the last command executed in this session */
  bool executed;        /* whether there was one */
  bool reset_due;       /* once the response is out */
  uint8_t power;        /* BLP_POWER_… */
  uint8_t response_type;
  uint8_t response_length;
  uint8_t response[BLP_PAYLOAD_MAX];
} blp_board;

/* Starts a board: all lines on-hook, the kept configuration loaded, the first event BOOT, ANNOUNCE
 * sent. `lines` has `setup->lines` entries, `ring` has `ring_capacity` of them (16…65535, at least
 * 4 × lines + 4; 512 or more for a board in service); both and `hardware` are the board's until it
 * is no longer used. false: the setup is out of its ranges. */
bool blp_board_start(
    blp_board *board, const blp_board_setup *setup, const blp_hardware *hardware, void *context,
    blp_line *lines, blp_ring_entry *ring, uint16_t ring_capacity, uint32_t tick);

/* Bytes from the host. */
void blp_board_receive(blp_board *board, const uint8_t *bytes, size_t count, uint32_t tick);

/* Does what is due. Call it each millisecond, or when `blp_board_idle` says; a cut is as late as
 * this call. */
void blp_board_poll(blp_board *board, uint32_t tick);

/* Milliseconds from `tick` until something is due: 0 now, at most BLP_IDLE_LONGEST_MS. To be asked
 * again after every other call. */
uint32_t blp_board_idle(const blp_board *board, uint32_t tick);

/* The loop closed (off-hook) or opened, as the line sees it: no debouncing is expected. */
void blp_board_hook(blp_board *board, uint8_t line, bool off_hook, uint32_t tick);

/* The caller dialled: 0-9 * # A-D in ASCII, BLP_METHOD_…; anything else is ignored. */
void blp_board_digit(
    blp_board *board, uint8_t line, uint8_t digit, uint8_t method, uint32_t tick);

/* The trunk of the line is seized and all digits are sent. */
void blp_board_seized(blp_board *board, uint8_t line, uint32_t tick);

/* The trunk could not be seized: BLP_FAILED_NO_TRUNK or BLP_FAILED_TRUNK_FAULT. */
void blp_board_connect_failed(blp_board *board, uint8_t line, uint8_t reason, uint32_t tick);

/* Whether nothing of the booth may reach the trunk that the line holds: while it is seized, and up
 * to the answer where that is signalled, for digits added to a number can make it a dearer one. A
 * call for help is let through as soon as it is dialled: its trunk may signal nothing. Ask again
 * after every other call. */
bool blp_board_keeps_caller_off(const blp_board *board, uint8_t line);

/* An answer was signalled on the trunk (BLP_SIGNAL_POLARITY; metering has its own function). */
void blp_board_answer(blp_board *board, uint8_t line, uint8_t signal, uint32_t tick);

/* A metering pulse came: an answer if there was none and the configuration says so. */
void blp_board_metering_pulse(blp_board *board, uint8_t line, uint32_t tick);

/* The far end is gone: polarity back, battery drop, or a clearing tone. */
void blp_board_far_end_hang_up(blp_board *board, uint8_t line, uint32_t tick);

/* The trunk broke down under the call. */
void blp_board_trunk_fault(blp_board *board, uint8_t line, uint32_t tick);

/* BLP_FAULT_…; BLP_FAULT_CLEARED ends it. */
void blp_board_line_fault(blp_board *board, uint8_t line, uint8_t fault, uint32_t tick);

/* BLP_POWER_…. LOW: calls can no longer be carried; all but emergency calls are released. */
void blp_board_power(blp_board *board, uint8_t state, uint16_t millivolts, uint32_t tick);

#ifdef __cplusplus
}
#endif

#endif
