#include "board_internal.h"

/* Hook, digits, tones, ringing and the timers of a line. */

static blp_line *line_at(blp_board *board, uint8_t line) {
  return line < board->setup.lines ? &board->lines[line] : NULL;
}

void blp_set_tone(blp_board *board, blp_line *line, uint8_t tone, uint16_t milliseconds) {
  if (tone != BLP_TONE_SILENCE || line->tone != BLP_TONE_SILENCE) {
    board->hardware->tone(board->context, blp_line_index(board, line), tone);
  }
  line->tone = tone;
  blp_timer_stop(&line->timers[BLP_TIMER_TONE]);
  if (tone != BLP_TONE_SILENCE && milliseconds > 0) {
    blp_timer_start(&line->timers[BLP_TIMER_TONE], board->now, milliseconds);
  }
}

void blp_set_ringing(blp_board *board, blp_line *line, bool on, uint16_t milliseconds) {
  bool ringing = line->state == BLP_STATE_RINGING;
  blp_timer_stop(&line->timers[BLP_TIMER_RINGING]);
  if (on != ringing) board->hardware->ring(board->context, blp_line_index(board, line), on);
  if (on) {
    line->state = BLP_STATE_RINGING;
    if (milliseconds > 0) {
      blp_timer_start(&line->timers[BLP_TIMER_RINGING], board->now, milliseconds);
    }
  } else if (ringing) {
    blp_settle(line);
  }
}

void blp_settle(blp_line *line) {
  if (line->fault != BLP_FAULT_CLEARED) {
    line->state = BLP_STATE_FAULT;
  } else {
    line->state = line->off_hook ? BLP_STATE_RELEASED : BLP_STATE_ON_HOOK;
  }
}

/* Records a lifting, a hang-up or a flash. A CONNECT that was decided before is not for who dials
 * now; of one that was lost the host cannot know before it has read the GAP, and what has a place
 * kept may be told before that. */
static void record_hook(blp_board *board, blp_line *line, const blp_event *event, uint8_t *room) {
  uint32_t number = blp_record(board, event, room);
  if (number == 0) number = board->ring.lost == 0 ? blp_next_number(&board->ring) - 1 : UINT32_MAX;
  line->hook_event = number;
}

static void lift(blp_board *board, blp_line *line, uint32_t tick) {
  blp_event event = blp_event_of(board, line, BLP_OFF_HOOK, tick);
  blp_set_ringing(board, line, false, 0);
  blp_set_tone(board, line, BLP_TONE_SILENCE, 0);
  line->off_hook = true;
  line->digit_count = 0;
  line->is_refused = false;
  line->state = line->fault == BLP_FAULT_CLEARED ? BLP_STATE_OFF_HOOK : BLP_STATE_FAULT;
  /* The last place is kept for ON_HOOK: of a call that has ended more hangs on it. */
  bool has_place = blp_ring_keep(board, &line->hook_room, 2);
  if (!has_place) blp_ring_keep(board, &line->hook_room, 1);
  record_hook(board, line, &event, has_place ? &line->hook_room : NULL);
  if (board->session == 0) blp_greet(board, line);
}

/* The tick of the call's end: when the loop opened, but if the answer came while it was known to be
 * open and not yet for how long, nothing was talked. */
static uint32_t hang_up_tick(const blp_board *board, const blp_line *line) {
  bool answered_since =
      line->state == BLP_STATE_TALKING &&
      board->now - line->answered_tick < board->now - line->opened_tick;
  return answered_since ? line->answered_tick : line->opened_tick;
}

static void hang_up(blp_board *board, blp_line *line) {
  uint32_t tick = hang_up_tick(board, line);
  if (line->state == BLP_STATE_SEIZING) {
    blp_fail_call(board, line, BLP_FAILED_CALLER_HUNG_UP, tick, BLP_TONE_SILENCE);
  } else if (blp_has_call(line)) {
    blp_release_call(board, line, BLP_CAUSE_CALLER_HUNG_UP, tick, BLP_TONE_SILENCE);
  }
  blp_event event = blp_event_of(board, line, BLP_ON_HOOK, line->opened_tick);
  blp_set_tone(board, line, BLP_TONE_SILENCE, 0);
  line->off_hook = false;
  line->loop_open = false;
  line->digit_count = 0;
  blp_settle(line);
  record_hook(board, line, &event, &line->hook_room);
  blp_ring_give_back(board, &line->hook_room);
}

/* Tells a host at once what may become the end of the talk, so that it can stop showing time that
 * nobody will pay. Not more often than a flash or a hang-up can come: a bad contact must not fill
 * the ring. Without a host to see it, it would only be stale. */
static void tell_loop_open(blp_board *board, blp_line *line) {
  blp_timer *quiet = &line->timers[BLP_TIMER_LOOP_OPEN];
  bool is_connected = line->state == BLP_STATE_CONNECTED || line->state == BLP_STATE_TALKING;
  if (!is_connected || quiet->running || board->session == 0) return;
  blp_event event = blp_event_of(board, line, BLP_LOOP_OPEN, line->opened_tick);
  if (!blp_record_advice(board, &event)) return;
  blp_timer_start(quiet, line->opened_tick, board->configuration.flash_maximum);
}

