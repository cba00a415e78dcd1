#!/usr/bin/env python3
"""The sessions of transcripts.json, as they were worked out from ../README.md by hand.

    transcripts.py            composes them and prints how transcripts.json differs; exit status 1
                              if it does. Writes nothing.
    transcripts.py --write    writes transcripts.json

Nothing here runs a board or a host: each message, its fields and its time are written down below,
with the paragraph they follow from; only headers are kept count of, by the rules of § 1, and bytes
made of it all by check.py. What a board or a host puts out never finds its way into the file.
"""
import difflib
import pathlib
import sys

import check

FILE = pathlib.Path(__file__).resolve().parent / "transcripts.json"
UID = "0102030405060708090a0b0c"
NO_CALL = {"state": 0, "callID": 0, "answeredTick": 0, "lease": 0, "trunk": 255}
NO_LIMIT = 0xFFFFFFFF
CONFIGURATION = {
    "flashMinimum": 80, "flashMaximum": 700, "answerSignals": 3, "answerDelaySeconds": 0,
    "emergencyNumbers": ["131", "132", "133"]}
CONFIGURATION_PAYLOAD = check.pack("CONFIGURE", CONFIGURATION)
SILENCE, DIAL, BUSY, CONGESTION, REFUSAL = range(5)         # § 4, tone
HUNG_UP, FAR_END, LEASE_OVER, LIMIT_REACHED = range(1, 5)   # § 3, cause
TALKING, RELEASED = 4, 5                                    # § 4, state


TOLERANCE = 10  # § 7: a board polls at least each 10 ms


def next_nonce(nonce):
    """What this project's host draws after `nonce`; any other fresh number would do."""
    return (nonce * 1664525 + 1013904223) % 2**32


