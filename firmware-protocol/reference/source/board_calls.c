#include "board_internal.h"

/* A call from the seizing of its trunk to the release. */

static blp_line *line_in(blp_board *board, uint8_t index, uint8_t state) {
  blp_line *line = index < board->setup.lines ? &board->lines[index] : NULL;
  return line != NULL && line->state == state ? line : NULL;
}

static bool trunk_is_free(const blp_board *board, uint8_t trunk) {
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    if (board->lines[i].trunk == trunk) return false;
  }
  return true;
}

static bool seize(blp_board *board, blp_line *line, uint8_t trunk, const blp_connect *connect) {
  if (!board->hardware->seize(
          board->context, blp_line_index(board, line), trunk, connect->digits, connect->count)) {
    return false;
  }
  line->trunk = trunk;
  return true;
}

/* An emergency call takes the trunk of another call that is not one, the least advanced first. */
static blp_line *call_to_displace(blp_board *board) {
  for (uint8_t state = BLP_STATE_SEIZING; state <= BLP_STATE_TALKING; ++state) {
    for (uint8_t i = 0; i < board->setup.lines; ++i) {
      blp_line *line = &board->lines[i];
      if (line->state == state && !line->emergency) return line;
    }
  }
  return NULL;
}

/* Finds a trunk and begins to seize it: 0, or the reason why there is none. */
static uint8_t take_trunk(blp_board *board, blp_line *line, const blp_connect *connect) {
  uint8_t reason = BLP_FAILED_NO_TRUNK;
  for (uint8_t trunk = 0; trunk < board->setup.trunks; ++trunk) {
    if (!trunk_is_free(board, trunk)) continue;
    if (seize(board, line, trunk, connect)) return 0;
    reason = BLP_FAILED_TRUNK_FAULT;
  }
  if (!line->emergency) return reason;
  blp_line *other;
  while ((other = call_to_displace(board)) != NULL) {
    uint8_t trunk = other->trunk;
    blp_release_call(board, other, BLP_CAUSE_CUT_BY_HOST, board->now, BLP_TONE_CONGESTION);
    if (seize(board, line, trunk, connect)) return 0;
    reason = BLP_FAILED_TRUNK_FAULT;
  }
  return reason;
}

void blp_begin_call(blp_board *board, blp_line *line, const blp_connect *connect) {
  blp_set_tone(board, line, BLP_TONE_SILENCE, 0);
  line->call = connect->call;
  line->emergency = (connect->flags & BLP_CONNECT_EMERGENCY) != 0;
  line->answered_tick = 0;
  line->metering_event = 0;
  line->pulses = 0;
  line->pulses_untold = false;
  /* The caller's digits are stored no longer, save the number that the board dials itself. */
  if ((line->call & BLP_LOCAL_CALL) == 0) line->digit_count = 0;
  uint8_t reason = take_trunk(board, line, connect);
  line->state = BLP_STATE_SEIZING;
  if (reason != 0) {
    blp_fail_call(board, line, reason, board->now, BLP_TONE_CONGESTION);
    return;
  }
  blp_renew(board, line, connect->lease, connect->talk_limit);
}

void blp_renew(blp_board *board, blp_line *line, uint16_t lease, uint32_t talk_limit) {
  if (line->emergency) return;
  line->talk_limit = talk_limit;
  blp_timer_start(&line->timers[BLP_TIMER_LEASE], board->now, lease);
  if (line->state != BLP_STATE_TALKING) return;
  blp_timer *talk = &line->timers[BLP_TIMER_TALK];
  blp_timer_stop(talk);
  if (talk_limit == BLP_NO_TALK_LIMIT) return;
  if (board->now - line->answered_tick >= talk_limit) {
    /* The new limit lies in the past: talk ends now, not then. */
    blp_release_call(board, line, BLP_CAUSE_TALK_LIMIT, board->now, BLP_TONE_REFUSAL);
    return;
  }
  blp_timer_start(talk, line->answered_tick, talk_limit);
}

