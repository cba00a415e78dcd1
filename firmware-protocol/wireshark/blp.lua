-- A dissector of BLP/1, the booth line protocol, for recordings of link type USER0.
-- The specification is ../README.md; § numbers are its own. README.md here says how to use this.

local blp = Proto("blp", "BLP/1, booth line protocol")

-- Values and their meanings.

local yes_no = { [0] = "no", [1] = "yes" }
local sides = { [0] = "host to board", [1] = "board to host" }
local classes = {
  [0] = "handshake", [1] = "command", [2] = "response", [3] = "event", [4] = "acknowledgement",
  [5] = "ping", [6] = "pong",
}
local reset_causes = {
  [0] = "unknown", [1] = "power on", [2] = "brown-out", [3] = "watchdog", [4] = "reset pin",
  [5] = "host command", [6] = "firmware fault",
}
local hello_results = {
  [0] = "accepted", [1] = "no common version", [2] = "unknown incompatible feature",
}
local charsets = { [0] = "none", [1] = "ASCII", [2] = "ISO 8859-1", [3] = "seven-segment" }
local methods = { [0] = "DTMF", [1] = "pulse" }
local signals = { [1] = "polarity reversal", [2] = "metering pulse", [3] = "set delay" }
local causes = {
  [1] = "caller hung up", [2] = "far end hung up", [3] = "lease ran out",
  [4] = "talk limit reached", [5] = "cut by the host", [6] = "line fault", [7] = "trunk fault",
  [8] = "power",
}
local reasons = {
  [1] = "no trunk free", [2] = "caller hung up", [3] = "trunk fault", [4] = "line fault",
  [5] = "event ring full",
}
local faults = { [0] = "cleared", [1] = "no loop power", [2] = "short", [3] = "too hot" }
local power_states = { [0] = "good", [1] = "low", [2] = "battery" }
local tones = {
  [0] = "silence", [1] = "dial", [2] = "busy", [3] = "congestion", [4] = "refusal",
  [5] = "warning", [6] = "ringback",
}
local results = {
  [0] = "done", [1] = "unknown type", [2] = "bad field", [3] = "no such line",
  [4] = "wrong state", [5] = "event ring full", [6] = "not able",
  [7] = "overtaken",
}
local line_states = {
  [0] = "on-hook", [1] = "off-hook", [2] = "seizing", [3] = "connected", [4] = "talking",
  [5] = "released", [6] = "fault", [7] = "ringing",
}
-- Of a table that names one number only the others would be shown as unknown.
local whole_board = { [255] = "the whole board" }
for line = 0, 31 do whole_board[line] = tostring(line) end
local no_trunk = { [255] = "none" }
for trunk = 0, 31 do no_trunk[trunk] = tostring(trunk) end
local no_limit = { [4294967295] = "none" }
local no_session = { [0] = "none" }
for session = 1, 255 do no_session[session] = tostring(session) end

-- Why a run of bytes is dropped, as the vectors and the recordings have it (§ 1, decoding).
local reasons_to_drop = {
  cobs = "COBS: a code byte points past the end",
  too_long = "more than 106 bytes before the closing 00",
  length = "shorter than a frame, or than the fixed part of its message",
  crc = "the CRC-32C is not that of header and payload",
  version = "not of version 1",
  direction = "of the other direction: an echo",
  class = "of a class that there is not",
  field = "a count that runs past the end of the payload",
  unfinished = "no closing 00",
}

-- Fields. `def` makes one and files it under its name.

local f = {}
local function def(name, make, title, ...)
  f[name] = make("blp." .. name, title, ...)
  return f[name]
end
local function number(name, make, title, values) def(name, make, title, base.DEC, values) end
local function with_unit(name, make, title, unit) def(name, make, title, base.UNIT_STRING, { unit }) end