class Transcript:
    """Steps in their order, and what is needed to fill in headers: never what a half would do."""

    def __init__(self, name, text, halves=("board", "host"), tick=1000, ring=512,
                 kept=CONFIGURATION_PAYLOAD, boot=7):
        self.entry = {
            "name": name, "text": text, "halves": list(halves),
            "board": {
                "uid": UID, "bootID": boot, "resetCause": 1, "firmware": [1, 2, 3], "lines": 2,
                "trunks": 1, "capabilities": 0x77, "display": [2, 16, 2], "ring": ring,
                "tick": tick, "kept": kept.hex(), "firstSession": boot % 255 + 1},
            "host": {"clock": 1000000}, "steps": [], "end": 0}
        self.boot, self.cause, self.start, self.ring = boot, 1, tick, ring
        self.crc = check.crc32c(kept) if kept else 0
        self.written = {"host": None, "board": None}
        self.session, self.last_session = 0, boot % 255
        self.nonce = None
        self.seq = self.executed = 0
        self.stored = 1       # the host's `ack`
        self.forgotten = 1    # the board's oldest event
        self.events = []      # (message, fields), number 1 first
        self.pinged = None

    # -- Steps ---------------------------------------------------------------------------------

    def step(self, at, **what):
        steps = self.entry["steps"]
        assert not steps or at >= steps[-1]["at"], f"{self.entry['name']}: back in time at {at}"
        steps.append({"at": at, **what})

    def tick(self, at):
        return (self.start + at) % 2**32

    def frame(self, at, side, message, fields, seq=0, session=None, ack=None, lost=False,
              free=False):
        _, kind, code, _ = check.MESSAGES[message]
        session = self.session if session is None else session
        if ack is None:
            ack = self.executed if side == "board" else self.stored % 256 if session else 0
        wire = check.encode(side, kind, seq % 256, ack, session, code, check.pack(message, fields))
        idle = self.written[side] is None or at - self.written[side] >= 10
        self.written[side] = at
        extra = {name: True for name, on in (("lost", lost), ("free", free)) if on}
        self.step(at, **{"from": side}, wire=("00" if idle else "") + wire.hex(),
                  message=check.describe(wire[:-1], side), **extra)
        if side == "host" and session and not lost:
            self.forgotten = max(self.forgotten, self.stored)
        return wire.hex()

    def to(self, at, side, wire, why):
        """Bytes that come to one side as nobody has sent them."""
        self.step(at, to=side, wire=wire, why=why)

    def hook(self, at, line, off_hook):
        self.step(at, hardware="hook", line=line, offHook=off_hook)

    def hardware(self, at, what, line, **more):
        self.step(at, hardware=what, line=line, **more)

    def does(self, at, what, line, **more):
        self.step(at, does=what, line=line, **more)

    def tone(self, at, line, tone):
        self.does(at, "tone", line, tone=tone)

    def tells(self, at, what, **more):
        self.step(at, tells=what, **more)

    # -- The board -----------------------------------------------------------------------------

    def announce(self, at, lost=False):
        self.frame(at, "board", "ANNOUNCE", {
            "minimumVersion": 1, "maximumVersion": 1, "uid": UID, "bootID": self.boot,
            "resetCause": self.cause}, session=0, ack=0, lost=lost)

    def boots(self, at=0, lost=True):
        """§ 2: ANNOUNCE at boot; § 3: BOOT is the first event."""
        self.record("BOOT", 255, at, resetCause=self.cause)
        self.announce(at, lost=lost)

    def resets(self, at, boot, cause, lost=False):
        self.step(at, hardware="reset", bootID=boot, resetCause=cause)
        self.boot, self.cause, self.session, self.last_session = boot, cause, 0, boot % 255
        self.executed, self.events, self.forgotten = 0, [], 1
        self.written["board"] = None
        self.boots(at, lost)

    def record(self, message, line, at, **fields):
        self.events.append((message, {
            "number": len(self.events) + 1, "tick": self.tick(at), "line": line, **fields}))
        return len(self.events)

    def push(self, at, *numbers, lost=False, told=True):
        """The events go out, again or for the first time."""
        for number in numbers:
            message, fields = self.events[number - 1]
            self.frame(at, "board", message, fields, seq=number, lost=lost)
            if not lost and told:
                self.tells(at, "event", number=number)

    def event(self, at, message, line, since=None, lost=False, acknowledged=True, **fields):
        """An event as it happens, and by default stored and acknowledged at once."""
        number = self.record(message, line, at if since is None else since, **fields)
        self.push(at, number, lost=lost)
        if acknowledged and not lost:
            self.acknowledge(at, number)

    def pong(self, at, stamp, lost=False):
        self.frame(at, "board", "PONG", {
            "stamp": stamp, "tick": self.tick(at),
            "ringUsed": len(self.events) + 1 - self.forgotten}, lost=lost)

    def hello_ack(self, at, result=0, nonce=None, session=None, lost=False, features=0):
        """§ 2: the table of HELLO_ACK."""
        self.frame(at, "board", "HELLO_ACK", {
            "result": result, "version": 1, "nonce": self.nonce if nonce is None else nonce,
            "uid": UID, "bootID": self.boot, "resetCause": self.cause, "firmwareMajor": 1,
            "firmwareMinor": 2, "firmwarePatch": 3, "lines": 2, "trunks": 1,
            "capabilities": 0x77, "incompatibleFeatures": features, "displayRows": 2,
            "displayColumns": 16, "displayCharset": 2, "payloadLimit": 96,
            "ringSize": self.ring, "oldestEvent": self.forgotten,
            "nextEvent": len(self.events) + 1, "tick": self.tick(at),
            "configurationCRC": self.crc},
            session=self.session if session is None else session, lost=lost)

    def answer(self, at, message, seq, lost=False, told=True, **fields):
        fields = {"result": 0, **fields}
        self.frame(at, "board", message + " response", fields, seq=seq, lost=lost)
        if not lost and told:
            self.tells(at, "answered", type=check.MESSAGES[message][2], result=fields["result"])

    # -- The host ------------------------------------------------------------------------------

    def open(self, at, nonce):
        self.step(at, application="open", nonce=nonce)
        self.nonce = nonce

    def close(self, at, up=True):
        self.step(at, application="close")
        if up:
            self.tells(at, "disconnected")
        self.pinged = None

    def hello(self, at, lost=False, free=False, **fields):
        self.frame(at, "host", "HELLO", {
            "minimumVersion": 1, "maximumVersion": 1, "nonce": self.nonce,
            "incompatibleFeatures": 0, **fields}, session=0, ack=0, lost=lost, free=free)

    def acknowledge(self, at, number, lost=False):
        self.step(at, application="acknowledge", number=number)
        self.stored = number + 1
        self.frame(at, "host", "ACK", {}, lost=lost)

    def ping(self, at, lost=False, answered=True):
        stamp = self.entry["host"]["clock"] + at
        self.pinged = at
        self.frame(at, "host", "PING", {"stamp": stamp}, lost=lost, free=True)
        if not lost:
            self.pong(at, stamp, lost=not answered)

    def run(self, to):
        """PING each second since the last, while nothing else happens (§ 2, § 11)."""
        while self.pinged is not None and self.pinged + 1000 <= to:
            self.ping(self.pinged + 1000)

    def send(self, at, message, **fields):
        """The application asks for a command."""
        self.step(at, application="send", type=check.MESSAGES[message][2],
                  payload=check.pack(message, fields).hex(), message=check.text(message, fields))

    def command(self, at, message, fields, seq=None, lost=False, free=False):
        """A command on the wire: the next number, or `seq` again."""
        if seq is None:
            self.seq += 1
            seq = self.seq
        self.frame(at, "host", message, fields, seq=seq, lost=lost, free=free)
        if not lost:
            self.executed = seq
        return seq

    def does_command(self, at, message, fields, effects=lambda: None, events=lambda: None):
        """Asked for, sent, done and answered in one instant."""
        self.send(at, message, **fields)
        seq = self.command(at, message, fields)
        effects()
        self.answer(at, message, seq)
        events()
        return seq

    # -- Pieces that many sessions have --------------------------------------------------------

    def begin_session(self):
        """§ 2: the next session number; commands forgotten."""
        self.session = self.last_session % 255 + 1
        self.last_session = self.session
        self.seq = self.executed = 0

    def greet(self, at, lines=(NO_CALL, NO_CALL)):
        """HELLO to the last line read. The board pushes from its oldest event on as soon as the
        session exists (§ 2); this host takes events only when it is up, so they come again."""
        self.hello(at)
        self.begin_session()
        self.hello_ack(at)
        window = range(self.forgotten, min(len(self.events), self.forgotten + 7) + 1)
        self.push(at, *window, told=False)
        self.survey(at, lines)

    def survey(self, at, lines=(NO_CALL, NO_CALL)):
        """§ 2: the host reads the lines until it has them all. This one sends a PING before."""
        self.stored = max(self.stored, self.forgotten)
        self.ping(at)
        seq = self.command(at, "READ_LINES", {"first": 0})
        self.answer(at, "READ_LINES", seq, told=False, first=0, lines=list(lines))
        # § 2: the same nonce once more tells where the log stands after the lines were read.
        self.hello(at, free=True)
        self.hello_ack(at)
        self.tells(at, "connected")

    def up(self, nonce=4097):
        """A session at 0, BOOT stored at 250: § 3, resent 250 ms after the last progress."""
        self.boots()
        self.open(0, nonce)
        self.greet(0)
        self.push(250, 1)
        self.acknowledge(250, 1)

    def lift(self, at, line=0):
        self.hook(at, line, True)
        self.event(at, "OFF_HOOK", line)

    def dial(self, at, digits, line=0):
        for digit in digits:
            self.hardware(at, "digit", line, digit=digit)
            self.event(at, "DIGIT", line, digit=digit, method=0)

    def request(self, call=77, lease=20000, limit=NO_LIMIT, digits="555", read=None):
        """The fields of a CONNECT by a host that has read all events, or those up to `read`."""
        read = len(self.events) if read is None else read
        return {"line": 0, "flags": 0, "callID": call, "lease": lease, "talkLimit": limit,
                "nextEvent": read + 1, "digits": digits}

    def connect(self, at, digits="555", **more):
        """§ 4 CONNECT; § 6: state 2."""
        self.does_command(
            at, "CONNECT", self.request(digits=digits, **more),
            effects=lambda: self.does(at, "seize", 0, trunk=0, digits=digits))

    def seized(self, at, call=77):
        self.hardware(at, "seized", 0)
        self.event(at, "SEIZED", 0, callID=call, trunk=0, digits="")

    def answered(self, at, call=77, **more):
        self.hardware(at, "answer", 0, signal=1)
        self.event(at, "ANSWERED", 0, callID=call, signal=1, **more)

    def talk(self, at, lease=20000, limit=NO_LIMIT):
        """A call from lifting the handset to the answer, all within 400 ms."""
        self.lift(at)
        self.connect(at + 100, lease=lease, limit=limit)
        self.seized(at + 200)
        self.answered(at + 300)

    def finish(self, end):
        self.entry["end"] = end
        return self.entry