void blp_board_hook(blp_board *board, uint8_t index, bool off_hook, uint32_t tick) {
  blp_line *line = line_at(board, index);
  if (line == NULL) return;
  blp_advance(board, tick);
  if (off_hook && !line->off_hook) {
    lift(board, line, tick);
  } else if (off_hook && line->loop_open) {
    line->loop_open = false;
    blp_timer_stop(&line->timers[BLP_TIMER_HANG_UP]);
    if (tick - line->opened_tick >= board->configuration.flash_minimum) {
      blp_event flash = blp_event_of(board, line, BLP_FLASH, line->opened_tick);
      record_hook(board, line, &flash, NULL);
      if (line->state == BLP_STATE_OFF_HOOK) {
        /* Before a call people tap the hook to begin anew. */
        line->digit_count = 0;
        line->is_refused = false;
        if (board->session == 0) blp_greet(board, line);
      }
    }
  } else if (!off_hook && line->off_hook && !line->loop_open) {
    line->loop_open = true;
    line->opened_tick = tick;
    blp_timer_start(
        &line->timers[BLP_TIMER_HANG_UP], tick, board->configuration.flash_maximum + UINT32_C(1));
    tell_loop_open(board, line);
  }
  blp_push(board);
}

void blp_board_digit(
    blp_board *board, uint8_t index, uint8_t digit, uint8_t method, uint32_t tick) {
  blp_line *line = line_at(board, index);
  if (line == NULL || !blp_is_digit(digit)) return;
  blp_advance(board, tick);
  if (line->state != BLP_STATE_OFF_HOOK) return;
  blp_event event = blp_event_of(board, line, BLP_DIGIT, tick);
  event.digit = digit;
  event.method = method;
  uint32_t number = blp_record(board, &event, NULL);
  blp_begin_anew_after_pause(board, line, tick);
  if (line->digit_count == 0) {
    line->digit_event = number;
    line->partly_told = false;
  }
  line->partly_told = line->partly_told || number == 0;
  line->digit_tick = tick;
  if (line->digit_count < BLP_EMERGENCY_DIGITS_MAX) line->digits[line->digit_count] = digit;
  if (line->digit_count <= BLP_EMERGENCY_DIGITS_MAX) line->digit_count++;
  if (board->session == 0) {
    blp_dial_locally(board, line);
  } else if (line->partly_told) {
    blp_dial_what_no_host_knows(board, line);
  }
  blp_push(board);
}

void blp_board_line_fault(blp_board *board, uint8_t index, uint8_t fault, uint32_t tick) {
  blp_line *line = line_at(board, index);
  if (line == NULL || fault > BLP_FAULT_TOO_HOT) return;
  blp_advance(board, tick);
  if (fault == line->fault) return;
  if (line->state == BLP_STATE_SEIZING) {
    blp_fail_call(board, line, BLP_FAILED_LINE_FAULT, tick, BLP_TONE_SILENCE);
  } else if (blp_has_call(line)) {
    blp_release_call(board, line, BLP_CAUSE_LINE_FAULT, tick, BLP_TONE_SILENCE);
  }
  blp_set_ringing(board, line, false, 0);
  blp_set_tone(board, line, BLP_TONE_SILENCE, 0);
  blp_event event = blp_event_of(board, line, BLP_LINE_FAULT, tick);
  event.fault = fault;
  line->fault = fault;
  blp_settle(line);
  blp_record(board, &event, NULL);
  blp_push(board);
}

/* The timer that has been due for longest; a stall of the caller's loop then changes no order. */
static int longest_due(const blp_line *line, uint32_t now) {
  int found = -1;
  uint32_t longest = 0;
  for (int i = 0; i < BLP_LINE_TIMERS; ++i) {
    const blp_timer *timer = &line->timers[i];
    if (!blp_timer_due(timer, now)) continue;
    uint32_t overdue = now - timer->start - timer->length;
    if (found < 0 || overdue > longest) {
      found = i;
      longest = overdue;
    }
  }
  return found;
}

void blp_line_due(blp_board *board, blp_line *line) {
  int due;
  while ((due = longest_due(line, board->now)) >= 0) {
    uint32_t deadline = blp_timer_deadline(&line->timers[due]);
    blp_timer_stop(&line->timers[due]);
    switch (due) {
      case BLP_TIMER_HANG_UP: hang_up(board, line); break;
      case BLP_TIMER_ANSWER:
        blp_answer_call(board, line, BLP_SIGNAL_SET_DELAY, deadline);
        break;
      case BLP_TIMER_TALK:
        blp_release_call(board, line, BLP_CAUSE_TALK_LIMIT, deadline, BLP_TONE_REFUSAL);
        break;
      case BLP_TIMER_LEASE:
        blp_release_call(board, line, BLP_CAUSE_LEASE_EXPIRED, deadline, BLP_TONE_REFUSAL);
        break;
      case BLP_TIMER_TONE: blp_set_tone(board, line, BLP_TONE_SILENCE, 0); break;
      case BLP_TIMER_RINGING: blp_set_ringing(board, line, false, 0); break;
      default: break; /* LOOP_OPEN may be told again. */
    }
  }
}
