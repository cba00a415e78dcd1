import Dispatch
import Glibc
import Testing

@testable import SerialLine

@Suite struct PortDiscoveryTests {
  @Test func `a path that is there is found at once, one that is not is told absent`() throws {
    let folder = Folder()
    let terminal = try PseudoTerminal(link: folder.file("here"))
    let ports = Lookout(FixedPathDiscovery(paths: [folder.file("here"), folder.file("there")]))
    #expect(
      ports.seen == [
        .added(PortCandidate(path: folder.file("here"))), .absent(path: folder.file("there")),
      ])
    ports.stop()
    terminal.unplug()
  }

  @Test func `an unplugged port is told removed, and added on its return within 500 ms`() throws {
    let folder = Folder()
    let path = folder.file("board")
    let terminal = try PseudoTerminal(link: path)
    let ports = Lookout(FixedPathDiscovery(paths: [path]))
    let latency = Latency()
    var told = 1
    let middle = try latency.middle(below: .milliseconds(500)) {
      terminal.unplug()
      try #require(wait { ports.seen.count > told })
      #expect(ports.seen.dropFirst(told) == [.removed(path: path)])
      let start = ContinuousClock.now
      try terminal.plugIn()
      try #require(wait { ports.seen.count > told + 1 })
      #expect(ports.seen.dropFirst(told + 1) == [.added(PortCandidate(path: path))])
      told += 2
      return latency.between(start, try #require(ports.told))
    }
    #expect(middle < .milliseconds(500))
    ports.stop()
  }

  /// Many times, since the link may be put elsewhere just while it is looked at.
  @Test func `a link put to another terminal is told again, once each time`() throws {
    let folder = Folder()
    let path = folder.file("board")
    var terminals = [try PseudoTerminal(link: path)]
    let ports = Lookout(FixedPathDiscovery(paths: [path]))
    for count in 2...500 {
      terminals.append(try PseudoTerminal(link: path))
      try #require(wait { ports.seen.count >= count })
      // The one before: its link is another's by now.
      terminals.removeFirst().unplug()
    }
    #expect(
      ports.seen == [PortDiscoveryEvent](repeating: .added(PortCandidate(path: path)), count: 500))
    ports.stop()
    for terminal in terminals { terminal.unplug() }
  }

  @Test func `a link left behind by a board that died is not a port`() {
    let folder = Folder()
    let path = folder.file("board")
    let device = folder.makeFile("device")
    symlink(device, path)
    let ports = Lookout(FixedPathDiscovery(paths: [path]))
    unlink(device)
    wait { ports.seen.count >= 2 }
    #expect(ports.seen == [.added(PortCandidate(path: path)), .removed(path: path)])
    ports.stop()
  }

  @Test func `a port in a folder that is yet to be made is found`() throws {
    let latency = Latency()
    let middle = try latency.middle(below: .milliseconds(800)) {
      let folder = Folder()
      let path = folder.file("by-id/board")
      let ports = Lookout(FixedPathDiscovery(paths: [path]))
      #expect(ports.seen == [.absent(path: path)])
      let start = ContinuousClock.now
      mkdir(folder.file("by-id"), 0o700)
      let terminal = try PseudoTerminal(link: path)
      try #require(wait { ports.seen.count >= 2 })
      #expect(ports.seen.last == .added(PortCandidate(path: path)))
      let told = try #require(ports.told)
      ports.stop()
      terminal.unplug()
      return latency.between(start, told)
    }
    // Sooner than by looking for it once a second.
    #expect(middle < .milliseconds(800))
  }

  @Test func `a stopped discovery says nothing more`() throws {
    let folder = Folder()
    let terminal = try PseudoTerminal(link: folder.file("board"))
    let ports = Lookout(FixedPathDiscovery(paths: [folder.file("board")]))
    ports.stop()
    terminal.unplug()
    usleep(50_000)
    #expect(ports.seen.count == 1)
  }

  @Test func `udev lists the ports of this machine, or none, and says where it falls short`() throws
  {
    let listed = try UdevDiscovery.ports()
    let ports = Lookout(UdevDiscovery())
    let added = ports.seen.compactMap { if case .added(let port) = $0 { port } else { nil } }
    #expect(added == listed)
    #expect(listed.allSatisfy { $0.path.hasPrefix("/dev/") && $0.driver != nil })
    let isLimited = ports.seen.contains { if case .limited = $0 { true } else { false } }
    #expect(isLimited == !UdevMonitor.isUdevRunning)
    ports.stop()
  }

  @Test(arguments: [
    ("a USB converter", TerminalFacts(hasDevice: true), true),
    ("an on-board UART", TerminalFacts(hasDevice: true, uartType: "4"), true),
    ("a UART in name only", TerminalFacts(hasDevice: true, uartType: "0"), false),
    ("the kernel's console", TerminalFacts(hasDevice: true, uartType: "4", isConsole: true), false),
    ("a virtual console", TerminalFacts(), false),
  ])
  func `a board may be on a port with hardware that is not the console`(
    name: String, facts: TerminalFacts, mayHaveBoard: Bool
  ) {
    #expect(facts.mayHaveBoard == mayHaveBoard, "\(name)")
  }

  @Test func `the latency timer is read where there is one`() {
    let folder = Folder()
    let setting = folder.makeFile("latency_timer")
    #expect(LatencyTimer.milliseconds(setting) == nil)
    #expect(throws: Never.self) { try SystemFiles.write("16\n", to: setting) }
    #expect(LatencyTimer.milliseconds(setting) == 16)
    #expect(LatencyTimer.milliseconds(folder.file("none")) == nil)
  }
}

/// Runs a discovery and notes what it tells.
private final class Lookout: @unchecked Sendable {
  private let queue = DispatchQueue(label: "test.lookout")
  private let discovery: any PortDiscovery
  private var events: [PortDiscoveryEvent] = []
  private var moment: ContinuousClock.Instant?

  init(_ discovery: any PortDiscovery) {
    self.discovery = discovery
    queue.sync { discovery.start(on: queue) { self.note($0) } }
  }

  private func note(_ event: PortDiscoveryEvent) {
    events.append(event)
    moment = .now
  }

  var seen: [PortDiscoveryEvent] { queue.sync { events } }
  /// When it told the latest of them.
  var told: ContinuousClock.Instant? { queue.sync { moment } }
  func stop() { queue.sync { discovery.stop() } }
}
