@testable import BoothProtocol

/// A host's session, driven by a script that any bytes are: chunks, frames of a board that knows
/// what it was asked, commands, acknowledgements, and time.
///
/// `seeds.py` writes scripts by the numbers of `Step`.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHostSession(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var world = HostWorld(Script(bytes, count))
  world.run()
  return 0
}

enum Step: UInt8, CaseIterable {
  case wait, waitLong, stall, chunk, frame, accept, lines, event, answer, pong, announce, send
  case acknowledge, open, close, timer, connect, gather, renew, ask, withdraw
}

struct HostWorld {
  static let stepLimit = 1_000
  static let timerLimit = 200
  /// Ten years: what a script can make of time.
  static let latest: Int64 = 10 * 366 * 86_400_000

  var script: Script
  var link = HostLink()
  var now = Moment(milliseconds: 1_000)
  var check = HostDemands()
  /// Frames that are to come in one chunk.
  private var gathered: [UInt8]?
  private var timers = 0

  init(_ script: Script) { self.script = script }

  mutating func run() {
    feed(.opened(nonce: 1))
    for _ in 0..<Self.stepLimit where !script.isAtEnd {
      let step = Step.allCases[Int(script.byte()) % Step.allCases.count]
      switch step {
      case .chunk, .frame, .accept, .lines, .event, .answer, .pong, .announce, .gather: break
      default: deliverGathered()
      }
      take(step)
    }
  }

  private mutating func take(_ step: Step) {
    switch step {
    case .wait: wait(milliseconds: Int64(script.byte()))
    case .waitLong: wait(milliseconds: Int64(script.u16()))
    case .stall:
      // The process, or the whole machine, slept.
      let milliseconds = Int64(script.u16()) << (script.byte() % 16)
      now = min(now.advanced(byMilliseconds: milliseconds), Moment(milliseconds: Self.latest))
    case .chunk: deliver(script.bytes(Int(script.byte())))
    case .frame, .accept, .lines, .event, .answer, .pong, .announce: deliver(frame(step))
    case .send: feed(.send(command()))
    case .acknowledge: acknowledge()
    case .open: feed(.opened(nonce: UInt32(script.u16())))
    case .close: feed(.closed)
    case .timer: feed(.timer)
    case .connect:
      deliver(frame(.accept))
      for _ in 0..<5 { deliver(frame(.lines)) }
    case .gather: gathered = gathered ?? []
    case .renew: feed(.renew)
    case .ask: feed(.ask(UInt64(script.byte()), command()))
    case .withdraw: feed(.withdraw(UInt64(script.byte())))
    }
  }

  // MARK: Inputs

  mutating func feed(_ input: HostLink.Input) {
    let before = link
    let effects = link.handle(input, at: now)
    check.look(at: effects, of: input, before: before, after: link, now: now)
  }

  private mutating func deliver(_ bytes: [UInt8]) {
    if gathered != nil { gathered? += bytes } else { feed(.received(bytes)) }
  }

  private mutating func deliverGathered() {
    guard let bytes = gathered else { return }
    gathered = nil
    feed(.received(bytes))
  }

  /// The timer fires when it is due, as the shell lets it.
  private mutating func wait(milliseconds: Int64) {
    let end = min(now.advanced(byMilliseconds: milliseconds), Moment(milliseconds: Self.latest))
    while timers < Self.timerLimit, let deadline = link.deadline, deadline <= end {
      timers += 1
      now = max(now, deadline)
      feed(.timer)
      if now == end { break }
    }
    now = max(now, end)
  }

  private mutating func acknowledge() {
    let told = link.boot?.events.firstUntold ?? 1
    let behind = Int(script.byte())
    let number = behind < 128 ? told - 1 - behind : script.u16() << (behind % 17)
    feed(.acknowledge(upTo: UInt32(truncatingIfNeeded: number)))
  }

  /// The bytes that a board sends; empty when what was asked of it does not let it.
  private mutating func frame(_ step: Step) -> [UInt8] {
    let frame: Frame? =
      switch step {
      case .frame: anyFrame()
      case .accept: check.peer.acceptance(&script, now: now)
      case .lines: check.peer.lines(&script)
      case .event: check.peer.event(&script, next: link.boot?.events.next ?? 1)
      case .answer: check.peer.answer(&script)
      case .pong: check.peer.pong(&script, now: now)
      default: check.peer.announcement(&script)
      }
    return frame?.encoded() ?? []
  }

  private mutating func anyFrame() -> Frame? {
    guard let kind = Frame.Class(rawValue: script.byte() % 7) else { return nil }
    let type = script.byte()
    let sequence = script.byte()
    let isForeign = script.byte() == 1
    let length = Int(script.byte()) % (Frame.maximumPayload + 1)
    return Frame(
      direction: .boardToHost, kind: kind, sequence: sequence, acknowledgement: 0,
      session: check.peer.session &+ (isForeign ? 1 : 0), type: type,
      payload: script.bytes(length))
  }

  // MARK: Commands

  /// A number that a command may be asked to carry, sensible or not.
  private mutating func number() -> Int {
    let byte = script.byte()
    let odd = [-1, 255, 256, 65_535, 65_536, Int(UInt32.max), Int.max, Int.min]
    return byte < 240 ? Int(byte) % 40 : odd[Int(byte) % odd.count]
  }

  private mutating func tone() -> Tone { Tone(rawValue: script.byte() % 7) ?? .silence }

  private mutating func call() -> CallID { CallID(rawValue: UInt32(script.byte())) }

  private mutating func limit() -> UInt32? {
    let byte = script.byte()
    return byte == 255 ? .max : byte == 254 ? nil : UInt32(byte) * 1_000
  }

  private mutating func text(_ longest: Int) -> String {
    String(decoding: script.bytes(script.u16() % (longest + 1)), as: UTF8.self)
  }

  private mutating func command() -> Command {
    switch script.byte() % 11 {
    case 0: .tone(line: number(), tone: tone(), milliseconds: number())
    case 1:
      .connect(
        line: number(), call: call(), digits: text(40),
        grant: script.byte() % 4 == 0
          ? .emergency
          : .leased(leaseMilliseconds: number(), talkLimitMilliseconds: limit()),
        nextEvent: UInt32(script.byte()))
    case 2:
      .lease(
        (0..<Int(script.byte() % 10)).map { _ in
          LeaseRenewal(
            line: number(), call: call(), leaseMilliseconds: number(),
            talkLimitMilliseconds: limit())
        })
    case 3: .cut(line: number(), call: call(), toneAfter: tone())
    case 4: .ring(line: number(), on: script.byte() % 2 == 1, milliseconds: number())
    case 5:
      .display(
        line: number(), row: number(), column: number(), text: text(300),
        clearsRest: script.byte() % 2 == 1)
    case 6: .lineTest(line: number())
    case 7:
      .configure(
        BoardConfiguration(
          flashMinimum: number(), flashMaximum: number(),
          answerSignals: AnswerSignals(rawValue: script.byte()), answerDelaySeconds: number(),
          emergencyNumbers: (0..<Int(script.byte() % 14)).map { _ in text(8) }))
    case 8: .readLines(first: number())
    case 9: .statistics
    default: .reset
    }
  }
}
