/* A board of the reference, driven by a script that any bytes are: chunks, frames of a host that
 * knows the session, hook, digits, trunks, and time.
 *
 * After each step what must always hold of a board is looked at. `seeds.py` writes scripts by the
 * numbers of `enum` below. */
#include "blp_board.h"
#include "demand.h"

#include <sanitizer/allocator_interface.h>
#include <string.h>

enum { LINES = 4, TRUNKS = 2, RING = 24, CALLS = 64, REMEMBERED = 64 };
enum { STEPS_MAX = 1000, TIME_MAX_MS = 120000 };

enum {
  STEP_WAIT, STEP_WAIT_LONG, STEP_CHUNK, STEP_FRAME, STEP_HELLO, STEP_HOOK, STEP_DIGIT,
  STEP_SEIZED, STEP_CONNECT_FAILED, STEP_ANSWER, STEP_PULSE, STEP_FAR_END, STEP_TRUNK_FAULT,
  STEP_LINE_FAULT, STEP_POWER, STEP_WIRE_FULL, STEP_ACK, STEP_CONNECT, STEP_LEASE, STEP_CUT,
  STEPS
};

typedef struct script {
  const uint8_t *next;
  size_t left;
} script;

/* What is not there reads as 0. */
static uint8_t take(script *script) {
  if (script->left == 0) return 0;
  script->left--;
  return *script->next++;
}

static uint16_t take16(script *script) {
  uint8_t low = take(script);
  return (uint16_t)(low | take(script) << 8);
}

/* An event as it was first on the wire. Those that may come again are in the ring. */
typedef struct remembered {
  uint32_t number;
  uint8_t length;
  uint8_t type;
  uint8_t payload[BLP_PAYLOAD_MAX];
} remembered;

typedef struct world {
  blp_board board;
  blp_line *lines;
  blp_ring_entry *ring;
  blp_receiver receiver;   /* of what the board sends */
  blp_receiver overhearer; /* of what it gets */
  uint32_t now;
  uint32_t written;
  bool has_written;
  bool wire_full;
  bool broken_trunk;
  uint8_t trunk_of_line[LINES]; /* BLP_NO_TRUNK: none */
  uint64_t time;                /* as `now`, without the wrap */
  uint64_t granted[LINES];      /* until when the host let the line talk, at most */
  bool emergency_granted[LINES];
  uint8_t session;
  uint8_t seq;
  uint32_t acknowledged; /* the host has stored all events before this */
  uint32_t first_untold; /* the first number that was never on the wire */
  bool has_gap;
  uint32_t open_call[LINES]; /* by the events: seized and not released */
  bool answered[LINES];
  uint32_t hook_event[LINES]; /* the last that was told */
  unsigned outputs;
  bool hello_ack_seen;
  uint8_t kept[BLP_CONFIGURATION_MAX];
  size_t kept_count;
  remembered told[REMEMBERED];
} world;

/* Of the thread that the board runs on: the fuzzer has one of its own, which watches the memory. */
static __thread unsigned allocations;

static void count_allocation(const volatile void *pointer, size_t size) {
  (void)pointer;
  (void)size;
  allocations++;
}

static void ignore_free(const volatile void *pointer) { (void)pointer; }

/* ---- What the board puts out ----------------------------------------------------------------- */

/* The log by itself: each seized call is released once, and answered at most once before. */
static void follow_call(world *world, const blp_event *event) {
  if (event->type == BLP_GAP) world->has_gap = true;
  if (world->has_gap || event->line >= LINES) return;
  uint32_t *open = &world->open_call[event->line];
  switch (event->type) {
    case BLP_SEIZED:
      DEMAND(*open == 0, "a line has one call at a time");
      *open = event->call;
      world->answered[event->line] = false;
      break;
    case BLP_ANSWERED:
      DEMAND(*open == event->call && !world->answered[event->line], "a call is answered once");
      world->answered[event->line] = true;
      break;
    case BLP_METERING:
      DEMAND(*open == event->call && world->answered[event->line], "pulses count from answer");
      break;
    case BLP_RELEASED:
      DEMAND(*open == event->call, "the call that is released is the one that was seized");
      *open = 0;
      break;
    case BLP_CONNECT_FAILED: DEMAND(*open == 0, "a call that failed was not seized"); break;
    default: break;
  }
}

