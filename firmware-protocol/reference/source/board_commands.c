#include "board_internal.h"

static bool line_exists(const blp_board *board, uint8_t line) { return line < board->setup.lines; }

static bool is_able(const blp_board *board, uint32_t capability) {
  return (board->setup.capabilities & capability) != 0;
}

/* Over a call nothing may sound like a second dial tone or like its end. Before the answer the
 * caller may be kept off the trunk, and then hears no other ringback. */
static bool may_sound(uint8_t state, uint8_t tone) {
  if (tone == BLP_TONE_SILENCE || tone == BLP_TONE_WARNING) return true;
  switch (state) {
    case BLP_STATE_SEIZING:
    case BLP_STATE_CONNECTED: return tone == BLP_TONE_RINGBACK;
    case BLP_STATE_TALKING: return false;
    default: return true;
  }
}

static uint8_t do_tone(blp_board *board, const blp_tone *tone) {
  if (!line_exists(board, tone->line)) return BLP_NO_SUCH_LINE;
  blp_line *line = &board->lines[tone->line];
  if (!line->off_hook || line->fault != BLP_FAULT_CLEARED) return BLP_WRONG_STATE;
  if (!may_sound(line->state, tone->tone)) return BLP_WRONG_STATE;
  blp_set_tone(board, line, tone->tone, tone->milliseconds);
  return BLP_DONE;
}

static uint8_t do_connect(blp_board *board, const blp_connect *connect) {
  if (!line_exists(board, connect->line)) return BLP_NO_SUCH_LINE;
  bool emergency = (connect->flags & BLP_CONNECT_EMERGENCY) != 0;
  if (connect->call == 0 || (connect->call & BLP_LOCAL_CALL) != 0) return BLP_BAD_FIELD;
  if (connect->flags > BLP_CONNECT_EMERGENCY) return BLP_BAD_FIELD;
  if (connect->lease == 0 && !emergency) return BLP_BAD_FIELD;
  blp_line *line = &board->lines[connect->line];
  if (line->call == connect->call) {
    blp_renew(board, line, connect->lease, connect->talk_limit);
    return BLP_DONE;
  }
  /* A call that has ended is not begun again, however late its command comes. */
  if (line->last_call == connect->call) return BLP_WRONG_STATE;
  /* Decided for somebody who has hung up since, or for what he has taken back. */
  if (line->hook_event >= connect->next_event) return BLP_OVERTAKEN;
  if (line->state != BLP_STATE_OFF_HOOK) return BLP_WRONG_STATE;
  if (board->power == BLP_POWER_LOW && !emergency) return BLP_WRONG_STATE;
  if (!blp_ring_keep(board, &line->call_room, 3) && !emergency) return BLP_RING_FULL;
  blp_begin_call(board, line, connect);
  return BLP_DONE;
}

static uint8_t do_lease(blp_board *board, const blp_lease *lease) {
  for (uint8_t i = 0; i < lease->count; ++i) {
    const blp_renewal *renewal = &lease->renewals[i];
    if (!line_exists(board, renewal->line) || renewal->call == 0) continue;
    blp_line *line = &board->lines[renewal->line];
    if (line->call == renewal->call) blp_renew(board, line, renewal->lease, renewal->talk_limit);
  }
  return BLP_DONE;
}

static uint8_t do_cut(blp_board *board, const blp_cut *cut) {
  if (!line_exists(board, cut->line)) return BLP_NO_SUCH_LINE;
  blp_line *line = &board->lines[cut->line];
  if (blp_has_call(line) && (cut->call == 0 || cut->call == line->call)) {
    blp_release_call(board, line, BLP_CAUSE_CUT_BY_HOST, board->now, cut->tone);
  }
  return BLP_DONE;
}

static uint8_t do_ring(blp_board *board, const blp_ring_command *ring) {
  if (!is_able(board, BLP_CAN_RING)) return BLP_NOT_ABLE;
  if (!line_exists(board, ring->line)) return BLP_NO_SUCH_LINE;
  blp_line *line = &board->lines[ring->line];
  if (ring->on != 0 && (line->off_hook || line->fault != BLP_FAULT_CLEARED)) {
    return BLP_WRONG_STATE;
  }
  blp_set_ringing(board, line, ring->on != 0, ring->milliseconds);
  return BLP_DONE;
}

/* What the display cannot show becomes a space: a control byte must never reach its controller. */
static uint8_t displayable(uint8_t charset, uint8_t byte) {
  bool shown = byte >= 0x20 && byte < 0x7F;
  if (charset == BLP_CHARSET_LATIN1) shown = shown || byte >= 0xA0;
  if (charset == BLP_CHARSET_SEVEN_SEGMENT) {
    shown = (byte >= '0' && byte <= '9') || byte == '-' || byte == '.';
  }
  return shown ? byte : ' ';
}

