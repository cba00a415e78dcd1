@testable import BoothProtocol

/// What must hold of a host link after each input.
struct HostDemands {
  /// What the board at the other end has heard.
  var peer = HostPeer()
  private var isUp = false
  /// The log was told to where it stood when the session came up.
  private var hasCaughtUp = false
  /// The last event told in the session that is up.
  private var lastEvent: Int?
  /// How often the command that waits for its answer was written.
  private var sendings = 0

  mutating func look(
    at effects: [HostLink.Effect], of input: HostLink.Input, before: HostLink, after: HostLink,
    now: Moment
  ) {
    if case .opened = input { startAnew() }
    demand(effects.count <= Self.mostEffects(of: input), "what comes of an input is bounded")
    checkStored(input, before: before, after: after)
    for effect in effects {
      switch effect {
      case .write(let bytes): checkWrite(bytes, of: input, before: before, after: after)
      default: checkTold(effect, before: before, after: after)
      }
    }
    demand(isUp == after.isUp, "sessions are told as they come and go")
    checkDeadline(of: after, input, now: now)
    if case .send(let command) = input {
      checkQueue(of: after)
      if case .connect = command { checkCall(is: command, alone: after) }
    }
  }

  private mutating func startAnew() { sendings = 0 }

  /// What a technician has asked for does not come behind a CONNECT and end its call.
  private func checkCall(is connect: Command, alone after: HostLink) {
    guard let session = after.session, after.isUp, (try? Message.command(connect).frame()) != nil,
      session.inFlight?.command == connect || session.inFlight?.asked != nil
    else { return }
    let asked = session.inFlight.flatMap { $0.asked == nil ? nil : $0.command }
    for command in [asked, session.asked?.command] {
      demand(command != .reset, "a restart does not come behind a call")
    }
  }

  /// A frame is at least ten bytes and a zero, and brings about no more than is told of a session
  /// that comes up; a text is cut into pieces, each refused at worst.
  private static func mostEffects(of input: HostLink.Input) -> Int {
    switch input {
    case .received(let bytes): 6 * (bytes.count / 11 + 1) + 2
    case .send: 12
    default: 4
    }
  }

  // MARK: Events

  private func checkStored(_ input: HostLink.Input, before: HostLink, after: HostLink) {
    guard let old = before.boot, let new = after.boot else { return }
    demand(new.events.firstUnstored <= new.events.firstUntold, "only what was told is stored")
    demand(new.events.firstUnstored <= new.events.next, "what is stored is not told again")
    switch input {
    case .acknowledge(let number):
      demand(
        new.events.firstUnstored == old.events.firstUnstored
          || new.events.firstUnstored == Int(number) + 1,
        "what is stored is what was said to be")
    case .received where before.session == nil || after.session?.number != before.session?.number:
      break
    default:
      demand(
        new.events.firstUnstored == old.events.firstUnstored, "nothing is stored by itself")
    }
  }

  private mutating func checkTold(
    _ effect: HostLink.Effect, before: HostLink, after: HostLink
  ) {
    switch effect {
    case .write: break
    case .connected(let identity, let lines):
      demand(!isUp, "a session comes up once")
      demand(identity.lineCount == lines.count, "all lines are told")
      demand(lines.map(\.line) == Array(0..<lines.count), "each line is told once, in order")
      isUp = true
      hasCaughtUp = false
      lastEvent = nil
    case .disconnected(.refused(let refusal)):
      demand(
        !isUp || refusal == .malformed && !hasCaughtUp,
        "what is up is refused for a log that is not told to its end, and for nothing else")
      isUp = false
    case .disconnected:
      demand(isUp, "what was not up does not end")
      isUp = false
    case .event(let event):
      demand(isUp, "events are told in a session")
      checkTurn(of: Int(event.number), before: before, after: after)
    case .caughtUp:
      demand(isUp && !hasCaughtUp, "a session catches up once")
      hasCaughtUp = true
    case .clock, .heard: demand(isUp, "\(effect) is told in a session")
    case .answered, .asked, .told, .withdrawn:
      demand(isUp, "commands are sent and answered in a session")
    }
  }

  /// In order, none twice; passed over is only what an earlier session told and is stored by now.
  private mutating func checkTurn(of number: Int, before: HostLink, after: HostLink) {
    let stored = (before.isUp ? before : after).boot?.events.firstUnstored ?? 0
    demand(number == max(stored, lastEvent.map { $0 + 1 } ?? stored), "an event in its turn")
    lastEvent = number
  }

  // MARK: Writing

  private mutating func checkWrite(
    _ bytes: [UInt8], of input: HostLink.Input, before: HostLink, after: HostLink
  ) {
    var receiver = FrameReceiver(from: .hostToBoard)
    let frames = bytes.compactMap { receiver.receive($0) }
    guard frames.count == 1, case .success(let frame)? = frames.first, bytes.last == 0,
      bytes.count <= Frame.maximumEncodedSize + 2
    else { fatalError("not so: a write is a frame: \(bytes)") }
    guard let message = try? Message(frame) else {
      fatalError("not so: a frame is a message: \(frame)")
    }
    switch message {
    case .hello(let hello):
      demand(frame.session == 0 && frame.acknowledgement == 0, "a HELLO is of no session")
      demand(frame.sequence == 0, "a HELLO has no number")
      if hello.nonce != peer.nonce { peer.command = nil }
      peer.nonce = hello.nonce
    case .command:
      checkCommand(frame)
    case .ping(let stamp): peer.stamp = stamp
    case .acknowledgement: break
    default: fatalError("not so: the host sends \(message)")
    }
    guard frame.session != 0 else { return }
    // Of several frames in one chunk each can have begun and ended a session.
    if case .received(let chunk) = input, chunk.count(where: { $0 == 0 }) > 1 { return }
    let sessions = [before, after].compactMap { $0.session?.number }
    demand(sessions.contains(frame.session), "frames are of the session")
    let stored = [before, after].compactMap { $0.boot?.events.acknowledgement }
    demand(stored.contains(frame.acknowledgement), "what is stored is acknowledged, and no more")
  }

  /// One command at a time: the next number, or the same command again.
  private mutating func checkCommand(_ frame: Frame) {
    if let last = peer.command, last.session == frame.session, last.sequence == frame.sequence {
      demand(last.type == frame.type && last.payload == frame.payload, "the same command again")
      sendings += 1
      demand(sendings <= 5, "five in vain are enough")
    } else {
      let last = peer.command.flatMap { $0.session == frame.session ? $0.sequence : nil } ?? 0
      demand(frame.sequence == last &+ 1, "commands are numbered from 1")
      sendings = 1
    }
    demand(frame.payload.count <= Frame.maximumPayload, "every board takes its length")
    peer.command = frame
  }

  // MARK: Limits

  private func checkDeadline(of link: HostLink, _ input: HostLink.Input, now: Moment) {
    guard let deadline = link.deadline else {
      if case .closed = link.state { return }
      fatalError("not so: an open link waits for something")
    }
    demand(deadline.milliseconds(since: now) <= 60_000, "the deadline is near")
    if case .timer = input { demand(deadline > now, "what was due has been done") }
  }

  private func checkQueue(of link: HostLink) {
    guard let queue = link.session?.queue else { return }
    let limits = ["control": 128, "renewals": 32, "displays": 128]
    for child in Mirror(reflecting: queue).children {
      guard let limit = child.label.flatMap({ limits[$0] }) else { continue }
      let count = Mirror(reflecting: child.value).children.count
      demand(count <= limit, "the queue of \(child.label ?? "") has \(count)")
    }
  }
}
