#include "board_internal.h"

/* The ring never overwrites. `used` places hold events, `kept` more are promised to what must be
 * told of calls under way; only the rest is free for anything else. */

void blp_ring_start(blp_ring *ring, blp_ring_entry *entries, uint16_t capacity) {
  memset(ring, 0, sizeof *ring);
  ring->entries = entries;
  ring->capacity = capacity;
  ring->oldest = 1;
  ring->untold = 1;
}

bool blp_ring_has_room(const blp_ring *ring, uint16_t count) {
  return (uint32_t)ring->used + ring->kept + count <= ring->capacity;
}

static blp_ring_entry *entry_at(const blp_ring *ring, uint16_t place) {
  return &ring->entries[((uint32_t)ring->first + place) % ring->capacity];
}

uint32_t blp_next_number(const blp_ring *ring) { return ring->oldest + ring->used; }

bool blp_numbers_run_out(const blp_ring *ring, uint32_t limit) {
  return blp_next_number(ring) >= limit;
}

static bool was_on_the_wire(const blp_ring *ring, uint32_t number) {
  return number - ring->oldest < ring->untold - ring->oldest;
}

static void put_u16(uint8_t *out, uint16_t value) {
  out[0] = (uint8_t)value;
  out[1] = (uint8_t)(value >> 8);
}

static uint16_t get_u16(const uint8_t *bytes) { return (uint16_t)(bytes[0] | bytes[1] << 8); }

static void put_u32(uint8_t *out, uint32_t value) {
  put_u16(out, (uint16_t)value);
  put_u16(out + 2, (uint16_t)(value >> 16));
}

static uint32_t get_u32(const uint8_t *bytes) {
  return get_u16(bytes) | (uint32_t)get_u16(bytes + 2) << 16;
}

/* Only a call that the board dialled itself tells its digits: at most 6, four bits each. */
static const uint8_t digit_codes[] = "0123456789*#ABCD";

static void put_digits(uint8_t out[3], const uint8_t *digits, uint8_t count) {
  memset(out, 0, 3);
  for (uint8_t i = 0; i < count && i < BLP_EMERGENCY_DIGITS_MAX; ++i) {
    for (uint8_t code = 0; code < 16; ++code) {
      if (digit_codes[code] == digits[i]) {
        out[i / 2] = (uint8_t)(out[i / 2] | code << 4 * (i % 2));
      }
    }
  }
}

static void get_digits(const uint8_t bytes[3], uint8_t *digits, uint8_t count) {
  for (uint8_t i = 0; i < count && i < BLP_EMERGENCY_DIGITS_MAX; ++i) {
    digits[i] = digit_codes[bytes[i / 2] >> 4 * (i % 2) & 15];
  }
}

static void store(blp_ring_entry *entry, const blp_event *event) {
  memset(entry, 0, sizeof *entry);
  entry->tick = event->tick;
  entry->call = event->call;
  entry->type = event->type;
  entry->line = event->line;
  switch (event->type) {
    case BLP_DIGIT:
      entry->detail[0] = event->digit;
      entry->detail[1] = event->method;
      break;
    case BLP_SEIZED:
      entry->detail[0] = event->trunk;
      entry->detail[1] = event->count;
      put_digits(entry->detail + 2, event->digits, event->count);
      break;
    case BLP_ANSWERED: entry->detail[0] = event->signal; break;
    case BLP_METERING: put_u16(entry->detail, event->pulses); break;
    case BLP_RELEASED:
      put_u16(entry->detail, event->pulses);
      entry->detail[2] = event->cause;
      break;
    case BLP_CONNECT_FAILED: entry->detail[0] = event->reason; break;
    case BLP_LINE_FAULT: entry->detail[0] = event->fault; break;
    case BLP_POWER:
      put_u16(entry->detail, event->millivolts);
      entry->detail[2] = event->power;
      break;
    case BLP_BOOT: entry->detail[0] = event->cause; break;
    case BLP_GAP:
      entry->call = event->lost;
      put_u32(entry->detail, event->first_tick);
      break;
    default: break;
  }
}

