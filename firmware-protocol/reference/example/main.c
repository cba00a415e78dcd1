/*
 * The main loop of a board on a bare microcontroller: eight lines, four trunks, a log of 512
 * events.
 *
 * What is the hardware's is declared below and left to the firmware, in the words of
 * ../../README.md § 13. Interrupts only put what they saw into a queue, with the tick at which
 * they saw it; everything else happens here, in one context.
 */
#include "blp_board.h"

enum { LINES = 8, TRUNKS = 4, SIGHTINGS_IN_A_TURN = 64 };

/* ---- What the firmware must bring ------------------------------------------------------------ */

/* A free-running millisecond counter from a crystal, ± 100 ppm or better; it wraps. */
uint32_t clock_tick(void);
/* A hardware watchdog of at most 1 s, fed from this loop and from nowhere else. Its reset lets the
 * relays of all trunks fall back to released. */
void watchdog_start(void);
void watchdog_feed(void);
/* Sleeps until an interrupt, at most so long: that of the next millisecond will do. */
void sleep_until_interrupt(uint32_t milliseconds);
/* Resets the chip, once the bytes in the transmit buffer are out. */
void chip_reset(void);
/* BLP_RESET_…, from the chip's flags. */
uint8_t chip_reset_cause(void);
/* 96 bits that no other board has; over USB its serial number too. */
void chip_uid(uint8_t uid[BLP_UID_SIZE]);

/* A counter in non-volatile memory, one higher at each boot. */
uint32_t memory_next_boot(void);
/* The configuration: written so that a loss of power at any instant leaves the old or the new one.
 * What is damaged reads as nothing. */
size_t memory_load(uint8_t *bytes, size_t capacity);
bool memory_store(const uint8_t *bytes, size_t count);

/* 115200 8N1. DTR and RTS do nothing. */
void uart_start(void);
/* Takes what has been received, at most `capacity` bytes. The interrupt's buffer holds what comes
 * in 20 ms: 256 bytes. */
size_t uart_receive(uint8_t *bytes, size_t capacity);
/* Takes all bytes into the transmit buffer (512 or more), or none and returns false. */
bool uart_send(const uint8_t *bytes, size_t count);

/* Begins to seize the trunk and to send the digits, the caller kept off it until the last is out;
 * then SAW_SEIZED or SAW_CONNECT_FAILED. false: the trunk is out of order. */
bool trunk_seize(uint8_t line, uint8_t trunk, const uint8_t *digits, uint8_t count);
/* Lets what the caller says and dials into the trunk that the line holds, or nothing of it. */
void trunk_let_caller_in(uint8_t line, bool is_let_in);
/* Opens the relay, at once. It stays open for the provider's guard time. */
void trunk_release(uint8_t line, uint8_t trunk);
void line_tone(uint8_t line, uint8_t tone);
void line_ring(uint8_t line, bool on);
void line_measure(uint8_t line, blp_line_test *result);
void display_write(
    uint8_t line, uint8_t row, uint8_t column, const uint8_t *text, uint8_t count);

/* What interrupts and drivers saw. */
typedef enum saw {
  SAW_HOOK,           /* value: 1 the loop closed, 0 it opened; raw, without debouncing */
  SAW_DTMF,           /* value: the digit in ASCII */
  SAW_PULSE_DIGIT,    /* value: the digit in ASCII, counted by the line's own decoder */
  SAW_SEIZED,         /* all digits are on the trunk */
  SAW_CONNECT_FAILED, /* value: BLP_FAILED_… */
  SAW_REVERSAL,       /* the far end answered */
  SAW_METERING_PULSE,
  SAW_FAR_END_GONE,
  SAW_TRUNK_FAULT,
  SAW_LINE_FAULT, /* value: BLP_FAULT_… */
  SAW_POWER       /* value: BLP_POWER_…, millivolts beside it */
} saw;

typedef struct sighting {
  uint32_t tick; /* when it was seen */
  uint16_t millivolts;
  saw what;
  uint8_t line;
  uint8_t value;
} sighting;

/* Takes the oldest sighting out of the interrupts' queue; false when there is none. */
bool sightings_take(sighting *sighting);

/* ---- The board ------------------------------------------------------------------------------- */

static struct {
  blp_board board;
  blp_line lines[LINES];
  blp_ring_entry ring[BLP_RING_DEFAULT];
} memory;

/* All the RAM the reference takes; the compiler refuses an array of a negative size. */
typedef char memory_is_below_12_kib[sizeof memory < 12 * 1024 ? 1 : -1];

static bool on_write(void *context, const uint8_t *bytes, size_t count) {
  (void)context;
  return uart_send(bytes, count);
}

