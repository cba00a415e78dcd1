import Dispatch
import Glibc
import Synchronization
import Testing

@testable import SerialLine

@Suite struct PortKeeperTests {
  @Test func `a board is found, heard and answered`() throws {
    let line = try Line()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    wait { keeping.diary == ["opened \(line.path)"] }
    line.boardSends([1, 2, 3])
    wait { keeping.diary.count >= 2 }
    #expect(keeping.diary.last == "received [1, 2, 3]")
    keeping.write([4, 5])
    wait { line.heardByBoard == [4, 5] }
    #expect(line.heardByBoard == [4, 5])
    keeping.stop()
  }

  @Test func `a board that goes is noticed within 100 ms, and on its return within 500 ms`() throws
  {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    wait { keeping.count("opened") == 1 }
    let latency = Latency()
    func going() throws -> Duration {
      let count = keeping.count("closed")
      line.boardSends([UInt8](repeating: 7, count: 500))
      let start = ContinuousClock.now
      line.unplug()
      try #require(wait { keeping.count("closed") > count })
      return latency.between(start, try #require(keeping.moment(ofLast: "closed")))
    }
    func coming() throws -> Duration {
      let count = keeping.count("opened")
      let start = ContinuousClock.now
      try line.plugIn()
      try #require(wait { keeping.count("opened") > count })
      return latency.between(start, try #require(keeping.moment(ofLast: "opened")))
    }
    let gone = try latency.middle(below: .milliseconds(100)) {
      let time = try going()
      _ = try coming()
      return time
    }
    #expect(gone < .milliseconds(100))
    let back = try latency.middle(below: .milliseconds(500)) {
      _ = try going()
      usleep(30_000)
      return try coming()
    }
    #expect(back < .milliseconds(500))
    keeping.stop()
  }

  @Test func `a port another program has is told once, and taken when it is free`() throws {
    let line = try Line()
    let other = try line.open()
    let hours = Hours()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]), hours)
    wait { keeping.count("failed") == 1 }
    let holder = PortHolder(processID: getpid())
    #expect(
      keeping.diary == ["failed \(SerialPortError.inUse(path: line.path, by: holder))"])
    for _ in 1...2 { keeping.retry(hours) }
    #expect(keeping.diary.count == 1)
    line.close(other)
    keeping.retry(hours)
    wait { keeping.count("opened") == 1 }
    #expect(keeping.diary.count == 2)
    keeping.stop()
  }

  @Test func `a path that is not there yet is told, and opened when it comes`() throws {
    let folder = Folder()
    let path = folder.file("board")
    let keeping = Keeping(FixedPathDiscovery(paths: [path]))
    wait { keeping.count("failed") == 1 }
    #expect(keeping.diary == ["failed \(SerialPortError.missing(path: path))"])
    let line = try Line(link: path)
    wait { keeping.count("opened") == 1 }
    #expect(keeping.diary.last == "opened \(path)")
    keeping.stop()
    line.unplug()
  }

  @Test func `a path that is no port is told once and left waiting`() throws {
    let folder = Folder()
    let path = folder.makeFile("file")
    let hours = Hours()
    let keeping = Keeping(FixedPathDiscovery(paths: [path]), hours)
    for _ in 1...3 { keeping.retry(hours) }
    #expect(keeping.diary == ["failed \(SerialPortError.notATerminal(path: path))"])
    keeping.stop()
  }

  @Test func `only wanted ports are opened`() throws {
    let lines = try [Line(), Line()]
    let fake = FakeDiscovery()
    let keeping = Keeping(fake, wants: { $0.path == lines[1].path })
    for line in lines { keeping.perform { fake.add(line.path) } }
    wait { keeping.count("opened") == 1 }
    #expect(keeping.diary == ["opened \(lines[1].path)"])
    keeping.stop()
  }

  @Test func `a port that is taken away while quiet is closed`() throws {
    let line = try Line()
    let fake = FakeDiscovery()
    let hours = Hours()
    let keeping = Keeping(fake, hours)
    keeping.perform { fake.add(line.path) }
    wait { keeping.count("opened") == 1 }
    keeping.perform { fake.remove(line.path) }
    #expect(keeping.diary == ["opened \(line.path)", "closed \(PortLoss.removed)"])
    // It is not opened again until it is told added: nothing is under way, nothing will be.
    keeping.settle()
    #expect(hours.asked == [])
    #expect(keeping.diary.count == 2)
    keeping.perform { fake.add(line.path) }
    wait { keeping.count("opened") == 2 }
    #expect(keeping.count("opened") == 2)
    keeping.stop()
  }

  @Test func `a port taken away while it is being opened is not kept`() throws {
    let line = try Line()
    let fake = FakeDiscovery()
    let hours = Hours()
    let keeping = Keeping(fake, hours)
    keeping.perform {
      fake.add(line.path)
      fake.remove(line.path)
    }
    keeping.settle()
    #expect(keeping.diary == [])
    #expect(hours.asked == [])
    line.close(try line.open())
    keeping.stop()
  }

  @Test func `a port that is gone is tried less and less often, until it is told added`() throws {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let path = line.path
    let fake = FakeDiscovery()
    let hours = Hours()
    let keeping = Keeping(fake, hours)
    keeping.perform { fake.add(path) }
    wait { keeping.count("opened") == 1 }
    line.unplug()
    wait { keeping.count("closed") == 1 }
    // Attempts that find nothing, and only the first says so.
    for _ in 1...3 { keeping.retry(hours) }
    let diary = [
      "opened \(path)", "closed \(PortLoss.hungUp)",
      "failed \(SerialPortError.missing(path: path))",
    ]
    #expect(keeping.diary == diary)
    #expect(hours.asked == [100, 200, 400, 800])
    // Back again, it is not opened before its time has come.
    try line.plugIn()
    keeping.settle()
    #expect(keeping.diary == diary)
    keeping.perform { fake.add(path) }
    wait { keeping.count("opened") == 2 }
    // The attempt that was due is not made any more, and the next loss begins anew.
    keeping.retry(hours)
    #expect(keeping.diary == diary + ["opened \(path)"])
    line.unplug()
    wait { keeping.count("closed") == 2 }
    #expect(hours.asked == [100, 200, 400, 800, 100])
    keeping.stop()
  }

  @Test func `a port that hangs up at once is tried less and less often, until it carries bytes`()
    throws
  {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let fake = FakeDiscovery()
    let hours = Hours()
    let keeping = Keeping(fake, hours)
    keeping.perform { fake.add(line.path) }
    for round in 1...4 {
      wait { keeping.count("opened") == round }
      if round == 4 {
        line.boardSends([1])
        wait { keeping.count("received") == 1 }
      }
      line.unplug()
      wait { keeping.count("closed") == round }
      try line.plugIn()
      keeping.retry(hours)
    }
    #expect(hours.asked == [100, 200, 400, 100])
    keeping.stop()
  }

  @Test func `by the machine's clock an attempt is made, and not before its time`() throws {
    let folder = Folder()
    let path = folder.file("board")
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform { fake.add(path) }
    wait { keeping.count("failed") == 1 }
    let failed = try #require(keeping.moment(ofLast: "failed"))
    let line = try Line(link: path)
    #expect(wait { keeping.count("opened") == 1 })
    let opened = try #require(keeping.moment(ofLast: "opened"))
    // The two clocks that are read differ by less than a millisecond.
    #expect(opened - failed > .milliseconds(ReopeningDelay.firstMilliseconds - 1))
    keeping.stop()
    line.unplug()
  }

  @Test func `more ports than the limit are refused by name`() throws {
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform {
      for number in 0...PortKeeper.portLimit { fake.add("/dev/none\(number)") }
    }
    let refused = SerialPortError.tooManyPorts(path: "/dev/none32", limit: 32)
    wait { keeping.diary.contains("failed \(refused)") }
    #expect(keeping.diary.contains("failed \(refused)"))
    keeping.stop()
  }

  @Test func `a stopped keeper closes its ports and says nothing more`() throws {
    let line = try Line()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    wait { keeping.count("opened") == 1 }
    keeping.stop()
    line.boardSends([1])
    line.close(try line.open())
    line.unplug()
    usleep(50_000)
    #expect(keeping.diary.count == 1)
  }
}

