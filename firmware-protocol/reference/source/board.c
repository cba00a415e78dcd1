#include "board_internal.h"

/* Starting a board, and the passing of time. */

void blp_lines_due(blp_board *board) {
  for (uint8_t i = 0; i < board->setup.lines; ++i) blp_line_due(board, &board->lines[i]);
}

void blp_advance(blp_board *board, uint32_t tick) {
  /* An input that was stamped before the last poll does not turn time back. */
  if (tick - board->now <= UINT32_MAX / 2) board->now = tick;
  uint32_t seconds = (board->now - board->uptime_tick) / 1000;
  board->statistics.uptime_seconds += seconds;
  board->uptime_tick += seconds * 1000;
  blp_lines_due(board);
  if (blp_timer_due(&board->timers[BLP_TIMER_SESSION], board->now)) blp_drop_session(board);
  if (blp_timer_due(&board->timers[BLP_TIMER_ANNOUNCE], board->now)) blp_announce_board(board);
  if (blp_timer_due(&board->timers[BLP_TIMER_RESEND], board->now)) blp_push_again(board);
}

/* Event numbers must not wrap: the board begins a new boot while nobody is there to notice, or when
 * it can wait no longer. */
static bool must_restart(const blp_board *board) {
  if (!blp_numbers_run_out(&board->ring, BLP_RESTART_EVENT)) return false;
  if (blp_numbers_run_out(&board->ring, BLP_RESTART_EVENT_LAST)) return true;
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    if (blp_has_call(&board->lines[i])) return false;
  }
  return board->ring.used == 0;
}

void blp_board_poll(blp_board *board, uint32_t tick) {
  blp_advance(board, tick);
  blp_push(board);
  if (must_restart(board)) board->hardware->reset(board->context);
}

static uint32_t sooner(uint32_t left, const blp_timer *timers, size_t count, uint32_t now) {
  for (size_t i = 0; i < count; ++i) {
    if (!timers[i].running) continue;
    uint32_t of_timer = blp_timer_left(&timers[i], now);
    if (of_timer < left) left = of_timer;
  }
  return left;
}

uint32_t blp_board_idle(const blp_board *board, uint32_t tick) {
  uint32_t left = BLP_IDLE_LONGEST_MS;
  if (tick - board->now > UINT32_MAX / 2) tick = board->now;
  left = sooner(left, board->timers, BLP_BOARD_TIMERS, tick);
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    left = sooner(left, board->lines[i].timers, BLP_LINE_TIMERS, tick);
  }
  /* The transmit buffer was full. */
  if (left > 1 && board->ring.cursor < blp_push_ready(board)) left = 1;
  return left;
}

static bool is_sound(const blp_board_setup *setup, uint16_t ring_capacity) {
  return setup->lines >= 1 && setup->lines <= BLP_LINES_MAX && setup->trunks <= BLP_TRUNKS_MAX &&
         setup->display_columns <= BLP_DISPLAY_TEXT_MAX && ring_capacity >= 16 &&
         ring_capacity >= 4 * setup->lines + 4;
}

static void load_configuration(blp_board *board) {
  uint8_t bytes[BLP_CONFIGURATION_MAX];
  size_t count = board->hardware->load(board->context, bytes, sizeof bytes);
  if (count > 0 && blp_adopt_configuration(board, bytes, count)) return;
  board->configuration.flash_minimum = BLP_FLASH_MINIMUM_MS;
  board->configuration.flash_maximum = BLP_FLASH_MAXIMUM_MS;
  board->configuration.answer_signals = BLP_ANSWER_BY_POLARITY | BLP_ANSWER_BY_METERING;
}

bool blp_board_start(
    blp_board *board, const blp_board_setup *setup, const blp_hardware *hardware, void *context,
    blp_line *lines, blp_ring_entry *ring, uint16_t ring_capacity, uint32_t tick) {
  if (!is_sound(setup, ring_capacity)) return false;
  memset(board, 0, sizeof *board);
  memset(lines, 0, sizeof *lines * setup->lines);
  board->setup = *setup;
  board->setup.capabilities &= ~(uint32_t)BLP_CAN_KEEP_RING;
  board->hardware = hardware;
  board->context = context;
  board->lines = lines;
  board->now = tick;
  board->uptime_tick = tick;
  board->written_tick = tick - BLP_IDLE_MS;
  /* A frame of a session before the reset is then unlikely to pass for one of the first session. */
  board->last_session = (uint8_t)(setup->boot_id % 255);
  for (uint8_t i = 0; i < setup->lines; ++i) lines[i].trunk = BLP_NO_TRUNK;
  blp_ring_start(&board->ring, ring, ring_capacity);
  blp_receiver_start(&board->receiver, BLP_HOST_TO_BOARD);
  load_configuration(board);

  blp_event boot = blp_event_of(board, NULL, BLP_BOOT, tick);
  boot.cause = setup->reset_cause;
  blp_record(board, &boot, NULL);
  blp_announce_board(board);
  return true;
}
