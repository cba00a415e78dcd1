#!/usr/bin/env python3
"""Checks the BLP/1 vectors of this folder, and the frames shown in ../README.md.

    check.py            checks them; a line for each mistake, and exit status 1 if there is one
    check.py --compose  reads a JSON list of entries {"name", "message", "seq", "ack", "session",
                        "fields"} and prints them complete, for pasting

No file is ever written. This is a third implementation of COBS, CRC-32C and the byte tables, beside
the Swift and the C one, and shares nothing with them.
"""
import json
import pathlib
import re
import sys

VERSION = 1
PAYLOAD_LIMIT = 96
ENCODED_LIMIT = 106
DIRECTIONS = {"host": 0, "board": 1}
EVENT = [("number", "u32"), ("tick", "u32"), ("line", "u8")]
CALL = ("callID", "u32")
RESULT = [("result", "u8")]

# message: (direction, class, type, fields). A field's kind is an integer's, or one `take` knows.
MESSAGES = {
    "HELLO": ("host", 0, 0x01, [
        ("minimumVersion", "u8"), ("maximumVersion", "u8"), ("nonce", "u32"),
        ("incompatibleFeatures", "u32")]),
    "HELLO_ACK": ("board", 0, 0x02, [
        ("result", "u8"), ("version", "u8"), ("nonce", "u32"), ("uid", "uid"), ("bootID", "u32"),
        ("resetCause", "u8"),
        ("firmwareMajor", "u8"), ("firmwareMinor", "u8"), ("firmwarePatch", "u8"),
        ("lines", "u8"), ("trunks", "u8"), ("capabilities", "u32"), ("incompatibleFeatures", "u32"),
        ("displayRows", "u8"), ("displayColumns", "u8"), ("displayCharset", "u8"),
        ("payloadLimit", "u8"), ("ringSize", "u16"), ("oldestEvent", "u32"), ("nextEvent", "u32"),
        ("tick", "u32"), ("configurationCRC", "u32")]),
    "ANNOUNCE": ("board", 0, 0x03, [
        ("minimumVersion", "u8"), ("maximumVersion", "u8"), ("uid", "uid"), ("bootID", "u32"),
        ("resetCause", "u8")]),
    "OFF_HOOK": ("board", 3, 0x20, EVENT),
    "ON_HOOK": ("board", 3, 0x21, EVENT),
    "DIGIT": ("board", 3, 0x22, EVENT + [("digit", "character"), ("method", "u8")]),
    "FLASH": ("board", 3, 0x23, EVENT),
    "SEIZED": ("board", 3, 0x24, EVENT + [CALL, ("trunk", "u8"), ("digits", "counted")]),
    "ANSWERED": ("board", 3, 0x25, EVENT + [CALL, ("signal", "u8")]),
    "METERING": ("board", 3, 0x26, EVENT + [CALL, ("pulses", "u16")]),
    "RELEASED": ("board", 3, 0x27, EVENT + [CALL, ("cause", "u8"), ("pulses", "u16")]),
    "CONNECT_FAILED": ("board", 3, 0x28, EVENT + [CALL, ("reason", "u8")]),
    "LINE_FAULT": ("board", 3, 0x29, EVENT + [("fault", "u8")]),
    "POWER": ("board", 3, 0x2A, EVENT + [("state", "u8"), ("millivolts", "u16")]),
    "BOOT": ("board", 3, 0x2B, EVENT + [("resetCause", "u8")]),
    "GAP": ("board", 3, 0x2C, EVENT + [("lost", "u32"), ("firstTick", "u32")]),
    "LOOP_OPEN": ("board", 3, 0x2D, EVENT),
    "TONE": ("host", 1, 0x40, [("line", "u8"), ("tone", "u8"), ("milliseconds", "u16")]),
    "CONNECT": ("host", 1, 0x41, [
        ("line", "u8"), ("flags", "u8"), CALL, ("lease", "u16"), ("talkLimit", "u32"),
        ("nextEvent", "u32"), ("digits", "counted")]),
    "LEASE": ("host", 1, 0x42, [("renewals", "renewals")]),
    "CUT": ("host", 1, 0x43, [("line", "u8"), CALL, ("tone", "u8")]),
    "RING": ("host", 1, 0x44, [("line", "u8"), ("on", "u8"), ("milliseconds", "u16")]),
    "DISPLAY": ("host", 1, 0x45, [
        ("line", "u8"), ("row", "u8"), ("column", "u8"), ("flags", "u8"), ("text", "text")]),
    "LINE_TEST": ("host", 1, 0x46, [("line", "u8")]),
    "CONFIGURE": ("host", 1, 0x47, [
        ("flashMinimum", "u16"), ("flashMaximum", "u16"), ("answerSignals", "u8"),
        ("answerDelaySeconds", "u8"), ("emergencyNumbers", "numbers")]),
    "READ_LINES": ("host", 1, 0x48, [("first", "u8")]),
    "STATISTICS": ("host", 1, 0x49, []),
    "RESET": ("host", 1, 0x4A, [("magic", "u32")]),
    "TONE response": ("board", 2, 0x40, RESULT),
    "CONNECT response": ("board", 2, 0x41, RESULT),
    "LEASE response": ("board", 2, 0x42, RESULT),
    "CUT response": ("board", 2, 0x43, RESULT),
    "RING response": ("board", 2, 0x44, RESULT),
    "DISPLAY response": ("board", 2, 0x45, RESULT),
    "LINE_TEST response": ("board", 2, 0x46, RESULT + [
        ("hook", "u8"), ("loopMillivolts", "u16"), ("loopMicroamps10", "u16"), ("fault", "u8")]),
    "CONFIGURE response": ("board", 2, 0x47, RESULT + [("configurationCRC", "u32")]),
    "READ_LINES response": ("board", 2, 0x48, RESULT + [("first", "u8"), ("lines", "lines")]),
    "STATISTICS response": ("board", 2, 0x49, RESULT + [
        ("framesReceived", "u32"), ("framesSent", "u32"), ("crcErrors", "u32"),
        ("malformed", "u32"), ("duplicates", "u32"), ("eventsResent", "u32"),
        ("ringHighWater", "u16"), ("uptimeSeconds", "u32")]),
    "RESET response": ("board", 2, 0x4A, RESULT),
    "PING": ("host", 5, 0x70, [("stamp", "u32")]),
    "PONG": ("board", 6, 0x71, [("stamp", "u32"), ("tick", "u32"), ("ringUsed", "u16")]),
    "ACK": ("host", 4, 0x72, []),
}
LISTS = {
    "renewals": [("line", "u8"), CALL, ("lease", "u16"), ("talkLimit", "u32")],
    "numbers": "counted",
    "lines": [("state", "u8"), CALL, ("answeredTick", "u32"), ("lease", "u16"), ("trunk", "u8")],
}
SIZES = {"u8": 1, "u16": 2, "u32": 4}
# The fewest bytes of a kind that may be empty or counted.
LEAST = {**SIZES, "uid": 12, "character": 1, "text": 0, "counted": 1, **{kind: 1 for kind in LISTS}}
BY_CODE = {entry[:3]: name for name, entry in MESSAGES.items()}