/// Runs a keeper and writes down what it tells.
private final class Keeping: @unchecked Sendable {
  private let queue = DispatchQueue(label: "test.keeper")
  private var entries: [String] = []
  private var moments: [ContinuousClock.Instant] = []
  private var port: SerialPort?
  private var keeper: PortKeeper?

  /// - Parameter hours: in the place of the machine's timer.
  init(
    _ discovery: any PortDiscovery, _ hours: Hours? = nil,
    wants: @escaping @Sendable (PortCandidate) -> Bool = { _ in true }
  ) {
    let handler: PortKeeper.Handler = { [weak self] in self?.note($0) }
    keeper =
      if let hours {
        PortKeeper(
          discovery: discovery, queue: queue, timer: hours.ask, wants: wants, handler: handler)
      } else {
        PortKeeper(discovery: discovery, queue: queue, wants: wants, handler: handler)
      }
    keeper?.start()
    queue.sync {}
  }

  private func note(_ event: PortKeeper.Event) {
    moments.append(.now)
    switch event {
    case .opened(let port, let candidate):
      self.port = port
      entries.append("opened \(candidate.path)")
    case .received(_, let bytes): entries.append("received \(bytes)")
    case .closed(_, let loss): entries.append("closed \(loss)")
    case .failed(let error): entries.append("failed \(error)")
    case .limited(let reason): entries.append("limited \(reason)")
    }
  }

