#!/usr/bin/env python3
"""Makes the fuzzers' first inputs out of the vectors in firmware-protocol/vectors.

    seeds.py FOLDER    writes FOLDER/codec, FOLDER/board and FOLDER/host

A codec takes bytes as they are: wires, and header with payload. A session takes a script: the
numbers of its steps are those of the enum in board_session.c and of `Step` in HostSession.swift.
"""
import hashlib
import json
import pathlib
import sys

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "firmware-protocol" / "vectors"

(WAIT, WAIT_LONG, CHUNK, FRAME, HELLO, HOOK, DIGIT, SEIZED, CONNECT_FAILED, ANSWER, PULSE, FAR_END,
 TRUNK_FAULT, LINE_FAULT, POWER, WIRE_FULL, ACK, CONNECT, LEASE, CUT) = range(20)
(H_WAIT, H_WAIT_LONG, H_STALL, H_CHUNK, H_FRAME, H_ACCEPT, H_LINES, H_EVENT, H_ANSWER, H_PONG,
 H_ANNOUNCE, H_SEND, H_ACKNOWLEDGE, H_OPEN, H_CLOSE, H_TIMER, H_CONNECT, H_GATHER,
 H_RENEW, H_ASK, H_WITHDRAW) = range(21)

START = [7, 0]
CALL = [HELLO, 1, 0, HOOK, 0, 1, CONNECT, 0, 5, 0, 0x20, 0x4E, 0xFF, 0xFF, 0, SEIZED, 0, 0, ANSWER, 0,
        1, WAIT_LONG, 0, 4, PULSE, 0, 0, LEASE, 0, 0x20, 0x4E, 0xFF, 0xFF, ACK, 0]
BOARD_SCRIPTS = [
    CALL + [HOOK, 0, 0, WAIT_LONG, 0xC0, 2, ACK, 0],
    CALL + [CUT, 0, 2, ACK, 0, HELLO, 2, 0],
    CALL + [FAR_END, 0, 0, POWER, 0, 1, LINE_FAULT, 1, 2, ACK, 0],
    CALL + [WAIT_LONG, 0x50, 0x4E, WAIT_LONG, 0, 16],
    [HOOK, 0, 1, DIGIT, 0, 1, DIGIT, 0, 3, SEIZED, 0, 0, ANSWER, 0, 1, HELLO, 1, 0, HOOK, 0, 0,
     WAIT_LONG, 0xC0, 2, ACK, 0],
    [HELLO, 1, 0, HOOK, 0, 1] + [DIGIT, 0, 5] * 30 + [ACK, 4] * 6 + [ACK, 0],
    [HELLO, 1, 0, WIRE_FULL, 1, HOOK, 2, 1, WAIT_LONG, 0, 8, WIRE_FULL, 0, WAIT_LONG, 0, 24],
]
UP = [H_CONNECT, 0, 7, 1, 0, 1, 4, 0, 64]
HOST_SCRIPTS = [
    UP + [H_EVENT, 0, 1, 0, 0, 0, 0, 1, 0, H_ACKNOWLEDGE, 0, H_WAIT_LONG, 0, 16, H_PONG, 0, 0],
    UP + [H_SEND, 0, 1, 1, 50, H_ANSWER, 0, 0, H_SEND, 5, 0, 0, 0, 2, 0, 65, 66, 1, H_SEND, 3, 0, 1,
          2, H_ANSWER, 0, 0, H_ANSWER, 0, 0],
    UP + [H_RENEW, H_CONNECT, 0, 7, 1, 0, 1, 4, 0, 64, H_WAIT_LONG, 0, 64],
    UP + [H_ANNOUNCE, 1, H_CONNECT, 0, 7, 1, 0, 1, 4, 0, 64, H_WAIT_LONG, 0, 64, H_CLOSE],
    UP + [H_SEND, 2, 2, 0, 1, 50, 254, 1, 2, 60, 3, H_WAIT_LONG, 0, 16, H_WAIT_LONG, 0, 16],
    UP + [H_ASK, 1, 9, H_ANSWER, 0, 0, H_ASK, 2, 10, H_SEND, 1, 0, 7, 2, 0, 49, 50, 1, 20, 254, 3,
          H_ANSWER, 0, 0, H_ASK, 3, 6, 1, H_WITHDRAW, 3, H_WAIT_LONG, 0, 16],
]


def from_hex(text):
    return bytes.fromhex(text)