static void follow_event(world *world, const blp_frame *frame) {
  blp_event event;
  DEMAND(
      blp_event_unpack(frame->type, frame->payload, frame->length, &event) == BLP_UNPACKED,
      "the board's events are well formed");
  DEMAND(frame->seq == (uint8_t)event.number, "seq is the low byte of the number");
  DEMAND(event.line < LINES || event.line == BLP_WHOLE_BOARD, "the event's line exists");
  remembered *told = &world->told[event.number % REMEMBERED];
  if (event.number == world->first_untold) {
    world->first_untold++;
    told->number = event.number;
    told->type = frame->type;
    told->length = frame->length;
    memcpy(told->payload, frame->payload, frame->length);
    follow_call(world, &event);
    bool is_hook =
        event.type == BLP_OFF_HOOK || event.type == BLP_ON_HOOK || event.type == BLP_FLASH;
    if (is_hook && event.line < LINES) world->hook_event[event.line] = event.number;
  } else {
    DEMAND(event.number < world->first_untold, "events are numbered consecutively");
    DEMAND(
        told->number == event.number && told->type == frame->type &&
            told->length == frame->length &&
            memcmp(told->payload, frame->payload, frame->length) == 0,
        "what was once on the wire is never changed");
  }
  DEMAND(event.number >= world->acknowledged, "what was acknowledged is not told again");
}

static void follow_frame(world *world, const blp_frame *frame) {
  uint8_t session = world->board.session;
  switch (frame->message_class) {
    case BLP_CLASS_HANDSHAKE:
      if (frame->type == BLP_HELLO_ACK) {
        blp_hello_ack ack;
        DEMAND(
            blp_hello_ack_unpack(frame->payload, frame->length, &ack) == BLP_UNPACKED,
            "HELLO_ACK is well formed");
        DEMAND((frame->session != 0) == (ack.result == 0), "a refusal has no session");
        world->hello_ack_seen = true;
        if (frame->session != 0 && frame->session != world->session) {
          world->session = frame->session;
          world->seq = 0;
        }
      } else {
        DEMAND(frame->type == BLP_ANNOUNCE && session == 0, "ANNOUNCE is for want of a session");
        DEMAND(frame->session == 0, "ANNOUNCE has no session");
      }
      break;
    case BLP_CLASS_RESPONSE: {
      blp_response response;
      blp_unpacked verdict =
          blp_response_unpack(frame->type, frame->payload, frame->length, &response);
      DEMAND(verdict == BLP_UNPACKED, "responses are well formed");
      DEMAND(frame->ack == frame->seq, "a response is to the last command executed");
      DEMAND(session != 0 && frame->session == session, "responses are of the session");
      break;
    }
    case BLP_CLASS_EVENT:
      DEMAND(session != 0 && frame->session == session, "events are of the session");
      follow_event(world, frame);
      break;
    case BLP_CLASS_PONG:
      DEMAND(session != 0 && frame->session == session, "PONG is of the session");
      break;
    default: DEMAND(false, "the board sends no such class");
  }
}

static bool on_write(void *context, const uint8_t *bytes, size_t count) {
  world *world = context;
  if (world->wire_full) return false;
  world->outputs++;
  bool was_idle = !world->has_written || world->board.now - world->written >= BLP_IDLE_MS;
  DEMAND((bytes[0] == 0) == was_idle, "a leading 00 after idle, and only then");
  DEMAND(count <= BLP_WIRE_MAX, "a frame is not longer than the wire allows");
  world->written = world->board.now;
  world->has_written = true;
  unsigned frames = 0;
  for (size_t i = 0; i < count; ++i) {
    blp_frame frame;
    blp_verdict verdict = blp_receiver_push(&world->receiver, bytes[i], &frame);
    if (verdict == BLP_MORE) continue;
    DEMAND(verdict == BLP_FRAME && i == count - 1, "the board writes whole frames");
    frames++;
    follow_frame(world, &frame);
  }
  DEMAND(frames == 1, "the board writes one frame at a time");
  return true;
}

static bool on_seize(
    void *context, uint8_t line, uint8_t trunk, const uint8_t *digits, uint8_t count) {
  world *world = context;
  world->outputs++;
  DEMAND(line < LINES && trunk < TRUNKS, "line and trunk exist");
  DEMAND(count >= 1 && count <= BLP_DIGITS_MAX, "there is something to dial");
  for (uint8_t i = 0; i < count; ++i) DEMAND(blp_is_digit(digits[i]), "digits are digits");
  for (uint8_t i = 0; i < LINES; ++i) {
    DEMAND(world->trunk_of_line[i] != trunk, "the trunk is free");
  }
  DEMAND(world->trunk_of_line[line] == BLP_NO_TRUNK, "the line has no trunk yet");
  if (world->broken_trunk && trunk == 0) return false;
  world->trunk_of_line[line] = trunk;
  return true;
}