# -- The sessions ------------------------------------------------------------------------------


def handshake():
    t = Transcript(
        "handshake, survey and configuration",
        "A board that was never configured is found, its lines are read, it is configured, and "
        "BOOT is acknowledged (§ 2, § 4 CONFIGURE).", kept=b"")
    t.boots()
    t.open(300, 4097)
    t.greet(300)
    t.send(310, "CONFIGURE", **CONFIGURATION)
    seq = t.command(310, "CONFIGURE", CONFIGURATION)
    # § 4: its CRC is the CRC-32C of this payload.
    t.answer(310, "CONFIGURE", seq, configurationCRC=check.crc32c(CONFIGURATION_PAYLOAD))
    t.push(550, 1)
    t.acknowledge(555, 1)
    t.run(1400)
    return t.finish(1400)


def hello_ack_lost():
    t = Transcript(
        "a HELLO_ACK is lost",
        "The same nonce again gets the same session, with fresh tick and event numbers, and "
        "changes nothing else (§ 2): the event in flight goes on being resent as before.")
    t.boots()
    t.open(100, 4097)
    t.hello(100)
    t.begin_session()
    t.hello_ack(100, lost=True)
    t.push(100, 1, lost=True)
    # Of a session that the host does not know of.
    t.push(350, 1, told=False)
    t.hello(600, free=True)
    t.hello_ack(600)
    t.survey(600)
    # 250 ms, then 500 ms after the first sending.
    t.push(850, 1)
    t.acknowledge(850, 1)
    return t.finish(1000)