def("version", ProtoField.uint8, "Version", base.DEC, nil, 0xE0)
def("direction", ProtoField.uint8, "Direction", base.DEC, sides, 0x10)
def("class", ProtoField.uint8, "Class", base.DEC, classes, 0x0F)
number("seq", ProtoField.uint8, "Sequence number")
number("ack", ProtoField.uint8, "Acknowledgement")
number("session", ProtoField.uint8, "Session", no_session)
def("type", ProtoField.uint8, "Type", base.HEX)
def("message", ProtoField.string, "Message")
def("crc", ProtoField.uint32, "CRC-32C", base.HEX)
def("rejected", ProtoField.string, "Rejected")
def("extra", ProtoField.bytes, "Of a later version")

number("minimum_version", ProtoField.uint8, "Lowest version")
number("maximum_version", ProtoField.uint8, "Highest version")
def("nonce", ProtoField.uint32, "Nonce", base.DEC_HEX)
def("incompatible_features", ProtoField.uint32, "Incompatible features", base.HEX)
number("hello_result", ProtoField.uint8, "Result", hello_results)
number("agreed_version", ProtoField.uint8, "Version to speak")
def("uid", ProtoField.bytes, "Serial number of the board")
number("boot", ProtoField.uint32, "Boot")
number("reset_cause", ProtoField.uint8, "Reset cause", reset_causes)
number("firmware_major", ProtoField.uint8, "Firmware, major")
number("firmware_minor", ProtoField.uint8, "Firmware, minor")
number("firmware_patch", ProtoField.uint8, "Firmware, patch")
number("lines", ProtoField.uint8, "Lines")
number("trunks", ProtoField.uint8, "Trunks")
def("capabilities", ProtoField.uint32, "Capabilities", base.HEX)
local capability_bits = {
  { "display", "Display" }, { "polarity_answer", "Answer by polarity reversal" },
  { "metering_pulses", "Metering pulses" }, { "persistent_ring", "Event ring survives reset" },
  { "line_test", "Line test" }, { "ring_generator", "Ring generator" },
  { "pulse_dialling", "Pulse dialling" },
}
for place, bit_of in ipairs(capability_bits) do
  def("capability." .. bit_of[1], ProtoField.bool, bit_of[2], 32, nil, 2 ^ (place - 1))
end
number("display_rows", ProtoField.uint8, "Display rows")
number("display_columns", ProtoField.uint8, "Display columns")
number("display_charset", ProtoField.uint8, "Display charset", charsets)
with_unit("payload_limit", ProtoField.uint8, "Longest payload", " bytes")
with_unit("ring_size", ProtoField.uint16, "Event ring", " events")
number("oldest_event", ProtoField.uint32, "Oldest event held")
number("next_event", ProtoField.uint32, "Next event")
def("configuration_crc", ProtoField.uint32, "CRC of the configuration", base.HEX)

number("number", ProtoField.uint32, "Event number")
with_unit("tick", ProtoField.uint32, "Tick", " ms")
number("line", ProtoField.uint8, "Line", whole_board)
def("digit", ProtoField.string, "Digit")
number("method", ProtoField.uint8, "Dialled by", methods)
number("call", ProtoField.uint32, "Call")
number("trunk", ProtoField.uint8, "Trunk", no_trunk)
def("digits", ProtoField.string, "Digits")
number("signal", ProtoField.uint8, "Answer signal", signals)
number("pulses", ProtoField.uint16, "Metering pulses")
number("cause", ProtoField.uint8, "Cause", causes)
number("reason", ProtoField.uint8, "Reason", reasons)
number("fault", ProtoField.uint8, "Fault", faults)
number("power_state", ProtoField.uint8, "Power", power_states)
with_unit("millivolts", ProtoField.uint16, "Supply", " mV")
number("lost", ProtoField.uint32, "Events lost")
with_unit("first_tick", ProtoField.uint32, "Tick of the first", " ms")