static void report_seized(blp_board *board, blp_line *line, uint32_t tick) {
  blp_event event = blp_event_of(board, line, BLP_SEIZED, tick);
  event.trunk = line->trunk;
  if ((line->call & BLP_LOCAL_CALL) != 0) {
    event.count = line->digit_count;
    memcpy(event.digits, line->digits, line->digit_count);
  }
  blp_record(board, &event, &line->call_room);
}

void blp_board_seized(blp_board *board, uint8_t index, uint32_t tick) {
  blp_advance(board, tick);
  blp_line *line = line_in(board, index, BLP_STATE_SEIZING);
  if (line == NULL) return;
  report_seized(board, line, tick);
  line->state = BLP_STATE_CONNECTED;
  if ((board->configuration.answer_signals & BLP_ANSWER_BY_DELAY) != 0) {
    blp_timer_start(
        &line->timers[BLP_TIMER_ANSWER], tick, board->configuration.answer_delay * UINT32_C(1000));
    blp_line_due(board, line);
  }
  blp_push(board);
}

bool blp_board_keeps_caller_off(const blp_board *board, uint8_t index) {
  if (index >= board->setup.lines) return true;
  const blp_line *line = &board->lines[index];
  if (line->state == BLP_STATE_SEIZING) return true;
  if (line->state != BLP_STATE_CONNECTED || line->emergency) return false;
  return (board->configuration.answer_signals & BLP_ANSWER_BY_DELAY) == 0;
}

void blp_answer_call(blp_board *board, blp_line *line, uint8_t signal, uint32_t tick) {
  blp_event event = blp_event_of(board, line, BLP_ANSWERED, tick);
  event.signal = signal;
  blp_record(board, &event, &line->call_room);
  blp_timer_stop(&line->timers[BLP_TIMER_ANSWER]);
  if (line->tone == BLP_TONE_RINGBACK) blp_set_tone(board, line, BLP_TONE_SILENCE, 0);
  line->state = BLP_STATE_TALKING;
  line->answered_tick = tick;
  if (!line->emergency && line->talk_limit != BLP_NO_TALK_LIMIT) {
    blp_timer_start(&line->timers[BLP_TIMER_TALK], tick, line->talk_limit);
  }
}

void blp_board_answer(blp_board *board, uint8_t index, uint8_t signal, uint32_t tick) {
  blp_advance(board, tick);
  blp_line *line = line_in(board, index, BLP_STATE_CONNECTED);
  if (line == NULL || signal != BLP_SIGNAL_POLARITY) return;
  if ((board->configuration.answer_signals & BLP_ANSWER_BY_POLARITY) == 0) return;
  blp_answer_call(board, line, signal, tick);
  blp_line_due(board, line);
  blp_push(board);
}

void blp_board_metering_pulse(blp_board *board, uint8_t index, uint32_t tick) {
  blp_advance(board, tick);
  blp_line *line = line_in(board, index, BLP_STATE_CONNECTED);
  if (line != NULL && (board->configuration.answer_signals & BLP_ANSWER_BY_METERING) != 0) {
    blp_answer_call(board, line, BLP_SIGNAL_METERING, tick);
    blp_line_due(board, line);
  }
  line = line_in(board, index, BLP_STATE_TALKING);
  if (line != NULL) blp_count_pulse(board, line, tick);
  blp_push(board);
}

/* Pulses are absolute, so that one event can stand for many: the newest is rewritten as long as the
 * host cannot have seen it, and a count that finds no room waits for some. */
void blp_count_pulse(blp_board *board, blp_line *line, uint32_t tick) {
  if (line->pulses < UINT16_MAX) line->pulses++;
  line->pulse_tick = tick;
  if (blp_fold_metering(board, line->metering_event, tick, line->pulses)) return;
  if (!blp_ring_has_room(&board->ring, 1)) {
    line->pulses_untold = true;
    return;
  }
  blp_event event = blp_event_of(board, line, BLP_METERING, tick);
  event.pulses = line->pulses;
  line->metering_event = blp_record(board, &event, NULL);
  line->pulses_untold = line->metering_event == 0;
}

void blp_tell_pulses(blp_board *board) {
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    blp_line *line = &board->lines[i];
    if (!line->pulses_untold || !blp_ring_has_room(&board->ring, 1)) continue;
    blp_event event = blp_event_of(board, line, BLP_METERING, line->pulse_tick);
    event.pulses = line->pulses;
    line->metering_event = blp_record(board, &event, NULL);
    line->pulses_untold = false;
  }
}