def refusing_board():
    t = Transcript(
        "a board refuses versions and features",
        "A host that asks for what the board cannot gets no session, and one that exists goes on "
        "(§ 2). The board's half alone: this project's host speaks version 1 and needs nothing.",
        halves=["board"])
    t.boots()
    t.nonce = 1
    t.hello(200, minimumVersion=2, maximumVersion=3)
    t.hello_ack(200, result=1)
    t.hello(400, minimumVersion=1, maximumVersion=2, incompatibleFeatures=0x80000000)
    t.hello_ack(400, result=2)
    t.announce(1000)
    t.nonce = 2
    t.hello(1200, minimumVersion=1, maximumVersion=7)
    t.begin_session()
    t.hello_ack(1200)
    t.push(1200, 1, told=False)
    t.nonce = 3
    t.hello(1300, minimumVersion=2, maximumVersion=2)
    t.hello_ack(1300, result=1, session=0)
    t.hello(1310, incompatibleFeatures=1)
    t.hello_ack(1310, result=2, session=0)
    t.stored = 2
    t.ping(1400)
    return t.finish(1900)


def refused_board():
    t = Transcript(
        "a board is refused",
        "The board requires what the host does not know, and has given it a session all the same. "
        "The host lets that die of silence, for in it the board dials no emergency number, and "
        "comes back when another boot announces itself (§ 2). The host's half alone: the "
        "reference requires nothing.", halves=["host"])
    t.record("BOOT", 255, 0, resetCause=1)
    t.open(0, 4097)
    t.hello(0)
    t.begin_session()
    t.hello_ack(0, features=2)
    t.tells(0, "refused")
    for at in (5000, 6000, 7000):
        t.announce(at)
    t.boot, t.cause, t.session, t.last_session, t.events = 8, 5, 0, 8, []
    t.record("BOOT", 255, 7500, resetCause=5)
    t.announce(7500)
    t.nonce = next_nonce(4097)
    t.greet(7500)
    t.push(7750, 1)
    t.acknowledge(7750, 1)
    return t.finish(8000)


def whole_call():
    t = Transcript(
        "a whole call",
        "Off-hook, dial tone, three digits, CONNECT, renewals, answer, pulses, a text, and the "
        "caller hangs up (§ 3, § 4, § 6).")
    t.up()
    t.run(1500)
    t.lift(1500)
    t.does_command(1500, "TONE", {"line": 0, "tone": DIAL, "milliseconds": 0},
                   effects=lambda: t.tone(1500, 0, DIAL))
    t.run(2100)
    t.dial(2100, "5")
    t.does_command(2100, "TONE", {"line": 0, "tone": SILENCE, "milliseconds": 0},
                   effects=lambda: t.tone(2100, 0, SILENCE))
    t.dial(2300, "5")
    t.dial(2500, "5")
    t.connect(2520, lease=4000)
    # § 6: a digit in state 2 goes nowhere.
    t.hardware(2600, "digit", 0, digit="9")
    t.run(3200)
    t.seized(3200)
    t.run(4700)
    renewal = {"renewals": [{"line": 0, "callID": 77, "lease": 4000, "talkLimit": NO_LIMIT}]}
    t.does_command(4700, "LEASE", renewal)
    t.run(5200)
    t.answered(5200)
    # § 4: the caller's digits pass to the trunk and are not reported.
    t.hardware(5300, "digit", 0, digit="9")
    t.hardware(5700, "pulse", 0)
    t.event(5700, "METERING", 0, callID=77, pulses=1)
    t.does_command(
        5800, "DISPLAY", {"line": 0, "row": 0, "column": 0, "flags": 1, "text": "$ 10"},
        # § 10: blanked from the end of the text on.
        effects=lambda: t.does(5800, "display", 0, row=0, column=0, text="$ 10" + 12 * " "))
    t.run(7800)
    t.does_command(7800, "LEASE", renewal)
    t.run(8200)
    t.hardware(8200, "pulse", 0)
    t.event(8200, "METERING", 0, callID=77, pulses=2)
    t.hook(8400, 0, False)
    # § 6: in a call the opening of the loop is told at once.
    t.event(8400, "LOOP_OPEN", 0)
    t.run(9101)
    # § 4: up to flashMaximum it is a FLASH; § 3: told with the tick at which the loop opened.
    t.does(9101, "release", 0, trunk=0)
    t.record("RELEASED", 0, 8400, callID=77, cause=HUNG_UP, pulses=2)
    t.record("ON_HOOK", 0, 8400)
    t.push(9101, 11, 12)
    t.acknowledge(9101, 12)
    t.run(10500)
    return t.finish(10500)