number("tone", ProtoField.uint8, "Tone", tones)
with_unit("milliseconds", ProtoField.uint16, "Lasting", " ms")
def("connect_flags", ProtoField.uint8, "Flags", base.HEX)
def("emergency", ProtoField.bool, "Emergency", 8, nil, 0x01)
with_unit("lease", ProtoField.uint16, "Lease", " ms")
with_unit("talk_limit", ProtoField.uint32, "Talk limit", " ms")
number("on", ProtoField.uint8, "On", yes_no)
number("row", ProtoField.uint8, "Row")
number("column", ProtoField.uint8, "Column")
def("display_flags", ProtoField.uint8, "Flags", base.HEX)
def("clear", ProtoField.bool, "Clear the rest of the row", 8, nil, 0x01)
def("text", ProtoField.string, "Text")
with_unit("flash_minimum", ProtoField.uint16, "Flash from", " ms")
with_unit("flash_maximum", ProtoField.uint16, "Flash to", " ms")
def("answer_signals", ProtoField.uint8, "Answer signals", base.HEX)
with_unit("answer_delay_seconds", ProtoField.uint8, "Answer after", " s")
number("count", ProtoField.uint8, "Count")
def("emergency_numbers", ProtoField.string, "Emergency number")
number("first", ProtoField.uint8, "From line")
def("magic", ProtoField.uint32, "Magic word", base.DEC_HEX)

number("result", ProtoField.uint8, "Result", results)
number("hook", ProtoField.uint8, "Off-hook", yes_no)
with_unit("loop_millivolts", ProtoField.uint16, "Loop voltage", " mV")
with_unit("loop_microamps10", ProtoField.uint16, "Loop current", "0 µA")
number("state", ProtoField.uint8, "State", line_states)
with_unit("answered_tick", ProtoField.uint32, "Answered at", " ms")
number("frames_received", ProtoField.uint32, "Frames received")
number("frames_sent", ProtoField.uint32, "Frames sent")
number("crc_errors", ProtoField.uint32, "CRC errors")
number("malformed", ProtoField.uint32, "Malformed")
number("duplicates", ProtoField.uint32, "Duplicates")
number("events_resent", ProtoField.uint32, "Events sent again")
with_unit("ring_high_water", ProtoField.uint16, "Most in the ring", " events")
with_unit("uptime_seconds", ProtoField.uint32, "Up for", " s")
number("stamp", ProtoField.uint32, "Stamp")
with_unit("ring_used", ProtoField.uint16, "In the ring", " events")

