/* What the parts of the board session know of one another. Private to the reference. */
#ifndef BLP_BOARD_INTERNAL_H
#define BLP_BOARD_INTERNAL_H

#include "blp_board.h"

#include <string.h>

/* ---- Timers: differences of ticks only, so that a wrap of the tick changes nothing ----------- */

static inline void blp_timer_start(blp_timer *timer, uint32_t start, uint32_t length) {
  timer->start = start;
  timer->length = length;
  timer->running = true;
}

static inline void blp_timer_stop(blp_timer *timer) { timer->running = false; }

static inline uint32_t blp_timer_left(const blp_timer *timer, uint32_t now) {
  uint32_t elapsed = now - timer->start;
  return elapsed >= timer->length ? 0 : timer->length - elapsed;
}

static inline bool blp_timer_due(const blp_timer *timer, uint32_t now) {
  return timer->running && blp_timer_left(timer, now) == 0;
}

static inline uint32_t blp_timer_deadline(const blp_timer *timer) {
  return timer->start + timer->length;
}

/* ---- The event log (board_ring.c) ------------------------------------------------------------ */

void blp_ring_start(blp_ring *ring, blp_ring_entry *entries, uint16_t capacity);
/* Whether `count` more places can be had that are promised to nobody. */
bool blp_ring_has_room(const blp_ring *ring, uint16_t count);
/* Promises `count` places to `room`; false when there are not that many. */
bool blp_ring_keep(blp_board *board, uint8_t *room, uint8_t count);
/* Takes back what `room` did not use. */
void blp_ring_give_back(blp_board *board, uint8_t *room);
/* Records an event (its number is given here), in a place kept in `room` if there is one (null:
 * none). What finds no place is counted for a GAP. Returns the number, 0 when it was lost. */
uint32_t blp_record(blp_board *board, const blp_event *event, uint8_t *room);
/* The number that the next event will get. */
uint32_t blp_next_number(const blp_ring *ring);
/* Records an event that is advice: only in a place that nobody keeps, and not counted when there is
 * none. Returns whether it was recorded. */
bool blp_record_advice(blp_board *board, const blp_event *event);
/* Writes the GAP that is owed, when there is room. */
void blp_own_up(blp_board *board);
/* Changes the pulses of a METERING event that was never on the wire; false when it was, or is
 * gone. */
bool blp_fold_metering(blp_board *board, uint32_t number, uint32_t tick, uint16_t pulses);
/* Whether the next event's number has come to `limit`: numbers must not wrap within a boot. */
bool blp_numbers_run_out(const blp_ring *ring, uint32_t limit);
/* The event at `place` from the oldest. */
void blp_ring_event(const blp_ring *ring, uint16_t place, blp_event *event);
/* Forgets the `count` oldest. */
void blp_ring_forget(blp_ring *ring, uint16_t count);

/* ---- Pushing events (board_push.c) ----------------------------------------------------------- */

/* Sends what the window allows. */
void blp_push(blp_board *board);
/* The resend timer ran out: all from the oldest again. */
void blp_push_again(blp_board *board);
/* A new session has nothing in flight. */
void blp_push_restart(blp_board *board);
/* The `ack` byte of a frame of the session. */
void blp_acknowledged(blp_board *board, uint8_t next);
uint16_t blp_push_ready(const blp_board *board);

/* ---- Lines (board_lines.c) and calls (board_calls.c) ----------------------------------------- */

static inline bool blp_has_call(const blp_line *line) { return line->call != 0; }

static inline uint8_t blp_line_index(const blp_board *board, const blp_line *line) {
  return (uint8_t)(line - board->lines);
}

/* An event of the line and its call, if it has one. */
static inline blp_event blp_event_of(
    const blp_board *board, const blp_line *line, uint8_t type, uint32_t tick) {
  blp_event event;
  memset(&event, 0, sizeof event);
  event.type = type;
  event.line = line == NULL ? (uint8_t)BLP_WHOLE_BOARD : blp_line_index(board, line);
  event.tick = tick;
  event.call = line == NULL ? 0 : line->call;
  return event;
}

void blp_set_tone(blp_board *board, blp_line *line, uint8_t tone, uint16_t milliseconds);
void blp_set_ringing(blp_board *board, blp_line *line, bool on, uint16_t milliseconds);
/* The state of a line without a call. */
void blp_settle(blp_line *line);
/* Does whatever of the line's timers is due, in order of time. */
void blp_line_due(blp_board *board, blp_line *line);

/* Begins the call on a line that is collecting. */
void blp_begin_call(blp_board *board, blp_line *line, const blp_connect *connect);
/* Sets lease and talk limit anew, from now. */
void blp_renew(blp_board *board, blp_line *line, uint16_t lease, uint32_t talk_limit);
void blp_answer_call(blp_board *board, blp_line *line, uint8_t signal, uint32_t tick);
/* Lets the trunk go at once and reports how the call ended, whatever stage it was in. */
void blp_release_call(
    blp_board *board, blp_line *line, uint8_t cause, uint32_t tick, uint8_t tone);
/* The same for a call that was never seized. */
void blp_fail_call(blp_board *board, blp_line *line, uint8_t reason, uint32_t tick, uint8_t tone);
void blp_count_pulse(blp_board *board, blp_line *line, uint32_t tick);
/* Reports pulses that found no room when they came. */
void blp_tell_pulses(blp_board *board);

/* ---- Emergency calls without a host (board_emergency.c) -------------------------------------- */

/* What a caller hears who lifts the handset while there is no session. */
void blp_greet(blp_board *board, blp_line *line);
/* Forgets digits that can become no emergency number when the next comes after a pause: whoever
 * dials on without one is dialling another number. */
void blp_begin_anew_after_pause(const blp_board *board, blp_line *line, uint32_t tick);
/* Connects the line if what it dialled is an emergency number, refuses it if it cannot become
 * one. */
void blp_dial_locally(blp_board *board, blp_line *line);
void blp_dial_what_no_host_knows(blp_board *board, blp_line *line);

/* ---- Commands (board_commands.c) and session (board_session.c) ------------------------------- */

void blp_announce_board(blp_board *board);
/* No host: calls go on until their lease ends, and only emergency numbers connect. */
void blp_drop_session(blp_board *board);
/* Executes the command and leaves the response in the board. */
void blp_execute(blp_board *board, const blp_frame *frame);
/* Takes the configuration into use; false when it is not valid. */
bool blp_adopt_configuration(blp_board *board, const uint8_t *bytes, size_t count);
bool blp_send(
    blp_board *board, uint8_t message_class, uint8_t seq, uint8_t type, const uint8_t *payload,
    size_t length);

/* ---- Time (board.c) -------------------------------------------------------------------------- */

/* Time goes on: what is due is done. */
void blp_advance(blp_board *board, uint32_t tick);
/* Does what is due on the lines at the latest tick. */
void blp_lines_due(blp_board *board);

#endif