def losses():
    t = Transcript(
        "commands, responses, events and acknowledgements are lost",
        "A command comes again with its seq and is executed once; an event comes again until its "
        "acknowledgement is heard (§ 3, § 4).")
    t.up()
    t.lift(300)
    t.run(1100)
    dial = {"line": 0, "tone": DIAL, "milliseconds": 0}
    t.send(1100, "TONE", **dial)
    seq = t.command(1100, "TONE", dial, lost=True)
    # The shortest time-out, for the round trip here is nothing; then twice that (§ 11).
    t.command(1150, "TONE", dial, seq=seq, free=True)
    t.tone(1150, 0, DIAL)
    t.answer(1150, "TONE", seq, lost=True)
    t.command(1250, "TONE", dial, seq=seq, free=True)
    t.answer(1250, "TONE", seq)
    t.run(2100)
    t.hardware(2100, "digit", 0, digit="7")
    t.event(2100, "DIGIT", 0, digit="7", method=0, lost=True)
    t.push(2350, 3)
    t.acknowledge(2350, 3, lost=True)
    # 500 ms after the last resending. The host has it, and says so again.
    t.push(2850, 3, told=False)
    t.frame(2850, "host", "ACK", {})
    t.run(4000)
    return t.finish(4200)


def overtaken():
    t = Transcript(
        "a CONNECT that its caller did not wait for",
        "The cable is out when a caller hangs up and another lifts; the CONNECT of the first comes "
        "through after that, and must not dial for the second (§ 6).")
    t.up()
    t.lift(300)
    t.dial(400, "5")
    t.hook(500, 0, False)
    t.run(1100)
    connect = t.request()
    t.send(1100, "CONNECT", **connect)
    seq = t.command(1100, "CONNECT", connect, lost=True)
    t.command(1150, "CONNECT", connect, seq=seq, lost=True, free=True)
    t.event(1201, "ON_HOOK", 0, since=500, lost=True)
    t.hook(1210, 0, True)
    t.event(1210, "OFF_HOOK", 0, lost=True)
    t.command(1250, "CONNECT", connect, seq=seq, free=True)
    t.answer(1250, "CONNECT", seq, result=7)
    t.push(1451, 4, 5)
    t.acknowledge(1451, 5)
    # The second caller's own, decided by a host that knows of him.
    t.connect(1500, call=78)
    return t.finish(1900)


def five_time_outs():
    t = Transcript(
        "a command is sent five times in vain",
        "Five time-outs of one command end the session; the host comes back with a fresh nonce "
        "and finds the board where it was (§ 2, § 12).")
    t.up()
    t.lift(300)
    t.run(1100)
    dial = {"line": 0, "tone": DIAL, "milliseconds": 0}
    t.send(1100, "TONE", **dial)
    seq = t.command(1100, "TONE", dial, lost=True)
    for at in (1150, 1250, 1450, 1850):
        t.command(at, "TONE", dial, seq=seq, lost=True, free=True)
    t.ping(2000, lost=True)
    t.tells(2650, "disconnected")
    t.nonce = next_nonce(4097)
    t.greet(2650, lines=({**NO_CALL, "state": 1}, NO_CALL))
    return t.finish(3000)


def abandoned_display():
    t = Transcript(
        "a text gives way to a cut",
        "DISPLAY is lost on the way; CUT is not kept waiting and takes the next seq, and the text "
        "comes again after it (§ 4).")
    t.up()
    t.talk(300)
    t.run(1100)
    text = {"line": 0, "row": 1, "column": 2, "flags": 0, "text": "Ñandú"}
    cut = {"line": 0, "callID": 77, "tone": BUSY}
    t.send(1100, "DISPLAY", **text)
    t.command(1100, "DISPLAY", text, lost=True)
    t.send(1110, "CUT", **cut)
    seq = t.command(1110, "CUT", cut)
    # § 6: the trunk is let go first, then the end is recorded, then the caller hears the tone.
    t.does(1110, "release", 0, trunk=0)
    t.tone(1110, 0, BUSY)
    t.answer(1110, "CUT", seq)
    number = t.record("RELEASED", 0, 1110, callID=77, cause=5, pulses=0)
    t.push(1110, number)
    seq = t.command(1110, "DISPLAY", text)
    t.does(1110, "display", 0, row=1, column=2, text="Ñandú")
    t.answer(1110, "DISPLAY", seq)
    t.acknowledge(1110, number)
    return t.finish(1500)