static bool on_seize(
    void *context, uint8_t line, uint8_t trunk, const uint8_t *digits, uint8_t count) {
  (void)context;
  return trunk_seize(line, trunk, digits, count);
}

static void on_release(void *context, uint8_t line, uint8_t trunk) {
  (void)context;
  trunk_release(line, trunk);
}

static void on_tone(void *context, uint8_t line, uint8_t tone) {
  (void)context;
  line_tone(line, tone);
}

static void on_display(
    void *context, uint8_t line, uint8_t row, uint8_t column, const uint8_t *text,
    uint8_t count) {
  (void)context;
  display_write(line, row, column, text, count);
}

static void on_ring(void *context, uint8_t line, bool on) {
  (void)context;
  line_ring(line, on);
}

static void on_line_test(void *context, uint8_t line, blp_line_test *result) {
  (void)context;
  line_measure(line, result);
}

static size_t on_load(void *context, uint8_t *bytes, size_t capacity) {
  (void)context;
  return memory_load(bytes, capacity);
}

static bool on_store(void *context, const uint8_t *bytes, size_t count) {
  (void)context;
  return memory_store(bytes, count);
}

static void on_reset(void *context) {
  (void)context;
  chip_reset();
}

static const blp_hardware hardware = {
    on_write, on_seize, on_release, on_tone,  on_display,
    on_ring,  on_line_test, on_load, on_store, on_reset};

static bool start(void) {
  blp_board_setup setup = {
      .firmware_major = 1,
      .lines = LINES,
      .trunks = TRUNKS,
      .capabilities = BLP_CAN_DISPLAY | BLP_CAN_POLARITY_ANSWER | BLP_CAN_METERING |
                      BLP_CAN_LINE_TEST | BLP_CAN_RING | BLP_CAN_PULSE_DIALLING,
      .display_rows = 2,
      .display_columns = 16,
      .display_charset = BLP_CHARSET_LATIN1,
  };
  chip_uid(setup.uid);
  setup.boot_id = memory_next_boot();
  setup.reset_cause = chip_reset_cause();
  return blp_board_start(
      &memory.board, &setup, &hardware, NULL, memory.lines, memory.ring, BLP_RING_DEFAULT,
      clock_tick());
}

static void tell(const sighting *seen) {
  blp_board *board = &memory.board;
  uint32_t tick = seen->tick;
  switch (seen->what) {
    case SAW_HOOK: blp_board_hook(board, seen->line, seen->value != 0, tick); break;
    case SAW_DTMF: blp_board_digit(board, seen->line, seen->value, BLP_METHOD_DTMF, tick); break;
    case SAW_PULSE_DIGIT:
      blp_board_digit(board, seen->line, seen->value, BLP_METHOD_PULSE, tick);
      break;
    case SAW_SEIZED: blp_board_seized(board, seen->line, tick); break;
    case SAW_CONNECT_FAILED:
      blp_board_connect_failed(board, seen->line, seen->value, tick);
      break;
    case SAW_REVERSAL: blp_board_answer(board, seen->line, BLP_SIGNAL_POLARITY, tick); break;
    case SAW_METERING_PULSE: blp_board_metering_pulse(board, seen->line, tick); break;
    case SAW_FAR_END_GONE: blp_board_far_end_hang_up(board, seen->line, tick); break;
    case SAW_TRUNK_FAULT: blp_board_trunk_fault(board, seen->line, tick); break;
    case SAW_LINE_FAULT: blp_board_line_fault(board, seen->line, seen->value, tick); break;
    case SAW_POWER: blp_board_power(board, seen->value, seen->millivolts, tick); break;
  }
}

int main(void) {
  uint8_t bytes[64];
  sighting seen;
  watchdog_start();
  uart_start();
  if (!start()) {
    /* Out of its ranges: the watchdog bites, and what is built wrong never seizes a trunk. */
    for (;;) continue;
  }
  for (;;) {
    /* What happened first is told first: a hang-up before the command that came after it. */
    for (int i = 0; i < SIGHTINGS_IN_A_TURN && sightings_take(&seen); ++i) tell(&seen);
    size_t count = uart_receive(bytes, sizeof bytes);
    if (count > 0) blp_board_receive(&memory.board, bytes, count, clock_tick());
    blp_board_poll(&memory.board, clock_tick());
    for (uint8_t line = 0; line < LINES; ++line) {
      trunk_let_caller_in(line, !blp_board_keeps_caller_off(&memory.board, line));
    }
    watchdog_feed();
    /* Whatever is left to do has an interrupt of its own, or that of the next millisecond. */
    if (count == 0) sleep_until_interrupt(blp_board_idle(&memory.board, clock_tick()));
  }
}