local all = {}
for _, field in pairs(f) do all[#all + 1] = field end
blp.fields = all

local rejected_frame = ProtoExpert.new(
  "blp.rejected.expert", "Rejected frame", expert.group.MALFORMED, expert.severity.ERROR)
local refused = ProtoExpert.new(
  "blp.refused", "Refused", expert.group.RESPONSE_CODE, expert.severity.NOTE)
local events_lost = ProtoExpert.new(
  "blp.gap", "The board has lost events", expert.group.SEQUENCE, expert.severity.WARN)
blp.experts = { rejected_frame, refused, events_lost }

-- The pieces messages are made of. A piece takes the reader on, and may add a word to the info
-- column: `say` goes before the value there.

local reader = {}
reader.__index = reader

-- nil when there are not so many bytes left.
function reader:take(size)
  if self.at + size > self.limit then return nil end
  local range = self.tvb(self.at, size)
  self.at = self.at + size
  return range
end

function reader:say(text) self.words[#self.words + 1] = text end

local function meaning(values, value) return values[value] or ("value " .. value) end

local function integer(size, name, say, values)
  return {
    minimum = size,
    read = function(self)
      local range = self:take(size)
      if not range then return false end
      local value = range:le_uint()
      local item = self.tree:add_le(f[name], range)
      self.last = item
      self.values[name] = value
      if say then
        local text = values and values[value] or value
        self:say((say == "" or say == "#") and (say .. text) or (say .. " " .. text))
      end
      return true
    end,
  }
end

local function u8(...) return integer(1, ...) end
local function u16(...) return integer(2, ...) end
local function u32(...) return integer(4, ...) end

-- What the bits of the integer before say.
local function bits(size, names)
  return {
    minimum = 0,
    read = function(self)
      local range = self.tvb(self.at - size, size)
      for _, name in ipairs(names) do self.last:add_le(f[name], range) end
      return true
    end,
  }
end

local function limit()
  local plain = u32("talk_limit")
  return {
    minimum = 4,
    read = function(self)
      if not plain.read(self) then return false end
      if self.values.talk_limit == 4294967295 then
        self.last:append_text(" (none)")
      else
        self:say("limit " .. self.values.talk_limit .. " ms")
      end
      return true
    end,
  }
end

local uid = {
  minimum = 12,
  read = function(self)
    local range = self:take(12)
    if not range then return false end
    self.tree:add(f.uid, range)
    self:say("board " .. range:bytes():tohex(true))
    return true
  end,
}

local digit = {
  minimum = 1,
  read = function(self)
    local range = self:take(1)
    if not range then return false end
    self.tree:add(f.digit, range, range:string())
    self:say("«" .. range:string() .. "»")
    return true
  end,
}

-- A count and so many digits.
local function digits(name)
  return {
    minimum = 1,
    read = function(self)
      local count = self:take(1)
      if not count then return false end
      local range = count:uint() > 0 and self:take(count:uint())
      if range == nil then return false end
      local whole = self.tvb(self.at - count:uint() - 1, count:uint() + 1)
      local text = range and range:string() or ""
      self.tree:add(f[name], whole, text)
      if text ~= "" then self:say("«" .. text .. "»") end
      return true
    end,
  }
end

-- ISO 8859-1 in UTF-8. Lua's own conversion of a range cuts its result to the length it had before:
-- a letter is lost at the end for each one beyond ASCII.
local function latin1(range)
  local letters = {}
  for at = 0, range:len() - 1 do
    local byte = range(at, 1):uint()
    if byte < 0x20 or byte >= 0x7F and byte < 0xA0 then
      letters[#letters + 1] = string.format("\\x%02X", byte)
    elseif byte < 0x80 then
      letters[#letters + 1] = string.char(byte)
    else
      letters[#letters + 1] = string.char(0xC0 + math.floor(byte / 64), 0x80 + byte % 64)
    end
  end
  return table.concat(letters)
end

local text = {
  minimum = 0,
  read = function(self)
    local size = self.limit - self.at
    local range = size > 0 and self:take(size)
    local value = range and latin1(range) or ""
    if range then
      self.tree:add_packet_field(f.text, range, ENC_ISO_8859_1)
    else
      self.tree:add(f.text, value)
    end
    self:say("«" .. value .. "»")
    return true
  end,
}

-- A count and so many entries of these pieces, each under `title`.
local function entries(title, pieces, describe)
  return {
    minimum = 1,
    read = function(self)
      local count = self:take(1)
      if not count then return false end
      self.tree:add(f.count, count)
      local tree = self.tree
      local words = self.words
      for place = 1, count:uint() do
        local start = self.at
        self.tree = tree:add(blp, self.tvb(start, 0), title)
        self.words = {}
        for _, piece in ipairs(pieces) do
          if not piece.read(self) then
            self.tree, self.words = tree, words
            return false
          end
        end
        self.tree:set_len(self.at - start)
        local description = describe(self.values, place - 1)
        self.tree:set_text(title .. ": " .. description)
        words[#words + 1] = description
      end
      self.tree, self.words = tree, words
      return true
    end,
  }
end

local renewals = entries(
  "Renewal", { u8("line"), u32("call"), u16("lease"), limit() },
  function(values)
    return "line " .. values.line .. " call " .. values.call .. " for " .. values.lease .. " ms"
  end)

local reports = entries(
  "Line", { u8("state"), u32("call"), u32("answered_tick"), u16("lease"), u8("trunk") },
  function(values, place)
    local call = values.call > 0 and (" call " .. values.call) or ""
    return "line " .. (values.first + place) .. " " .. meaning(line_states, values.state) .. call
  end)

local emergency_numbers = {
  minimum = 1,
  read = function(self)
    local count = self:take(1)
    if not count then return false end
    self.tree:add(f.count, count)
    local one = digits("emergency_numbers")
    for _ = 1, count:uint() do
      if not one.read(self) then return false end
    end
    return true
  end,
}

-- Messages by class and type: § 2 to § 5.

local messages = { [0] = {}, [1] = {}, [2] = {}, [3] = {}, [4] = {}, [5] = {}, [6] = {} }

messages[0][0x01] = {
  "HELLO", u8("minimum_version"), u8("maximum_version"), u32("nonce", "nonce"),
  u32("incompatible_features"),
}
messages[0][0x02] = {
  "HELLO_ACK", u8("hello_result", "", hello_results), u8("agreed_version"), u32("nonce"), uid,
  u32("boot", "boot"), u8("reset_cause", "after", reset_causes), u8("firmware_major"),
  u8("firmware_minor"), u8("firmware_patch"), u8("lines", "lines"), u8("trunks", "trunks"),
  u32("capabilities"),
  bits(4, {
    "capability.display", "capability.polarity_answer", "capability.metering_pulses",
    "capability.persistent_ring", "capability.line_test", "capability.ring_generator",
    "capability.pulse_dialling",
  }),
  u32("incompatible_features"), u8("display_rows"), u8("display_columns"), u8("display_charset"),
  u8("payload_limit"), u16("ring_size"), u32("oldest_event", "events from"),
  u32("next_event", "next"), u32("tick", "tick"), u32("configuration_crc"),
}
messages[0][0x03] = {
  "ANNOUNCE", u8("minimum_version"), u8("maximum_version"), uid, u32("boot", "boot"),
  u8("reset_cause", "after", reset_causes),
}

local function event(type, name, ...)
  messages[3][type] = {
    name, u32("number", "#"), u32("tick", "tick"), u8("line", "line", whole_board), ...,
  }
end
event(0x20, "OFF_HOOK")
event(0x21, "ON_HOOK")
event(0x22, "DIGIT", digit, u8("method", "", methods))
event(0x23, "FLASH")
event(0x24, "SEIZED", u32("call", "call"), u8("trunk", "trunk"), digits("digits"))
event(0x25, "ANSWERED", u32("call", "call"), u8("signal", "", signals))
event(0x26, "METERING", u32("call", "call"), u16("pulses", "pulses"))
event(0x27, "RELEASED", u32("call", "call"), u8("cause", "", causes), u16("pulses", "pulses"))
event(0x28, "CONNECT_FAILED", u32("call", "call"), u8("reason", "", reasons))
event(0x29, "LINE_FAULT", u8("fault", "", faults))
event(0x2A, "POWER", u8("power_state", "", power_states), u16("millivolts", "mV"))
event(0x2B, "BOOT", u8("reset_cause", "", reset_causes))
event(0x2C, "GAP", u32("lost", "lost"), u32("first_tick", "from tick"))
event(0x2D, "LOOP_OPEN")

-- A command, and what its response has after the result.
local function command(type, name, pieces, answer)
  messages[1][type] = { name, table.unpack(pieces) }
  messages[2][type] = {
    name .. " response", u8("result", "", results), table.unpack(answer or {}),
  }
end
command(0x40, "TONE", { u8("line", "line"), u8("tone", "", tones), u16("milliseconds") })
command(0x41, "CONNECT", {
  u8("line", "line"), u8("connect_flags"), bits(1, { "emergency" }), u32("call", "call"),
  u16("lease", "lease"), limit(), u32("next_event", "next"), digits("digits"),
})
command(0x42, "LEASE", { renewals })
command(0x43, "CUT", { u8("line", "line"), u32("call", "call"), u8("tone", "then", tones) })
command(0x44, "RING", { u8("line", "line"), u8("on", "on:", yes_no), u16("milliseconds") })
command(0x45, "DISPLAY", {
  u8("line", "line"), u8("row", "row"), u8("column", "column"), u8("display_flags"),
  bits(1, { "clear" }), text,
})
command(0x46, "LINE_TEST", { u8("line", "line") }, {
  u8("hook", "off-hook:", yes_no), u16("loop_millivolts", "mV"), u16("loop_microamps10"),
  u8("fault", "fault:", faults),
})
command(0x47, "CONFIGURE", {
  u16("flash_minimum", "flash from"), u16("flash_maximum", "to"), u8("answer_signals"),
  u8("answer_delay_seconds"), emergency_numbers,
}, { u32("configuration_crc") })
command(0x48, "READ_LINES", { u8("first", "from line") }, { u8("first"), reports })
command(0x49, "STATISTICS", {}, {
  u32("frames_received", "received"), u32("frames_sent", "sent"),
  u32("crc_errors", "CRC errors"), u32("malformed", "malformed"), u32("duplicates"),
  u32("events_resent", "sent again"), u16("ring_high_water"), u32("uptime_seconds", "up s"),
})
command(0x4A, "RESET", { u32("magic") })

messages[5][0x70] = { "PING", u32("stamp", "stamp") }
messages[6][0x71] = {
  "PONG", u32("stamp", "stamp"), u32("tick", "tick"), u16("ring_used", "in the ring"),
}
messages[4][0x72] = { "ACK" }

local unknown_event = { nil, u32("number", "#"), u32("tick", "tick"), u8("line", "line", whole_board) }

-- COBS and CRC-32C: § 1.

local bxor = (bit and bit.bxor) or (bit32 and bit32.bxor)
  or load("return function(a, b) return a ~ b end")()

local crc_table = {}
for index = 0, 255 do
  local remainder = index
  for _ = 1, 8 do
    local half = math.floor(remainder / 2)
    remainder = remainder % 2 == 0 and half or bxor(half, 0x82F63B78) % 2 ^ 32
  end
  crc_table[index] = remainder
end

local function crc32c(bytes, count)
  local remainder = 2 ^ 32 - 1
  for place = 0, count - 1 do
    local index = bxor(remainder % 256, bytes:get_index(place)) % 256
    remainder = bxor(crc_table[index], math.floor(remainder / 256)) % 2 ^ 32
  end
  return 2 ^ 32 - 1 - remainder
end

-- nil when a code byte points past the end.
local function cobs_decoded(range)
  local encoded = range:bytes()
  local length = encoded:len()
  local decoded = {}
  local place = 0
  while place < length do
    local code = encoded:get_index(place)
    if place + code > length then return nil end
    for index = place + 1, place + code - 1 do decoded[#decoded + 1] = encoded:get_index(index) end
    place = place + code
    if code < 255 and place < length then decoded[#decoded + 1] = 0 end
  end
  local hexadecimal = {}
  for index, byte in ipairs(decoded) do hexadecimal[index] = string.format("%02x", byte) end
  return ByteArray.new(table.concat(hexadecimal))
end

-- Frames.

local function minimum(class, message)
  if class == 2 then return 1 end
  local sum = 0
  for _, piece in pairs(message) do
    if type(piece) == "table" then sum = sum + piece.minimum end
  end
  return sum
end

local function reject(tree, range, why, size)
  tree:add(f.rejected, range, why)
  tree:add_proto_expert_info(rejected_frame, "rejected, " .. why .. ": " .. reasons_to_drop[why])
  return "rejected, " .. why .. " (" .. size .. " bytes)"
end

local function dissect_payload(frame, tree, class, code, message, limit_at)
  local self = setmetatable(
    { tvb = frame, tree = tree, at = 5, limit = limit_at, words = {}, values = {} }, reader)
  for place = 2, 40 do
    local piece = message[place]
    if not piece then break end
    if not piece.read(self) then return nil, self end
    -- Only what was done has more to tell.
    if class == 2 and self.values.result ~= 0 then break end
  end
  if self.at < limit_at then tree:add(f.extra, frame(self.at, limit_at - self.at)) end
  if class == 2 and self.values.result ~= 0 then
    tree:add_proto_expert_info(refused, "refused: " .. meaning(results, self.values.result))
  end
  if class == 3 and code == 0x2C then tree:add_proto_expert_info(events_lost) end
  return true, self
end

-- What a frame is to its receiver: a text for the info column.
local function dissect_frame(range, pinfo, tree, side)
  local size = range:len()
  if size > 106 then return reject(tree, range, "too_long", size) end
  local bytes = cobs_decoded(range)
  if not bytes then return reject(tree, range, "cobs", size) end
  local length = bytes:len()
  if length < 9 then return reject(tree, range, "length", size) end
  local frame = bytes:tvb("BLP/1 frame")
  local expected = crc32c(bytes, length - 4)
  if frame(length - 4, 4):le_uint() ~= expected then
    tree:add_le(f.crc, frame(length - 4, 4)):append_text(
      string.format(" [should be 0x%08x]", expected))
    return reject(tree, range, "crc", size)
  end
  local first = frame(0, 1):uint()
  local version = math.floor(first / 32)
  local direction = math.floor(first / 16) % 2
  local class = first % 16
  tree:add(f.version, frame(0, 1))
  tree:add(f.direction, frame(0, 1))
  tree:add(f.class, frame(0, 1))
  if version ~= 1 then return reject(tree, range, "version", size) end
  if not messages[class] then return reject(tree, range, "class", size) end
  tree:add(f.seq, frame(1, 1))
  tree:add(f.ack, frame(2, 1))
  tree:add(f.session, frame(3, 1))
  local code = frame(4, 1):uint()
  local message = messages[class][code] or (class == 3 and unknown_event) or {}
  local name = message[1] or string.format("type %02X", code)
  if class == 2 and not message[1] then name = name .. " response" end
  tree:add(f.type, frame(4, 1)):append_text(" (" .. name .. ")")
  tree:add(f.message, frame(4, 1), name)
  if side and direction ~= side then return reject(tree, range, "direction", size) end
  if length - 9 < minimum(class, message) then return reject(tree, range, "length", size) end
  local is_good, read = dissect_payload(frame, tree, class, code, message, length - 4)
  if not is_good then return reject(tree, range, "field", size) end
  tree:add_le(f.crc, frame(length - 4, 4)):append_text(" [correct]")
  local info = name
  if class == 4 then info = info .. " next event " .. frame(2, 1):uint() .. " (low byte)" end
  if #read.words > 0 then info = info .. " " .. table.concat(read.words, " ") end
  return info
end

-- A packet is a run of bytes: zeros of an idle line, a frame, the zero that ends it.
function blp.dissector(tvb, pinfo, root)
  pinfo.cols.protocol = "BLP/1"
  -- As pcapng says it: 0 sent by the host, 1 received from the board; else nobody knows.
  local side = (pinfo.p2p_dir == 0 or pinfo.p2p_dir == 1) and pinfo.p2p_dir or nil
  if side == 0 then pinfo.cols.src, pinfo.cols.dst = "host", "board" end
  if side == 1 then pinfo.cols.src, pinfo.cols.dst = "board", "host" end
  local length = tvb:len()
  local infos = {}
  local start = 0
  for place = 0, length do
    local is_end = place == length or tvb(place, 1):uint() == 0
    if is_end and place > start then
      local range = tvb(start, place - start)
      local tree = root:add(blp, range)
      local info
      if place == length then
        info = reject(tree, range, "unfinished", range:len())
      else
        info = dissect_frame(range, pinfo, tree, side)
      end
      tree:append_text(", " .. info)
      infos[#infos + 1] = info
    end
    if is_end then start = place + 1 end
  end
  if #infos == 0 then
    root:add(blp, tvb()):append_text(", an idle line")
    infos[1] = "idle"
  end
  pinfo.cols.info = table.concat(infos, " | ")
  return length
end

DissectorTable.get("wtap_encap"):add(wtap.USER0, blp)