def unplugged():
    t = Transcript(
        "unplugged in mid-call",
        "The cable is out for six seconds of a call. The board drops the session, keeps the call "
        "and the events; the host comes back, reads of the call and is told again what it had not "
        "acknowledged, pulses folded while nobody had seen them (§ 2, § 7, § 8).")
    t.up()
    t.lift(300)
    t.connect(400)
    t.seized(500)
    t.run(1100)
    t.answered(1100, acknowledged=False)
    t.close(1150)
    t.push(1350, 4, lost=True)
    t.push(1850, 4, lost=True)
    t.push(2850, 4, lost=True)
    t.hardware(3000, "pulse", 0)
    t.event(3000, "METERING", 0, callID=77, pulses=1, lost=True)
    t.push(4850, 4, 5, lost=True)
    t.hardware(5000, "pulse", 0)
    t.event(5000, "METERING", 0, callID=77, pulses=2, lost=True)
    # 5000 ms after the last frame of the host.
    t.session = t.executed = 0
    t.announce(6000, lost=True)
    # METERING 2 was on the wire: a new one, and the next pulse changes that.
    t.hardware(6500, "pulse", 0)
    t.hardware(6600, "pulse", 0)
    t.record("METERING", 0, 6600, callID=77, pulses=4)
    t.announce(7000, lost=True)
    t.open(7500, 9000)
    t.greet(7500, lines=(
        {"state": TALKING, "callID": 77, "answeredTick": t.tick(1100),
         "lease": 20000 - (7500 - 400), "trunk": 0}, NO_CALL))
    t.does_command(7510, "LEASE", {
        "renewals": [{"line": 0, "callID": 77, "lease": 20000, "talkLimit": NO_LIMIT}]})
    t.push(7750, 4, 5, 6, 7)
    t.acknowledge(7750, 7)
    t.run(8600)
    return t.finish(8600)


def restarted_host():
    t = Transcript(
        "the host is restarted in mid-call",
        "A host that remembers nothing comes with a new nonce while the old session is fresh, "
        "takes the call over from READ_LINES, and is told what the old one had not acknowledged "
        "(§ 2, § 12).")
    t.up()
    t.talk(300)
    t.run(1100)
    t.hardware(1100, "pulse", 0)
    t.event(1100, "METERING", 0, callID=77, pulses=1, acknowledged=False)
    t.step(1200, application="restart")
    t.written["host"] = None
    t.open(1200, 555)
    t.greet(1200, lines=(
        {"state": TALKING, "callID": 77, "answeredTick": t.tick(600),
         "lease": 20000 - (1200 - 400), "trunk": 0}, NO_CALL))
    t.does_command(1210, "LEASE", {
        "renewals": [{"line": 0, "callID": 77, "lease": 20000, "talkLimit": NO_LIMIT}]})
    t.push(1450, 5)
    t.acknowledge(1450, 5)
    t.hardware(1600, "farEnd", 0)
    t.does(1600, "release", 0, trunk=0)
    t.tone(1600, 0, BUSY)
    t.event(1600, "RELEASED", 0, callID=77, cause=FAR_END, pulses=1)
    return t.finish(2000)


def full_ring():
    t = Transcript(
        "the event ring is full",
        "A host that stores nothing for a while, and a caller who goes on dialling, on a board of "
        "16 events: a place is kept for ON_HOOK, new calls are refused, what is lost is owned up "
        "to in its turn (§ 8).", ring=16)
    t.up()
    t.hook(300, 0, True)
    t.event(300, "OFF_HOOK", 0, acknowledged=False)
    # Of 16 places one is kept for ON_HOOK and one has OFF_HOOK: 14 digits, of which 7 go out.
    for count in range(14):
        at = 310 + 10 * count
        t.hardware(at, "digit", 0, digit="5")
        number = t.record("DIGIT", 0, at, digit="5", method=0)
        if count < 7:
            t.push(at, number)
    t.hardware(450, "digit", 0, digit="6")
    t.hardware(460, "digit", 0, digit="6")
    # Events 1…9 are all that went out.
    connect = t.request(read=9)
    t.send(470, "CONNECT", **connect)
    seq = t.command(470, "CONNECT", connect)
    t.answer(470, "CONNECT", seq, result=5)
    t.push(550, *range(2, 10), told=False)
    t.acknowledge(600, 5)
    gap = t.record("GAP", 255, 460, lost=2, firstTick=t.tick(450))
    t.push(600, 10, 11, 12, 13)
    t.acknowledge(650, 13)
    t.push(650, 14, 15, 16, gap)
    t.acknowledge(660, gap)
    t.connect(700)
    t.hook(800, 0, False)
    t.run(1501)
    # § 6: in state 2 nobody was seized for; § 3: told with the tick at which the loop opened.
    t.does(1501, "release", 0, trunk=0)
    t.record("CONNECT_FAILED", 0, 800, callID=77, reason=2)
    t.record("ON_HOOK", 0, 800)
    t.push(1501, gap + 1, gap + 2)
    t.acknowledge(1501, gap + 2)
    return t.finish(1900)