void blp_ring_event(const blp_ring *ring, uint16_t place, blp_event *event) {
  const blp_ring_entry *entry = entry_at(ring, place);
  memset(event, 0, sizeof *event);
  event->number = ring->oldest + place;
  event->tick = entry->tick;
  event->type = entry->type;
  event->line = entry->line;
  event->call = entry->call;
  switch (entry->type) {
    case BLP_DIGIT:
      event->digit = entry->detail[0];
      event->method = entry->detail[1];
      break;
    case BLP_SEIZED:
      event->trunk = entry->detail[0];
      event->count = entry->detail[1];
      get_digits(entry->detail + 2, event->digits, event->count);
      break;
    case BLP_ANSWERED: event->signal = entry->detail[0]; break;
    case BLP_METERING: event->pulses = get_u16(entry->detail); break;
    case BLP_RELEASED:
      event->pulses = get_u16(entry->detail);
      event->cause = entry->detail[2];
      break;
    case BLP_CONNECT_FAILED: event->reason = entry->detail[0]; break;
    case BLP_LINE_FAULT: event->fault = entry->detail[0]; break;
    case BLP_POWER:
      event->millivolts = get_u16(entry->detail);
      event->power = entry->detail[2];
      break;
    case BLP_BOOT: event->cause = entry->detail[0]; break;
    case BLP_GAP:
      event->call = 0;
      event->lost = entry->call;
      event->first_tick = get_u32(entry->detail);
      break;
    default: break;
  }
}

static uint32_t append(blp_ring *ring, const blp_event *event) {
  uint32_t number = blp_next_number(ring);
  store(entry_at(ring, ring->used), event);
  ring->used++;
  if (ring->used > ring->high_water) ring->high_water = ring->used;
  return number;
}

static void lose(blp_ring *ring, uint32_t tick) {
  if (ring->lost == 0) ring->first_lost_tick = tick;
  if (ring->lost < UINT32_MAX) ring->lost++;
  ring->last_lost_tick = tick;
}

/* A loss right after a GAP that nobody has seen yet belongs to that GAP: an overload that lasts
 * makes one of it, not a ring full of them. */
static bool widen_last_gap(blp_ring *ring) {
  if (ring->used == 0 || was_on_the_wire(ring, blp_next_number(ring) - 1)) return false;
  blp_ring_entry *last = entry_at(ring, (uint16_t)(ring->used - 1));
  if (last->type != BLP_GAP) return false;
  last->call = last->call > UINT32_MAX - ring->lost ? UINT32_MAX : last->call + ring->lost;
  last->tick = ring->last_lost_tick;
  return true;
}

void blp_own_up(blp_board *board) {
  blp_ring *ring = &board->ring;
  if (ring->lost == 0) return;
  if (!widen_last_gap(ring)) {
    if (!blp_ring_has_room(ring, 1)) return;
    blp_event gap = blp_event_of(board, NULL, BLP_GAP, ring->last_lost_tick);
    gap.lost = ring->lost;
    gap.first_tick = ring->first_lost_tick;
    append(ring, &gap);
  }
  ring->lost = 0;
  for (uint8_t i = 0; i < board->setup.lines; ++i) {
    blp_line *line = &board->lines[i];
    if (line->hook_event == UINT32_MAX) line->hook_event = blp_next_number(ring) - 1;
  }
}

bool blp_ring_keep(blp_board *board, uint8_t *room, uint8_t count) {
  blp_own_up(board);
  if (!blp_ring_has_room(&board->ring, count)) return false;
  board->ring.kept = (uint16_t)(board->ring.kept + count);
  *room = (uint8_t)(*room + count);
  return true;
}

void blp_ring_give_back(blp_board *board, uint8_t *room) {
  board->ring.kept = (uint16_t)(board->ring.kept - *room);
  *room = 0;
}

uint32_t blp_record(blp_board *board, const blp_event *event, uint8_t *room) {
  blp_own_up(board);
  if (room != NULL && *room > 0) {
    --*room;
    --board->ring.kept;
  } else if (!blp_ring_has_room(&board->ring, 1)) {
    lose(&board->ring, event->tick);
    blp_own_up(board);
    return 0;
  }
  return append(&board->ring, event);
}

bool blp_record_advice(blp_board *board, const blp_event *event) {
  blp_own_up(board);
  if (!blp_ring_has_room(&board->ring, 1)) return false;
  append(&board->ring, event);
  return true;
}

bool blp_fold_metering(blp_board *board, uint32_t number, uint32_t tick, uint16_t pulses) {
  blp_ring *ring = &board->ring;
  if (number == 0 || number - ring->oldest >= ring->used) return false;
  if (was_on_the_wire(ring, number)) return false;
  blp_ring_entry *entry = entry_at(ring, (uint16_t)(number - ring->oldest));
  entry->tick = tick;
  put_u16(entry->detail, pulses);
  return true;
}

void blp_ring_forget(blp_ring *ring, uint16_t count) {
  ring->first = (uint16_t)(((uint32_t)ring->first + count) % ring->capacity);
  ring->used = (uint16_t)(ring->used - count);
  ring->oldest += count;
  ring->flight = (uint16_t)(ring->flight - count);
  ring->cursor = (uint16_t)(ring->cursor > count ? ring->cursor - count : 0);
}