class Wrong(Exception):
    """What is wrong with a frame: the `why` of a rejected one."""


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def stuff(data):
    """COBS, without the closing 00. A body is shorter than 254 bytes, so each zero ends a block."""
    return b"".join(bytes([len(block) + 1]) + block for block in bytes(data).split(b"\0"))


def unstuff(data):
    blocks, at = [], 0
    while at < len(data):
        code = data[at]
        if code == 0 or at + code > len(data):
            raise Wrong("cobs")
        blocks.append(data[at + 1:at + code])
        at += code
    return b"\0".join(blocks)


def put(kind, value):
    if kind in SIZES:
        return value.to_bytes(SIZES[kind], "little")
    if kind == "uid":
        return bytes.fromhex(value)
    if kind in ("character", "text"):
        return value.encode("latin-1")
    if kind == "counted":
        return bytes([len(value)]) + value.encode("ascii")
    entry = LISTS[kind]
    if isinstance(entry, str):
        return bytes([len(value)]) + b"".join(put(entry, one) for one in value)
    return bytes([len(value)]) + b"".join(put(k, one[n]) for one in value for n, k in entry)


class Reader:
    def __init__(self, data):
        self.data = data

    def bytes(self, count):
        if count > len(self.data):
            raise Wrong("length")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def take(self, kind):
        if kind in SIZES:
            return int.from_bytes(self.bytes(SIZES[kind]), "little")
        if kind == "uid":
            return self.bytes(12).hex()
        if kind == "character":
            return self.bytes(1).decode("latin-1")
        if kind == "text":
            return self.bytes(len(self.data)).decode("latin-1")
        if kind == "counted":
            return self.bytes(self.bytes(1)[0]).decode("ascii")
        entry, count = LISTS[kind], self.bytes(1)[0]
        if isinstance(entry, str):
            return [self.take(entry) for _ in range(count)]
        return [{name: self.take(k) for name, k in entry} for _ in range(count)]