def expired_lease():
    t = Transcript(
        "the lease runs out after the host fell silent",
        "The session goes first, 5000 ms after the host's last frame, then the call with its "
        "lease: stamped with when it was due, and told when a host is there again (§ 2, § 7).")
    t.up()
    t.talk(300, lease=8000)
    t.run(1200)
    t.close(1200)
    t.session = t.executed = 0
    for at in (6000, 7000, 8000):
        t.announce(at, lost=True)
    t.does(8400, "release", 0, trunk=0)
    t.tone(8400, 0, REFUSAL)
    t.record("RELEASED", 0, 8400, callID=77, cause=LEASE_OVER, pulses=0)
    t.announce(9000, lost=True)
    t.open(9500, 9000)
    t.greet(9500, lines=({**NO_CALL, "state": RELEASED}, NO_CALL))
    t.push(9750, 5)
    t.acknowledge(9750, 5)
    return t.finish(10000)


def emergency():
    t = Transcript(
        "an emergency call without a host",
        "With no session the board dials a number of its list by itself; the host that comes "
        "finds the call in READ_LINES and its number in the log (§ 9).")
    t.boots()
    t.hook(500, 0, True)
    t.record("OFF_HOOK", 0, 500)
    t.tone(500, 0, DIAL)
    for at, digit in ((700, "1"), (800, "3"), (900, "1")):
        t.hardware(at, "digit", 0, digit=digit)
        t.record("DIGIT", 0, at, digit=digit, method=0)
        if at == 700:
            t.tone(700, 0, SILENCE)
    t.does(900, "seize", 0, trunk=0, digits="131")
    t.announce(1000, lost=True)
    call = 0x80070001
    t.hardware(1300, "seized", 0)
    t.record("SEIZED", 0, 1300, callID=call, trunk=0, digits="131")
    t.hardware(1800, "answer", 0, signal=1)
    t.record("ANSWERED", 0, 1800, callID=call, signal=1)
    t.announce(2000, lost=True)
    t.open(2300, 4097)
    t.greet(2300, lines=(
        {"state": TALKING, "callID": call, "answeredTick": t.tick(1800), "lease": 0, "trunk": 0},
        NO_CALL))
    t.push(2550, *range(1, 8))
    t.acknowledge(2550, 7)
    t.hardware(2700, "farEnd", 0)
    t.does(2700, "release", 0, trunk=0)
    t.tone(2700, 0, BUSY)
    t.event(2700, "RELEASED", 0, callID=call, cause=FAR_END, pulses=0)
    return t.finish(3000)


def wrapping_tick():
    t = Transcript(
        "the tick wraps in mid-call",
        "Answered 4400 ms before the board's tick wraps, cut by a talk limit of 6000 ms after it "
        "has (§ 7): only differences count.", tick=2**32 - 5000)
    t.up()
    t.talk(300, limit=6000)
    t.run(6600)
    t.does(6600, "release", 0, trunk=0)
    t.tone(6600, 0, REFUSAL)
    t.event(6600, "RELEASED", 0, callID=77, cause=LIMIT_REACHED, pulses=0)
    t.run(7200)
    return t.finish(7200)