static void on_release(void *context, uint8_t line, uint8_t trunk) {
  world *world = context;
  world->outputs++;
  DEMAND(line < LINES && world->trunk_of_line[line] == trunk, "the line had that trunk");
  world->trunk_of_line[line] = BLP_NO_TRUNK;
}

static void on_tone(void *context, uint8_t line, uint8_t tone) {
  ((world *)context)->outputs++;
  DEMAND(line < LINES && tone <= BLP_TONE_RINGBACK, "line and tone exist");
}

static void on_display(
    void *context, uint8_t line, uint8_t row, uint8_t column, const uint8_t *text, uint8_t count) {
  ((world *)context)->outputs++;
  DEMAND(line < LINES && row < 2 && count >= 1 && column + count <= 16, "the text fits");
  for (uint8_t i = 0; i < count; ++i) {
    DEMAND(text[i] >= 0x20 && (text[i] < 0x7F || text[i] >= 0xA0), "no control byte is shown");
  }
}

static void on_ring(void *context, uint8_t line, bool on) {
  (void)on;
  ((world *)context)->outputs++;
  DEMAND(line < LINES, "the line exists");
}

static void on_line_test(void *context, uint8_t line, blp_line_test *result) {
  (void)context;
  DEMAND(line < LINES, "the line exists");
  result->loop_millivolts = 8200;
}

static size_t on_load(void *context, uint8_t *bytes, size_t capacity) {
  world *world = context;
  DEMAND(world->kept_count <= capacity, "what was kept can be read");
  memcpy(bytes, world->kept, world->kept_count);
  return world->kept_count;
}

static bool on_store(void *context, const uint8_t *bytes, size_t count) {
  world *world = context;
  DEMAND(count <= sizeof world->kept, "a configuration is within its limit");
  memcpy(world->kept, bytes, count);
  world->kept_count = count;
  return true;
}

static void on_reset(void *context) { ((world *)context)->outputs++; }

static const blp_hardware hardware = {
    on_write, on_seize, on_release, on_tone, on_display, on_ring, on_line_test, on_load,
    on_store, on_reset};

/* ---- What must hold -------------------------------------------------------------------------- */

static void check_ring(const world *world) {
  const blp_ring *ring = &world->board.ring;
  unsigned kept = 0;
  for (uint8_t i = 0; i < LINES; ++i) {
    kept += world->lines[i].hook_room + world->lines[i].call_room;
  }
  DEMAND(kept == ring->kept, "places promised are places kept");
  DEMAND(ring->used + ring->kept <= ring->capacity, "the ring is not overfull");
  DEMAND(ring->cursor <= ring->flight && ring->flight <= ring->used, "the window is in the ring");
  DEMAND(ring->flight <= BLP_EVENT_WINDOW, "the window is not too wide");
  DEMAND(ring->high_water <= ring->capacity, "high water is below the brim");
  DEMAND(ring->oldest <= world->first_untold, "nothing is forgotten that was never told");
  DEMAND(ring->oldest == world->acknowledged, "what was acknowledged is forgotten, nothing else");
}

static bool lease_runs(const blp_timer *lease, uint32_t now) {
  return lease->running && now - lease->start < lease->length;
}

static void check_lines(const world *world) {
  for (uint8_t i = 0; i < LINES; ++i) {
    const blp_line *line = &world->lines[i];
    bool has_call = line->state >= BLP_STATE_SEIZING && line->state <= BLP_STATE_TALKING;
    bool has_trunk = world->trunk_of_line[i] != BLP_NO_TRUNK;
    DEMAND(has_call == (line->call != 0), "state and call agree");
    DEMAND(has_call == has_trunk, "a trunk is held by a call and only by one");
    DEMAND(has_call || line->call_room == 0, "no room is kept for a call that is not");
    DEMAND(line->off_hook || line->hook_room == 0, "no room is kept for a handset in place");
    DEMAND(!has_call || line->off_hook, "nobody talks on-hook");
    if (!has_trunk) continue;
    if (line->emergency) {
      DEMAND(
          world->emergency_granted[i] || (line->call & BLP_LOCAL_CALL) != 0,
          "an emergency call is the host's or the board's own");
    } else {
      DEMAND(world->time < world->granted[i], "no talk beyond what the host has granted");
      DEMAND(lease_runs(&line->timers[BLP_TIMER_LEASE], world->board.now), "a lease runs");
    }
  }
}