def pack(message, fields):
    entries = MESSAGES[message][3]
    if fields.get("result") and message.endswith(" response"):
        entries = RESULT
    return b"".join(put(kind, fields[name]) for name, kind in entries)


def unpack(message, payload):
    """The fields, and the bytes after them: fields of a version to come."""
    entries = MESSAGES[message][3]
    reader = Reader(payload)
    fields = {}
    for name, kind in entries:
        fields[name] = reader.take(kind)
        if message.endswith(" response") and fields["result"]:
            break
    return fields, reader.data


def least_length(direction, kind, code):
    message = BY_CODE.get((direction, kind, code))
    if kind == 3 and message is None:
        return 9
    if message is None:
        return 0
    entries = RESULT if kind == 2 else MESSAGES[message][3]
    return sum(LEAST[k] for _, k in entries)


def encode(direction, kind, seq, ack, session, code, payload):
    first = VERSION << 5 | DIRECTIONS[direction] << 4 | kind
    body = bytes([first, seq, ack, session, code]) + payload
    return stuff(body + crc32c(body).to_bytes(4, "little")) + b"\0"


def decode(wire, direction):
    """Header and payload of what came before a 00, or Wrong."""
    if len(wire) > ENCODED_LIMIT:
        raise Wrong("too_long")
    body = unstuff(wire)
    if len(body) < 9:
        raise Wrong("length")
    body, crc = body[:-4], int.from_bytes(body[-4:], "little")
    if crc != crc32c(body):
        raise Wrong("crc")
    if body[0] >> 5 != VERSION:
        raise Wrong("version")
    if body[0] >> 4 & 1 != DIRECTIONS[direction]:
        raise Wrong("direction")
    if len(body) - 5 < least_length(direction, body[0] & 15, body[4]):
        raise Wrong("length")
    return body


def compose(entry):
    direction, kind, code, _ = MESSAGES[entry["message"]]
    seq, ack, session = entry.get("seq", 0), entry.get("ack", 0), entry.get("session", 0)
    payload = pack(entry["message"], entry["fields"])
    return {
        "name": entry["name"], "message": entry["message"], "direction": direction, "class": kind,
        "seq": seq, "ack": ack, "session": session, "type": code, "payload": payload.hex(),
        "fields": entry["fields"],
        "wire": encode(direction, kind, seq, ack, session, code, payload).hex(),
    }