static void end_call(blp_board *board, blp_line *line, uint8_t tone) {
  if ((line->call & BLP_LOCAL_CALL) == 0) line->last_call = line->call;
  line->call = 0;
  line->trunk = BLP_NO_TRUNK;
  line->emergency = false;
  line->pulses_untold = false;
  blp_timer_stop(&line->timers[BLP_TIMER_ANSWER]);
  blp_timer_stop(&line->timers[BLP_TIMER_TALK]);
  blp_timer_stop(&line->timers[BLP_TIMER_LEASE]);
  blp_ring_give_back(board, &line->call_room);
  blp_settle(line);
  blp_set_tone(board, line, tone, 0);
}

static void let_trunk_go(blp_board *board, const blp_line *line) {
  if (line->trunk == BLP_NO_TRUNK) return;
  board->hardware->release(board->context, blp_line_index(board, line), line->trunk);
}

void blp_release_call(
    blp_board *board, blp_line *line, uint8_t cause, uint32_t tick, uint8_t tone) {
  let_trunk_go(board, line);
  if (line->state == BLP_STATE_SEIZING) report_seized(board, line, tick);
  blp_event event = blp_event_of(board, line, BLP_RELEASED, tick);
  event.cause = cause;
  event.pulses = line->pulses;
  blp_record(board, &event, &line->call_room);
  end_call(board, line, tone);
}

void blp_fail_call(
    blp_board *board, blp_line *line, uint8_t reason, uint32_t tick, uint8_t tone) {
  let_trunk_go(board, line);
  blp_event event = blp_event_of(board, line, BLP_CONNECT_FAILED, tick);
  event.reason = reason;
  blp_record(board, &event, &line->call_room);
  end_call(board, line, tone);
}

void blp_board_connect_failed(blp_board *board, uint8_t index, uint8_t reason, uint32_t tick) {
  blp_advance(board, tick);
  blp_line *line = line_in(board, index, BLP_STATE_SEIZING);
  if (line == NULL) return;
  if (reason != BLP_FAILED_NO_TRUNK) reason = BLP_FAILED_TRUNK_FAULT;
  blp_fail_call(board, line, reason, tick, BLP_TONE_CONGESTION);
  blp_push(board);
}

static void trunk_ended(
    blp_board *board, uint8_t index, uint8_t cause, uint8_t tone, uint32_t tick) {
  blp_advance(board, tick);
  if (index >= board->setup.lines || !blp_has_call(&board->lines[index])) return;
  blp_line *line = &board->lines[index];
  if (line->state == BLP_STATE_SEIZING) {
    blp_fail_call(board, line, BLP_FAILED_TRUNK_FAULT, tick, tone);
  } else {
    blp_release_call(board, line, cause, tick, tone);
  }
  blp_push(board);
}

void blp_board_far_end_hang_up(blp_board *board, uint8_t index, uint32_t tick) {
  trunk_ended(board, index, BLP_CAUSE_FAR_END_HUNG_UP, BLP_TONE_BUSY, tick);
}

void blp_board_trunk_fault(blp_board *board, uint8_t index, uint32_t tick) {
  trunk_ended(board, index, BLP_CAUSE_TRUNK_FAULT, BLP_TONE_CONGESTION, tick);
}

void blp_board_power(blp_board *board, uint8_t state, uint16_t millivolts, uint32_t tick) {
  if (state > BLP_POWER_BATTERY) return;
  blp_advance(board, tick);
  board->power = state;
  blp_event event = blp_event_of(board, NULL, BLP_POWER, tick);
  event.power = state;
  event.millivolts = millivolts;
  blp_record(board, &event, NULL);
  for (uint8_t i = 0; state == BLP_POWER_LOW && i < board->setup.lines; ++i) {
    blp_line *line = &board->lines[i];
    if (!blp_has_call(line) || line->emergency) continue;
    blp_release_call(board, line, BLP_CAUSE_POWER, tick, BLP_TONE_SILENCE);
  }
  blp_push(board);
}