/* ---- The host -------------------------------------------------------------------------------- */

/* What a command on its way could let a line do. The board may refuse it, not do more. */
static void note_grant(world *world, uint8_t type, const uint8_t *payload, size_t length) {
  blp_command command;
  if (blp_command_unpack(type, payload, length, &command) != BLP_UNPACKED) return;
  blp_renewal renewals[BLP_LEASES_MAX];
  uint8_t count = 0;
  if (type == BLP_LEASE) {
    count = command.body.lease.count;
    memcpy(renewals, command.body.lease.renewals, sizeof renewals);
  } else if (type == BLP_CONNECT) {
    const blp_connect *connect = &command.body.connect;
    count = 1;
    renewals[0].line = connect->line;
    renewals[0].lease = connect->lease;
    bool emergency = (connect->flags & BLP_CONNECT_EMERGENCY) != 0;
    if (emergency && connect->line < LINES) world->emergency_granted[connect->line] = true;
  }
  for (uint8_t i = 0; i < count; ++i) {
    if (renewals[i].line >= LINES) continue;
    uint64_t until = world->time + renewals[i].lease;
    uint64_t *granted = &world->granted[renewals[i].line];
    if (until > *granted) *granted = until;
  }
}

/* What the board is about to hear: which events it may forget, and what it may let lines do. */
static void note(world *world, const blp_frame *frame) {
  const blp_board *board = &world->board;
  if (board->session == 0 || frame->session != board->session) return;
  switch (frame->message_class) {
    case BLP_CLASS_COMMAND: note_grant(world, frame->type, frame->payload, frame->length); break;
    case BLP_CLASS_ACKNOWLEDGEMENT:
    case BLP_CLASS_PING: break;
    default: return;
  }
  uint8_t stored = (uint8_t)(frame->ack - (uint8_t)world->acknowledged);
  if (stored <= board->ring.flight) world->acknowledged += stored;
}

/* Bytes for the board, cut at each zero: the piece before it can be a frame. */
static void receive(world *world, const uint8_t *bytes, size_t count) {
  size_t start = 0;
  for (size_t i = 0; i < count; ++i) {
    blp_frame frame;
    blp_verdict verdict = blp_receiver_push(&world->overhearer, bytes[i], &frame);
    if (bytes[i] != 0 && i + 1 < count) continue;
    if (verdict == BLP_FRAME) note(world, &frame);
    size_t length = i + 1 - start;
    uint8_t *copy = malloc(length);
    DEMAND(copy != NULL, "memory");
    memcpy(copy, bytes + start, length);
    unsigned before = allocations;
    blp_board_receive(&world->board, copy, length, world->now);
    DEMAND(allocations == before, "the board allocates nothing");
    free(copy);
    start = i + 1;
  }
}

static void send(
    world *world, uint8_t message_class, uint8_t seq, uint8_t type, uint32_t ack,
    const uint8_t *payload, size_t length) {
  blp_frame frame;
  uint8_t wire[BLP_WIRE_MAX];
  frame.direction = BLP_HOST_TO_BOARD;
  frame.message_class = message_class;
  frame.seq = seq;
  frame.ack = (uint8_t)ack;
  frame.session = type == BLP_HELLO ? 0 : world->session;
  frame.type = type;
  frame.length = (uint8_t)length;
  if (length > 0) memcpy(frame.payload, payload, length);
  size_t count = blp_frame_encode(&frame, true, wire);
  receive(world, wire, count);
}

static void command(world *world, uint8_t type, const uint8_t *payload, size_t length) {
  world->seq++;
  send(world, BLP_CLASS_COMMAND, world->seq, type, world->acknowledged, payload, length);
}

static void step_frame(world *world, script *script) {
  uint8_t message_class = take(script) & 7;
  uint8_t type = take(script);
  uint8_t again = take(script);
  uint8_t payload[BLP_PAYLOAD_MAX];
  size_t length = take(script) % (BLP_PAYLOAD_MAX + 1);
  for (size_t i = 0; i < length; ++i) payload[i] = take(script);
  if (message_class == BLP_CLASS_COMMAND && again == 0) {
    command(world, type, payload, length);
  } else {
    send(
        world, message_class, (uint8_t)(world->seq + again), type, world->acknowledged, payload,
        length);
  }
}