static uint8_t do_display(blp_board *board, const blp_display *display) {
  uint8_t text[BLP_DISPLAY_TEXT_MAX];
  const blp_board_setup *setup = &board->setup;
  if (!is_able(board, BLP_CAN_DISPLAY) || setup->display_rows == 0) return BLP_NOT_ABLE;
  if (!line_exists(board, display->line)) return BLP_NO_SUCH_LINE;
  if (display->row >= setup->display_rows) return BLP_BAD_FIELD;
  if (display->column >= setup->display_columns) return BLP_BAD_FIELD;
  uint8_t width = (uint8_t)(setup->display_columns - display->column);
  if (display->count > width) return BLP_BAD_FIELD;
  memset(text, ' ', sizeof text);
  for (uint8_t i = 0; i < display->count; ++i) {
    text[i] = displayable(setup->display_charset, display->text[i]);
  }
  uint8_t count = (display->flags & BLP_DISPLAY_CLEAR_REST) != 0 ? width : display->count;
  if (count == 0) return BLP_DONE;
  board->hardware->display(
      board->context, display->line, display->row, display->column, text, count);
  return BLP_DONE;
}

static uint8_t do_line_test(blp_board *board, uint8_t index, blp_line_test *result) {
  if (!is_able(board, BLP_CAN_LINE_TEST)) return BLP_NOT_ABLE;
  if (!line_exists(board, index)) return BLP_NO_SUCH_LINE;
  const blp_line *line = &board->lines[index];
  if (blp_has_call(line) || line->state == BLP_STATE_RINGING) return BLP_WRONG_STATE;
  result->hook = line->off_hook && !line->loop_open;
  result->fault = line->fault;
  board->hardware->line_test(board->context, index, result);
  return BLP_DONE;
}

bool blp_adopt_configuration(blp_board *board, const uint8_t *bytes, size_t count) {
  blp_configuration configuration;
  if (count > BLP_CONFIGURATION_MAX) return false;
  if (blp_configuration_unpack(bytes, count, &configuration) != BLP_UNPACKED) return false;
  board->configuration = configuration;
  board->configuration_crc = blp_crc32c(bytes, count);
  return true;
}

/* The payload is kept as it came, so that its CRC is the host's even when it has fields to come. */
static uint8_t do_configure(blp_board *board, const blp_frame *frame) {
  if (blp_crc32c(frame->payload, frame->length) == board->configuration_crc) return BLP_DONE;
  if (!board->hardware->store(board->context, frame->payload, frame->length)) return BLP_NOT_ABLE;
  return blp_adopt_configuration(board, frame->payload, frame->length) ? BLP_DONE : BLP_BAD_FIELD;
}

static uint8_t do_read_lines(const blp_board *board, uint8_t first, blp_line_reports *reports) {
  if (!line_exists(board, first)) return BLP_NO_SUCH_LINE;
  uint8_t left = (uint8_t)(board->setup.lines - first);
  reports->first = first;
  reports->count = left < BLP_LINE_REPORTS_MAX ? left : (uint8_t)BLP_LINE_REPORTS_MAX;
  for (uint8_t i = 0; i < reports->count; ++i) {
    const blp_line *line = &board->lines[first + i];
    const blp_timer *lease = &line->timers[BLP_TIMER_LEASE];
    blp_line_report *report = &reports->lines[i];
    bool is_refused = line->state == BLP_STATE_OFF_HOOK && line->is_refused;
    report->state = is_refused ? BLP_STATE_RELEASED : line->state;
    report->call = line->call;
    report->answered_tick = line->state == BLP_STATE_TALKING ? line->answered_tick : 0;
    report->lease = lease->running ? (uint16_t)blp_timer_left(lease, board->now) : 0;
    report->trunk = line->trunk;
  }
  return BLP_DONE;
}

static uint8_t do_statistics(const blp_board *board, blp_statistics *statistics) {
  *statistics = board->statistics;
  statistics->ring_high_water = board->ring.high_water;
  return BLP_DONE;
}

static uint8_t do_reset(blp_board *board) {
  board->reset_due = true;
  return BLP_DONE;
}

static uint8_t perform(
    blp_board *board, const blp_frame *frame, const blp_command *command, blp_response *response) {
  switch (command->type) {
    case BLP_TONE: return do_tone(board, &command->body.tone);
    case BLP_CONNECT: return do_connect(board, &command->body.connect);
    case BLP_LEASE: return do_lease(board, &command->body.lease);
    case BLP_CUT: return do_cut(board, &command->body.cut);
    case BLP_RING: return do_ring(board, &command->body.ring);
    case BLP_DISPLAY: return do_display(board, &command->body.display);
    case BLP_LINE_TEST:
      return do_line_test(board, command->body.line_test, &response->body.line_test);
    case BLP_CONFIGURE: {
      uint8_t result = do_configure(board, frame);
      response->body.configuration_crc = board->configuration_crc;
      return result;
    }
    case BLP_READ_LINES:
      return do_read_lines(board, command->body.read_lines, &response->body.lines);
    case BLP_STATISTICS: return do_statistics(board, &response->body.statistics);
    default: return do_reset(board);
  }
}

void blp_execute(blp_board *board, const blp_frame *frame) {
  blp_command command;
  blp_response response;
  memset(&response, 0, sizeof response);
  response.type = frame->type;
  switch (blp_command_unpack(frame->type, frame->payload, frame->length, &command)) {
    case BLP_UNPACKED: response.result = perform(board, frame, &command, &response); break;
    case BLP_NOT_A_TYPE: response.result = BLP_UNKNOWN_TYPE; break;
    default: response.result = BLP_BAD_FIELD; break;
  }
  board->response_type = frame->type;
  board->response_length = (uint8_t)blp_response_pack(&response, board->response);
}