  var diary: [String] { queue.sync { entries } }
  func count(_ word: String) -> Int { diary.count { $0.hasPrefix(word) } }
  /// When it last told something that begins so.
  func moment(ofLast word: String) -> ContinuousClock.Instant? {
    queue.sync { entries.lastIndex { $0.hasPrefix(word) }.map { moments[$0] } }
  }
  func write(_ bytes: [UInt8]) { queue.sync { port?.write(bytes) } }
  func perform(_ action: () -> Void) { queue.sync(execute: action) }
  func stop() { queue.sync { keeper?.stop() } }

  /// Waits for the openings that are under way, and until they are told of.
  func settle() {
    keeper?.openingQueue.sync {}
    queue.sync {}
  }

  /// It is the hour of the latest attempt that is due; waits for what comes of it.
  func retry(_ hours: Hours) {
    settle()
    queue.sync { hours.strike() }
    settle()
  }
}

/// A timer whose time comes when the test says so. Touched on the keeper's queue only, but for the
/// reading.
private final class Hours: Sendable {
  private let state = Mutex<(asked: [Int], action: (@Sendable () -> Void)?)>(([], nil))

  /// The milliseconds of every wait that was asked for.
  var asked: [Int] { state.withLock { $0.asked } }

  func ask(_ milliseconds: Int, _ action: @escaping @Sendable () -> Void) {
    state.withLock {
      $0.asked.append(milliseconds)
      $0.action = action
    }
  }

  func strike() {
    let action = state.withLock { $0.action }
    action?()
  }
}

/// A discovery that tells what the test tells it.
private final class FakeDiscovery: PortDiscovery {
  private var report: Report?

  func start(on queue: DispatchQueue, report: @escaping Report) {
    self.report = report
  }

  func stop() { report = nil }
  func add(_ path: String) { report?(.added(PortCandidate(path: path))) }
  func remove(_ path: String) { report?(.removed(path: path)) }
}