def cut_and_merged():
    t = Transcript(
        "frames in pieces, together, twice, and after noise",
        "A stream has no other bounds than its zeros (§ 1); an event or a command that comes "
        "twice counts once (§ 3, § 4).")
    t.up()
    t.hook(300, 0, True)
    number = t.record("OFF_HOOK", 0, 300)
    t.push(300, number, lost=True)
    wire = t.entry["steps"][-1]["wire"]
    t.to(300, "host", wire[:2], "the leading 00")
    t.to(303, "host", wire[2:16], "the frame, up to its middle")
    t.to(306, "host", wire[16:], "the rest of it")
    t.tells(306, "event", number=number)
    t.acknowledge(306, number)

    t.hardware(400, "digit", 0, digit="1")
    number = t.record("DIGIT", 0, 400, digit="1", method=0)
    t.push(400, number)
    t.to(400, "host", t.entry["steps"][-2]["wire"], "the same event again")
    t.acknowledge(401, number)

    first = t.record("DIGIT", 0, 500, digit="2", method=0)
    t.hardware(500, "digit", 0, digit="2")
    t.push(500, first, lost=True)
    wire = t.entry["steps"][-1]["wire"]
    t.hardware(501, "digit", 0, digit="3")
    second = t.record("DIGIT", 0, 501, digit="3", method=0)
    t.push(501, second, lost=True)
    t.to(505, "host", "c0ffee" + wire + t.entry["steps"][-1]["wire"], "noise and two events")
    t.tells(505, "event", number=first)
    t.tells(505, "event", number=second)
    t.acknowledge(505, second)

    dial = {"line": 0, "tone": DIAL, "milliseconds": 0}
    t.send(600, "TONE", **dial)
    seq = t.command(600, "TONE", dial, lost=True)
    wire = t.entry["steps"][-1]["wire"]
    for at, start in ((600, 0), (602, 6), (604, 24)):
        end = {0: 6, 6: 24, 24: len(wire)}[start]
        t.to(at, "board", wire[start:end], "a piece of the command")
    t.executed = seq
    t.tone(604, 0, DIAL)
    t.answer(604, "TONE", seq)
    t.to(610, "board", wire, "the same command again")
    t.answer(610, "TONE", seq, told=False)

    quiet = {"line": 0, "tone": SILENCE, "milliseconds": 0}
    t.hardware(700, "digit", 0, digit="4")
    number = t.record("DIGIT", 0, 700, digit="4", method=0)
    t.push(700, number)
    t.acknowledge(700, number, lost=True)
    wire = t.entry["steps"][-1]["wire"]
    t.send(700, "TONE", **quiet)
    seq = t.command(700, "TONE", quiet, lost=True)
    t.to(702, "board", "ff2101" + wire + t.entry["steps"][-1]["wire"],
         "noise, the acknowledgement and the command")
    t.executed, t.forgotten = seq, t.stored
    t.tone(702, 0, SILENCE)
    t.answer(702, "TONE", seq)
    t.run(1200)
    return t.finish(1200)


def reset_board():
    t = Transcript(
        "the board is reset in mid-call",
        "The watchdog bites. Trunk, call, ring and session are gone; ANNOUNCE and another bootID "
        "say so, BOOT says why, and the handset that is still lifted is told anew (§ 12).")
    t.up()
    t.talk(300)
    t.run(1500)
    t.resets(1500, boot=8, cause=3)
    t.tells(1500, "disconnected")
    t.stored = 1
    t.nonce = next_nonce(4097)
    t.greet(1500)
    t.hook(1510, 0, True)
    number = t.record("OFF_HOOK", 0, 1510)
    # It is not its turn yet: BOOT came before the host was ready for events.
    t.push(1510, number, told=False)
    t.push(1750, 1, 2)
    t.acknowledge(1750, 2)
    return t.finish(2200)


def commanded_reset():
    t = Transcript(
        "the host resets the board",
        "RESET is answered first (§ 4); then it is as with any reset, of cause 5.")
    t.up()
    t.run(1100)
    magic = {"magic": 0x54455352}
    t.send(1100, "RESET", **magic)
    seq = t.command(1100, "RESET", magic)
    t.answer(1100, "RESET", seq)
    t.step(1100, does="reset")
    t.resets(1300, boot=8, cause=5)
    t.tells(1300, "disconnected")
    t.stored = 1
    t.nonce = next_nonce(4097)
    t.greet(1300)
    t.push(1550, 1)
    t.acknowledge(1550, 1)
    return t.finish(2000)


def one_way():
    t = Transcript(
        "nothing comes from the board",
        "For 5000 ms the host hears nothing and gives the session up, while the board has heard it "
        "all along; a fresh nonce begins the next one (§ 2, § 12).")
    t.up()
    t.run(1000)
    for at in (2000, 3000, 4000, 5000):
        t.ping(at, answered=False)
    t.tells(6000, "disconnected")
    t.nonce = next_nonce(4097)
    t.greet(6000)
    return t.finish(6400)


SESSIONS = (
    handshake, hello_ack_lost, refusing_board, refused_board, whole_call, losses, five_time_outs,
    overtaken, abandoned_display, unplugged, restarted_host, full_ring, expired_lease, emergency,
    wrapping_tick, cut_and_merged, reset_board, commanded_reset, one_way)


def lines():
    """The file: a step a line."""
    def text(value):
        return check.json.dumps(value, ensure_ascii=False)

    entries = []
    for session in SESSIONS:
        entry = session()
        steps = entry.pop("steps")
        entries.append(text(entry)[:-1] + ', "steps": [\n  '
                       + ",\n  ".join(map(text, steps)) + "]}")
    return (f'{{"toleranceMilliseconds": {TOLERANCE}, "transcripts": [\n '
            + ",\n ".join(entries) + "\n]}\n")


def main(arguments):
    composed = lines()
    kept = FILE.read_text("utf-8") if FILE.exists() else ""
    if arguments == ["--write"]:
        FILE.write_text(composed, "utf-8")
        return 0
    if arguments:
        sys.exit(__doc__)
    sys.stdout.writelines(difflib.unified_diff(
        kept.splitlines(True), composed.splitlines(True), FILE.name, "as composed", n=1))
    return 1 if kept != composed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
