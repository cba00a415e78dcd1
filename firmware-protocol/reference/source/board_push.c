#include "board_internal.h"

/* How many events may be on the way: those of the window that exist. */
uint16_t blp_push_ready(const blp_board *board) {
  if (board->session == 0) return 0;
  return board->ring.used < BLP_EVENT_WINDOW ? board->ring.used : BLP_EVENT_WINDOW;
}

static bool send_event(blp_board *board, uint16_t place) {
  blp_event event;
  uint8_t payload[BLP_PAYLOAD_MAX];
  blp_ring *ring = &board->ring;
  blp_ring_event(ring, place, &event);
  size_t length = blp_event_pack(&event, payload);
  if (!blp_send(
          board, BLP_CLASS_EVENT, (uint8_t)event.number, event.type, payload, length)) {
    return false;
  }
  if (event.number - ring->oldest < ring->untold - ring->oldest) {
    board->statistics.events_resent++;
  } else {
    ring->untold = event.number + 1;
  }
  return true;
}

void blp_push(blp_board *board) {
  blp_ring *ring = &board->ring;
  uint16_t ready = blp_push_ready(board);
  while (ring->cursor < ready && send_event(board, ring->cursor)) {
    ring->cursor++;
    if (ring->cursor <= ring->flight) continue;
    if (ring->flight == 0) {
      blp_timer_start(&board->timers[BLP_TIMER_RESEND], board->now, BLP_RESEND_FIRST_MS);
    }
    ring->flight = ring->cursor;
  }
}

void blp_push_again(blp_board *board) {
  blp_timer *timer = &board->timers[BLP_TIMER_RESEND];
  uint32_t length = 2 * timer->length;
  blp_timer_start(
      timer, board->now, length > BLP_RESEND_LAST_MS ? BLP_RESEND_LAST_MS : length);
  board->ring.cursor = 0;
  blp_push(board);
}

void blp_push_restart(blp_board *board) {
  board->ring.cursor = 0;
  board->ring.flight = 0;
  blp_timer_stop(&board->timers[BLP_TIMER_RESEND]);
}

void blp_acknowledged(blp_board *board, uint8_t next) {
  blp_ring *ring = &board->ring;
  uint8_t count = (uint8_t)(next - (uint8_t)ring->oldest);
  if (count == 0 || count > ring->flight) return;
  blp_ring_forget(ring, count);
  if (ring->flight > 0) {
    blp_timer_start(&board->timers[BLP_TIMER_RESEND], board->now, BLP_RESEND_FIRST_MS);
  } else {
    blp_timer_stop(&board->timers[BLP_TIMER_RESEND]);
  }
  blp_own_up(board);
  blp_tell_pulses(board);
}