static void step_hello(world *world, script *script) {
  uint8_t payload[10] = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  payload[2] = take(script);
  uint8_t odd = take(script);
  if (odd == 1) payload[0] = 2;
  if (odd == 2) payload[9] = 1;
  bool full = world->wire_full;
  world->hello_ack_seen = false;
  send(world, BLP_CLASS_HANDSHAKE, 0, BLP_HELLO, 0, payload, sizeof payload);
  DEMAND(full || world->hello_ack_seen, "a HELLO is answered");
}

static void step_connect(world *world, script *script) {
  blp_command connect;
  uint8_t payload[BLP_PAYLOAD_MAX];
  memset(&connect, 0, sizeof connect);
  connect.type = BLP_CONNECT;
  connect.body.connect.line = take(script) % (LINES + 1);
  connect.body.connect.call = take(script) % CALLS;
  uint8_t flags = take(script);
  connect.body.connect.flags = flags < 0xF0 ? flags & 1 : flags;
  connect.body.connect.lease = take16(script);
  uint16_t limit = take16(script);
  connect.body.connect.talk_limit = limit == UINT16_MAX ? BLP_NO_TALK_LIMIT : limit;
  /* Up to where the host has read: all, or some events less. */
  uint32_t next = world->board.ring.oldest + world->board.ring.used;
  uint8_t behind = take(script);
  connect.body.connect.next_event = behind < next ? next - behind : 0;
  connect.body.connect.count = 3;
  memcpy(connect.body.connect.digits, "131", 3);
  uint8_t line = connect.body.connect.line;
  uint32_t call = connect.body.connect.call;
  bool is_new = line < LINES && world->board.lines[line].call != call;
  bool is_overtaken = line < LINES && world->hook_event[line] >= connect.body.connect.next_event;
  size_t length = blp_command_pack(&connect, payload);
  command(world, BLP_CONNECT, payload, length);
  DEMAND(
      !is_new || !is_overtaken || world->board.lines[line].call != call || call == 0,
      "nobody is connected to what another dialled");
}

static void step_lease(world *world, script *script) {
  blp_command lease;
  uint8_t payload[BLP_PAYLOAD_MAX];
  memset(&lease, 0, sizeof lease);
  lease.type = BLP_LEASE;
  blp_renewal *renewal = &lease.body.lease.renewals[0];
  lease.body.lease.count = 1;
  renewal->line = take(script) % LINES;
  renewal->call = world->lines[renewal->line].call;
  renewal->lease = take16(script);
  uint16_t limit = take16(script);
  renewal->talk_limit = limit == UINT16_MAX ? BLP_NO_TALK_LIMIT : limit;
  size_t length = blp_command_pack(&lease, payload);
  command(world, BLP_LEASE, payload, length);
}

/* The host has stored `behind` fewer events than are in flight; from 128 on it says any number. */
static void step_ack(world *world, script *script) {
  uint32_t behind = take(script);
  uint32_t flight = world->board.ring.flight;
  uint32_t stored = behind >= 128 ? behind : behind < flight ? flight - behind : 0;
  send(
      world, BLP_CLASS_ACKNOWLEDGEMENT, 0, BLP_ACK, world->acknowledged + stored, NULL, 0);
}

/* ---- Time ------------------------------------------------------------------------------------ */

static void advance(world *world, uint32_t milliseconds) {
  world->now += milliseconds;
  world->time += milliseconds;
}

static void poll(world *world) {
  unsigned before = allocations;
  blp_board_poll(&world->board, world->now);
  DEMAND(allocations == before, "the board allocates nothing");
  DEMAND(blp_board_idle(&world->board, world->now) > 0, "a poll leaves nothing that is due");
}

/* As a main loop waits, and once a little too early, when there must be nothing to do. */
static void wait(world *world, uint32_t milliseconds) {
  while (milliseconds > 0) {
    uint32_t idle = blp_board_idle(&world->board, world->now);
    if (idle == 0) idle = 1;
    uint32_t step = milliseconds < idle ? milliseconds : idle;
    if (step == idle && step > 1) {
      unsigned outputs = world->outputs;
      advance(world, step - 1);
      poll(world);
      DEMAND(outputs == world->outputs, "nothing is done before `idle` says so");
      advance(world, 1);
    } else {
      advance(world, step);
    }
    poll(world);
    check_lines(world);
    milliseconds -= step;
  }
}