def check_valid(entry):
    """Yields what is wrong with an entry of `valid`."""
    wire, payload = bytes.fromhex(entry["wire"]), bytes.fromhex(entry["payload"])
    header = [entry[name] for name in ("class", "seq", "ack", "session", "type")]
    kind, seq, ack, session, code = header
    if len(payload) > PAYLOAD_LIMIT:
        yield "the payload is too long"
    if wire != encode(entry["direction"], kind, seq, ack, session, code, payload):
        yield "the wire is not that of header and payload"
    try:
        body = decode(wire[:-1], entry["direction"])
        if body[1:5] != bytes(header[1:]) or body[0] & 15 != kind or body[5:] != payload:
            yield "the wire decodes to something else"
    except Wrong as wrong:
        yield f"the wire does not decode: {wrong}"
    message = BY_CODE.get((entry["direction"], kind, code))
    if entry["message"] != message:
        yield f"the message is {message}"
    if message is None:
        return
    fields, rest = unpack(message, payload)
    if fields != entry["fields"]:
        yield f"the fields are {fields}"
    if (rest == b"") != entry.get("canonical", True):
        yield "canonical: false belongs to payloads with bytes after the last field, and only there"
    if pack(message, entry["fields"]) + rest != payload:
        yield "the fields pack to something else"


def check_rejected(entry):
    wire = bytes.fromhex(entry["wire"])
    if not wire.endswith(b"\0") or b"\0" in wire[:-1]:
        yield "the wire must have one 00, at its end"
    try:
        decode(wire[:-1], entry["direction"])
        yield "the wire decodes"
    except Wrong as wrong:
        if str(wrong) != entry["why"]:
            yield f"it is rejected for {wrong}"


def check_stream(entry):
    frames, pieces = [], b"".join(bytes.fromhex(chunk) for chunk in entry["chunks"]).split(b"\0")
    for piece in pieces[:-1]:
        try:
            if piece:
                frames.append(decode(piece, entry["direction"]).hex())
        except Wrong:
            pass
    if frames != entry["frames"]:
        yield f"the frames are {frames}"


def shown(value):
    if isinstance(value, dict):
        return "(" + ", ".join(f"{name} {shown(one)}" for name, one in value.items()) + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def text(message, fields):
    """A message in words: its name and its fields, as in the appendix of ../README.md."""
    fields = ", ".join(f"{name} {shown(value)}" for name, value in fields.items())
    return f"{message}: {fields}" if fields else message


def describe(wire, direction):
    """The message of a frame without its closing 00, in words, with the header in brackets."""
    body = decode(wire, direction)
    message = BY_CODE.get((direction, body[0] & 15, body[4]))
    if message is None:
        raise Wrong("a type to come")
    fields, rest = unpack(message, body[5:])
    if rest:
        raise Wrong("bytes after the last field")
    return f"{text(message, fields)} [seq {body[1]}, ack {body[2]}, session {body[3]}]"


def check_transcript(entry):
    """Every frame says what its `message` says, and is led by a 00 after 10 ms of silence only."""
    last, written = 0, {"host": None, "board": None}
    for step in entry["steps"]:
        at, side = step["at"], step.get("from")
        place = f"at {at}: "
        if at < last or at > entry["end"]:
            yield place + "out of order, or after the end"
        last = at
        if step.get("hardware") == "reset":
            written["board"] = None
        if step.get("application") == "send":
            message = BY_CODE.get(("host", 1, step["type"]))
            fields, rest = unpack(message, bytes.fromhex(step["payload"]))
            if rest or text(message, fields) != step["message"]:
                yield place + f"the command is {text(message, fields)}"
        if "to" in step:
            bytes.fromhex(step["wire"])
        if side is None:
            continue
        wire = bytes.fromhex(step["wire"])
        idle = written[side] is None or at - written[side] >= 10
        written[side] = at
        if wire.startswith(b"\0") != idle:
            yield place + "a leading 00 goes after an idle line, and only there"
        wire = wire[1:] if wire.startswith(b"\0") else wire
        if not wire.endswith(b"\0"):
            yield place + "no closing 00"
            continue
        try:
            said = describe(wire[:-1], side)
            if said != step["message"]:
                yield place + f"the frame says {said}"
            body = decode(wire[:-1], side)
            if body[0] & 15 == 3 and body[1] != body[5]:
                yield place + "the seq of an event is the low byte of its number"
            if body[0] & 15 == 2 and body[1] != body[2]:
                yield place + "a response is to the last command executed"
        except Wrong as wrong:
            yield place + f"the frame is none: {wrong}"


