#include "board_internal.h"

bool blp_send(
    blp_board *board, uint8_t message_class, uint8_t seq, uint8_t type, const uint8_t *payload,
    size_t length) {
  blp_frame frame;
  uint8_t wire[BLP_WIRE_MAX];
  frame.direction = BLP_BOARD_TO_HOST;
  frame.message_class = message_class;
  frame.seq = seq;
  frame.ack = board->session == 0 ? 0 : board->last_seq;
  frame.session = board->session;
  frame.type = type;
  frame.length = (uint8_t)length;
  memcpy(frame.payload, payload, length);
  bool was_idle = board->now - board->written_tick >= BLP_IDLE_MS;
  size_t count = blp_frame_encode(&frame, was_idle, wire);
  if (!board->hardware->write(board->context, wire, count)) return false;
  board->written_tick = board->now;
  board->statistics.frames_sent++;
  return true;
}

void blp_announce_board(blp_board *board) {
  uint8_t payload[BLP_PAYLOAD_MAX];
  blp_announce announce;
  announce.minimum_version = BLP_VERSION;
  announce.maximum_version = BLP_VERSION;
  memcpy(announce.uid, board->setup.uid, BLP_UID_SIZE);
  announce.boot_id = board->setup.boot_id;
  announce.reset_cause = board->setup.reset_cause;
  size_t length = blp_announce_pack(&announce, payload);
  blp_send(board, BLP_CLASS_HANDSHAKE, 0, BLP_ANNOUNCE, payload, length);
  blp_timer_start(&board->timers[BLP_TIMER_ANNOUNCE], board->now, BLP_ANNOUNCE_MS);
}

static void forget_commands(blp_board *board) {
  board->last_seq = 0;
  board->executed = false;
}

void blp_drop_session(blp_board *board) {
  board->session = 0;
  forget_commands(board);
  blp_push_restart(board);
  blp_timer_stop(&board->timers[BLP_TIMER_SESSION]);
  blp_announce_board(board);
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    blp_line *line = &board->lines[i];
    if (line->digit_count == 0) {
      blp_greet(board, line);
    } else {
      blp_dial_locally(board, line);
    }
  }
}

/* What was acknowledged to another host, or is in no log, this one is never told. */
static void find_digits_partly_told(blp_board *board) {
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    blp_line *line = &board->lines[i];
    if (line->digit_count == 0) continue;
    if (line->digit_event - board->ring.oldest >= board->ring.used) line->partly_told = true;
    if (line->partly_told) blp_dial_what_no_host_knows(board, line);
  }
}

static void begin_session(blp_board *board, uint32_t nonce) {
  board->session = board->last_session == 255 ? 1 : (uint8_t)(board->last_session + 1);
  board->last_session = board->session;
  board->nonce = nonce;
  forget_commands(board);
  for (uint8_t i = 0; i < board->setup.lines; ++i) board->lines[i].last_call = 0;
  blp_push_restart(board);
  blp_timer_stop(&board->timers[BLP_TIMER_ANNOUNCE]);
}

static void answer_hello(blp_board *board, uint8_t result, uint32_t nonce) {
  uint8_t payload[BLP_PAYLOAD_MAX];
  const blp_board_setup *setup = &board->setup;
  blp_hello_ack ack;
  ack.result = result;
  ack.version = BLP_VERSION;
  ack.nonce = nonce;
  memcpy(ack.uid, setup->uid, BLP_UID_SIZE);
  ack.boot_id = setup->boot_id;
  ack.reset_cause = setup->reset_cause;
  ack.firmware_major = setup->firmware_major;
  ack.firmware_minor = setup->firmware_minor;
  ack.firmware_patch = setup->firmware_patch;
  ack.lines = setup->lines;
  ack.trunks = setup->trunks;
  ack.capabilities = setup->capabilities;
  ack.incompatible_features = 0;
  ack.display_rows = setup->display_rows;
  ack.display_columns = setup->display_columns;
  ack.display_charset = setup->display_charset;
  ack.payload_limit = BLP_PAYLOAD_MAX;
  ack.ring_size = board->ring.capacity;
  ack.oldest_event = board->ring.oldest;
  ack.next_event = board->ring.oldest + board->ring.used;
  ack.tick = board->now;
  ack.configuration_crc = board->configuration_crc;
  size_t length = blp_hello_ack_pack(&ack, payload);
  uint8_t session = board->session;
  if (result != BLP_HELLO_ACCEPTED) board->session = 0;
  blp_send(board, BLP_CLASS_HANDSHAKE, 0, BLP_HELLO_ACK, payload, length);
  board->session = session;
}