static void step_hardware(world *world, script *script, uint8_t step) {
  uint8_t line = take(script) % (LINES + 1);
  uint8_t value = take(script);
  /* An input that was stamped before the last poll. */
  uint32_t tick = world->now - (value >> 4 == 0xF ? 7u : 0u);
  blp_board *board = &world->board;
  switch (step) {
    case STEP_HOOK: blp_board_hook(board, line, value & 1, tick); break;
    case STEP_DIGIT:
      blp_board_digit(
          board, line, (uint8_t)"0123456789*#ABCDx"[value % 17], value >> 5 & 1, tick);
      break;
    case STEP_SEIZED: blp_board_seized(board, line, tick); break;
    case STEP_CONNECT_FAILED: blp_board_connect_failed(board, line, value & 3, tick); break;
    case STEP_ANSWER: blp_board_answer(board, line, value & 3, tick); break;
    case STEP_PULSE: blp_board_metering_pulse(board, line, tick); break;
    case STEP_FAR_END: blp_board_far_end_hang_up(board, line, tick); break;
    case STEP_TRUNK_FAULT: blp_board_trunk_fault(board, line, tick); break;
    case STEP_LINE_FAULT: blp_board_line_fault(board, line, value & 7, tick); break;
    default: blp_board_power(board, value & 3, (uint16_t)(value * 100), tick); break;
  }
}

static void do_step(world *world, script *script) {
  uint8_t step = take(script) % STEPS;
  switch (step) {
    case STEP_WAIT: wait(world, take(script)); break;
    case STEP_WAIT_LONG: wait(world, take16(script)); break;
    case STEP_CHUNK: {
      size_t count = take(script);
      if (count > script->left) count = script->left;
      receive(world, script->next, count);
      script->next += count;
      script->left -= count;
      break;
    }
    case STEP_FRAME: step_frame(world, script); break;
    case STEP_HELLO: step_hello(world, script); break;
    case STEP_WIRE_FULL:
      world->wire_full = take(script) & 1;
      world->broken_trunk = !world->broken_trunk;
      break;
    case STEP_ACK: step_ack(world, script); break;
    case STEP_CONNECT: step_connect(world, script); break;
    case STEP_LEASE: step_lease(world, script); break;
    case STEP_CUT: {
      uint8_t payload[6] = {0, 0, 0, 0, 0, 0};
      payload[0] = take(script) % (LINES + 1);
      payload[5] = take(script) & 7;
      command(world, BLP_CUT, payload, sizeof payload);
      break;
    }
    default: step_hardware(world, script, step); break;
  }
}

static void start(world *world, script *script) {
  static const uint8_t kept[] = {
      80, 0, 0xBC, 2, 7, 2, 2, 2, '1', '3', 3, '9', '1', '1'};
  blp_board_setup setup;
  memset(world, 0, sizeof *world);
  memset(&setup, 0, sizeof setup);
  world->lines = malloc(LINES * sizeof *world->lines);
  world->ring = malloc(RING * sizeof *world->ring);
  DEMAND(world->lines != NULL && world->ring != NULL, "memory");
  memset(world->trunk_of_line, BLP_NO_TRUNK, sizeof world->trunk_of_line);
  world->acknowledged = 1;
  world->first_untold = 1;
  memcpy(world->kept, kept, sizeof kept);
  world->kept_count = sizeof kept;
  blp_receiver_start(&world->receiver, BLP_BOARD_TO_HOST);
  blp_receiver_start(&world->overhearer, BLP_HOST_TO_BOARD);
  setup.boot_id = take(script);
  setup.lines = LINES;
  setup.trunks = TRUNKS;
  setup.capabilities = 0x7F;
  setup.display_rows = 2;
  setup.display_columns = 16;
  setup.display_charset = BLP_CHARSET_LATIN1;
  /* Near the wrap for some. */
  world->now = (take(script) & 1) != 0 ? UINT32_MAX - 20000 : 1000;
  DEMAND(
      blp_board_start(
          &world->board, &setup, &hardware, world, world->lines, world->ring, RING, world->now),
      "the setup is sound");
}

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerInitialize(int *count, char ***arguments) {
  (void)count;
  (void)arguments;
  __sanitizer_install_malloc_and_free_hooks(count_allocation, ignore_free);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  static world world;
  script script = {bytes, count};
  start(&world, &script);
  for (unsigned steps = 0; script.left > 0 && steps < STEPS_MAX; ++steps) {
    if (world.time > TIME_MAX_MS) break;
    uint32_t oldest = world.board.ring.oldest;
    do_step(&world, &script);
    DEMAND(world.board.ring.oldest >= oldest, "the log does not go back");
    check_ring(&world);
    check_lines(&world);
  }
  free(world.lines);
  free(world.ring);
  return 0;
}