def check_appendix(text, valid):
    """An entry begins with its message, has header and payload after =, and the wire after >.

    Every message has one, and every frame is one of `valid`.
    """
    known = {entry["wire"]: entry for entry in valid}
    block = text.split("```wire\n")[1].split("```")[0]
    shown = set()
    for entry in block.split("\n\n"):
        title = entry.split("\n", 1)[0]
        body, wire = ("".join(part.replace("|", "").split()).lower()
                      for part in entry.split("\n  = ")[1].split("\n  > "))
        vector = known.get(wire)
        if vector is None:
            yield f"README.md, {title}: no frame of frames.json"
            continue
        shown.add(vector["message"])
        if not title.startswith(vector["message"]):
            yield f"README.md, {title}: the frame is a {vector['message']}"
        if unstuff(bytes.fromhex(wire)[:-1])[:-4].hex() != body:
            yield f"README.md, {title}: header and payload are not those of the wire"
    for message in MESSAGES.keys() - shown:
        yield f"README.md: no frame of {message}"


def wire_times(text):
    """The table of § 16, a row for each frame of the appendix.

    A byte takes ten bits; an extra leading 00 would be one more.
    """
    block = text.split("```wire\n")[1].split("```")[0]
    for entry in block.split("\n\n"):
        name = re.match(r"[A-Z_]+( response)?", entry).group()
        wire = bytes.fromhex("".join(entry.split("\n  > ")[1].split()))
        payload = len(unstuff(wire[:-1])) - 9
        yield (f"| {name} | {payload} | {len(wire)} | {len(wire) - payload} "
               f"| {len(wire) * 10 / 115.2:.2f} | {len(wire) * 10 / 230.4:.2f} |")


def check_wire_times(text):
    section = text.split("\n## 16 ")[1].split("\n## ")[0]
    written = [line for line in section.splitlines() if re.match(r"\| [A-Z]", line)]
    for row in wire_times(text):
        if row not in written:
            yield f"README.md, § 16: missing is {row}"
    if len(written) != len(list(wire_times(text))):
        yield f"README.md, § 16: {len(written)} rows"


def check_all(folder):
    frames = json.loads((folder / "frames.json").read_text("utf-8"))
    streams = json.loads((folder / "streams.json").read_text("utf-8"))
    transcripts = json.loads((folder / "transcripts.json").read_text("utf-8"))["transcripts"]
    mistakes = []
    for checked, entries in (
            (check_valid, frames["valid"]), (check_rejected, frames["rejected"]),
            (check_stream, streams), (check_transcript, transcripts)):
        names = [entry["name"] for entry in entries]
        for name in sorted({name for name in names if names.count(name) > 1}):
            mistakes.append(f"{name}: the name is used twice")
        for entry in entries:
            mistakes += [f"{entry['name']}: {mistake}" for mistake in checked(entry)]
    for message in MESSAGES:
        count = sum(entry["message"] == message for entry in frames["valid"])
        if count < 2:
            mistakes.append(f"{message}: {count} frames, at least 2 are due")
    readme = (folder.parent / "README.md").read_text("utf-8")
    mistakes += sorted(check_appendix(readme, frames["valid"]))
    mistakes += check_wire_times(readme)
    for mistake in mistakes:
        print(mistake)
    print(f"{len(frames['valid'])} valid frames, {len(frames['rejected'])} to reject, "
          f"{len(streams)} streams, {len(transcripts)} transcripts, {len(mistakes)} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--compose"]:
        print(json.dumps([compose(entry) for entry in json.load(sys.stdin)], indent=1))
    elif len(sys.argv) == 1:
        sys.exit(check_all(pathlib.Path(__file__).resolve().parent))
    else:
        sys.exit(__doc__)