static void receive_hello(blp_board *board, const blp_frame *frame) {
  blp_hello hello;
  if (blp_hello_unpack(frame->payload, frame->length, &hello) != BLP_UNPACKED) return;
  board->statistics.frames_received++;
  if (hello.minimum_version > BLP_VERSION || hello.maximum_version < BLP_VERSION) {
    answer_hello(board, BLP_HELLO_NO_COMMON_VERSION, hello.nonce);
    return;
  }
  if (hello.incompatible_features != 0) {
    answer_hello(board, BLP_HELLO_UNKNOWN_FEATURE, hello.nonce);
    return;
  }
  if (board->session == 0 || board->nonce != hello.nonce) {
    begin_session(board, hello.nonce);
    find_digits_partly_told(board);
  }
  blp_timer_start(&board->timers[BLP_TIMER_SESSION], board->now, BLP_SESSION_TIMEOUT_MS);
  answer_hello(board, BLP_HELLO_ACCEPTED, hello.nonce);
}

static void receive_command(blp_board *board, const blp_frame *frame) {
  uint8_t ahead = (uint8_t)(frame->seq - board->last_seq);
  if (ahead == 0 || ahead > 127) {
    board->statistics.duplicates++;
    if (ahead > 127 || !board->executed) return;
  } else {
    board->last_seq = frame->seq;
    board->executed = true;
    blp_execute(board, frame);
  }
  blp_send(
      board, BLP_CLASS_RESPONSE, frame->seq, board->response_type, board->response,
      board->response_length);
  if (board->reset_due) {
    board->reset_due = false;
    board->hardware->reset(board->context);
  }
}

static void receive_ping(blp_board *board, const blp_frame *frame) {
  uint8_t payload[BLP_PAYLOAD_MAX];
  blp_pong pong;
  if (frame->type != BLP_PING) return;
  if (blp_ping_unpack(frame->payload, frame->length, &pong.stamp) != BLP_UNPACKED) return;
  pong.tick = board->now;
  pong.ring_used = board->ring.used;
  size_t length = blp_pong_pack(&pong, payload);
  blp_send(board, BLP_CLASS_PONG, 0, BLP_PONG, payload, length);
}

static bool is_of_session(const blp_board *board, const blp_frame *frame) {
  if (board->session == 0 || frame->session != board->session) return false;
  switch (frame->message_class) {
    case BLP_CLASS_COMMAND:
    case BLP_CLASS_ACKNOWLEDGEMENT:
    case BLP_CLASS_PING: return true;
    default: return false;
  }
}

static void receive_frame(blp_board *board, const blp_frame *frame) {
  if (frame->message_class == BLP_CLASS_HANDSHAKE && frame->type == BLP_HELLO &&
      frame->session == 0) {
    receive_hello(board, frame);
    return;
  }
  if (!is_of_session(board, frame)) {
    board->statistics.malformed++;
    return;
  }
  board->statistics.frames_received++;
  blp_timer_start(&board->timers[BLP_TIMER_SESSION], board->now, BLP_SESSION_TIMEOUT_MS);
  blp_acknowledged(board, frame->ack);
  if (frame->message_class == BLP_CLASS_COMMAND) receive_command(board, frame);
  if (frame->message_class == BLP_CLASS_PING) receive_ping(board, frame);
}

void blp_board_receive(blp_board *board, const uint8_t *bytes, size_t count, uint32_t tick) {
  blp_frame frame;
  blp_advance(board, tick);
  for (size_t i = 0; i < count; ++i) {
    switch (blp_receiver_push(&board->receiver, bytes[i], &frame)) {
      case BLP_MORE: continue;
      case BLP_FRAME: receive_frame(board, &frame); break;
      case BLP_DROP_CRC: board->statistics.crc_errors++; break;
      default: board->statistics.malformed++; break;
    }
  }
  blp_lines_due(board);
  blp_push(board);
}