def codec(frames, streams, transcripts):
    for entry in frames["valid"]:
        wire = from_hex(entry["wire"])
        first = 0x20 | (0x10 if entry["direction"] == "board" else 0) | entry["class"]
        header = [first, entry["seq"], entry["ack"], entry["session"], entry["type"]]
        yield wire
        yield bytes(header) + from_hex(entry["payload"])
    for entry in frames["rejected"]:
        yield from_hex(entry["wire"])
    for entry in streams:
        yield b"".join(map(from_hex, entry["chunks"]))
    for entry in transcripts:
        for side in ("host", "board"):
            yield b"".join(comes_to(side, step) for step in entry["steps"])


def chunks(step, pieces):
    return b"".join(bytes([step, len(piece)]) + piece
                    for whole in pieces
                    for piece in (whole[at:at + 255] for at in range(0, len(whole), 255)))


def comes_to(side, step):
    """What comes to one half over the line in a step of a transcript."""
    other = "host" if side == "board" else "board"
    if step.get("to") == side or step.get("from") == other and not step.get("lost"):
        return from_hex(step["wire"])
    return b""


def wait(step, milliseconds):
    return [step, milliseconds & 255, milliseconds >> 8] if milliseconds else []


def board_script(transcript):
    script, last = list(START), 0
    line_steps = {"seized": SEIZED, "answer": ANSWER, "pulse": PULSE, "farEnd": FAR_END}
    for step in transcript["steps"]:
        what, piece = step.get("hardware"), comes_to("board", step)
        action = []
        if piece:
            action = [CHUNK, len(piece), *piece]
        elif what == "hook":
            action = [HOOK, step["line"], int(step["offHook"])]
        elif what == "digit":
            action = [DIGIT, step["line"], "0123456789*#ABCD".index(step["digit"])]
        elif what in line_steps:
            action = [line_steps[what], step["line"], 1]
        if action:
            script += wait(WAIT_LONG, step["at"] - last) + action
            last = step["at"]
    return bytes(script)


def host_script(transcript):
    script, last = [H_CLOSE], 0
    for step in transcript["steps"]:
        what, piece = step.get("application"), comes_to("host", step)
        action = []
        if piece:
            action = [H_CHUNK, len(piece), *piece]
        elif what in ("open", "close"):
            action = [H_OPEN, step["nonce"] & 255, step["nonce"] >> 8] if what == "open" else [
                H_CLOSE]
        elif what == "acknowledge":
            action = [H_ACKNOWLEDGE, 0]
        elif what == "send":
            # A text: what is sent matters less than that something is.
            action = [H_SEND, 5, 0, 0, 0, 1, 0, 65, 1]
        if action:
            script += wait(H_WAIT_LONG, step["at"] - last) + action
            last = step["at"]
    return bytes(script)


def board(frames, streams, transcripts):
    for script in BOARD_SCRIPTS:
        yield bytes(START + script)
    for entry in frames["valid"]:
        if entry["direction"] != "host":
            continue
        payload = from_hex(entry["payload"])
        step = bytes([FRAME, entry["class"], entry["type"], 0, len(payload)]) + payload
        yield bytes(START + [HELLO, 1, 0, HOOK, 2, 1]) + step
    for entry in streams:
        if entry["direction"] == "host":
            yield bytes(START + [HELLO, 1, 0]) + chunks(CHUNK, map(from_hex, entry["chunks"]))
    yield from map(board_script, transcripts)


def host(frames, streams, transcripts):
    for script in HOST_SCRIPTS:
        yield bytes(script)
    for entry in frames["valid"]:
        if entry["direction"] != "board":
            continue
        payload = from_hex(entry["payload"])
        step = bytes([H_FRAME, entry["class"], entry["type"], entry["seq"], 0, len(payload)])
        yield bytes(UP) + step + payload
    for entry in streams:
        if entry["direction"] == "board":
            yield bytes(UP) + chunks(H_CHUNK, map(from_hex, entry["chunks"]))
    yield from map(host_script, transcripts)


def main(folder):
    frames = json.loads((VECTORS / "frames.json").read_text("utf-8"))
    streams = json.loads((VECTORS / "streams.json").read_text("utf-8"))
    transcripts = json.loads((VECTORS / "transcripts.json").read_text("utf-8"))["transcripts"]
    for kind, seeds in (("codec", codec), ("board", board), ("host", host)):
        place = folder / kind
        place.mkdir(parents=True, exist_ok=True)
        for seed in seeds(frames, streams, transcripts):
            (place / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
