#include "board_internal.h"

void blp_greet(blp_board *board, blp_line *line) {
  if (line->state != BLP_STATE_OFF_HOOK) return;
  bool can_call = board->configuration.emergency_count > 0;
  blp_set_tone(board, line, can_call ? BLP_TONE_DIAL : BLP_TONE_REFUSAL, 0);
}

/* Host ids have bit 31 clear. The low bits of the boot id keep these apart from those of other
 * boots. */
static uint32_t next_local_call(blp_board *board) {
  board->local_calls++;
  return BLP_LOCAL_CALL | (board->setup.boot_id & 0x7FFF) << 16 | (board->local_calls & 0xFFFF);
}

static void connect(blp_board *board, blp_line *line) {
  blp_connect connect = {0};
  connect.line = blp_line_index(board, line);
  connect.flags = BLP_CONNECT_EMERGENCY;
  connect.call = next_local_call(board);
  connect.count = line->digit_count;
  memcpy(connect.digits, line->digits, line->digit_count);
  /* A full ring never keeps anybody from help; what finds no place is owned up to in a GAP. */
  blp_ring_keep(board, &line->call_room, 3);
  blp_begin_call(board, line, &connect);
}

/* The emergency number that the line's digits are, or else one that begins with them; null: none. */
static const blp_emergency_number *emergency_number(const blp_board *board, const blp_line *line) {
  const blp_emergency_number *begun = NULL;
  for (uint8_t i = 0; i < board->configuration.emergency_count; ++i) {
    const blp_emergency_number *number = &board->configuration.emergency[i];
    if (line->digit_count > number->count) continue;
    if (memcmp(line->digits, number->digits, line->digit_count) != 0) continue;
    if (line->digit_count == number->count) return number;
    begun = number;
  }
  return begun;
}

void blp_begin_anew_after_pause(const blp_board *board, blp_line *line, uint32_t tick) {
  bool is_hopeless = line->digit_count > 0 && emergency_number(board, line) == NULL;
  if (is_hopeless && tick - line->digit_tick >= BLP_NEW_BEGINNING_MS) line->digit_count = 0;
}

static bool is_emergency_number(const blp_board *board, const blp_line *line) {
  const blp_emergency_number *number = emergency_number(board, line);
  return number != NULL && number->count == line->digit_count;
}

/* With a host, which does the rest. */
void blp_dial_what_no_host_knows(blp_board *board, blp_line *line) {
  if (line->state != BLP_STATE_OFF_HOOK || line->digit_count == 0) return;
  if (is_emergency_number(board, line)) connect(board, line);
}

void blp_dial_locally(blp_board *board, blp_line *line) {
  if (line->state != BLP_STATE_OFF_HOOK || line->digit_count == 0) return;
  if (is_emergency_number(board, line)) {
    connect(board, line);
    return;
  }
  const blp_emergency_number *number = emergency_number(board, line);
  line->is_refused = line->is_refused || number == NULL;
  uint8_t tone = number != NULL ? BLP_TONE_SILENCE : BLP_TONE_REFUSAL;
  if (line->tone != tone) blp_set_tone(board, line, tone, 0);
}
