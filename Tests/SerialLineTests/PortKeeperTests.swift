import Dispatch
import Glibc
import Testing

@testable import SerialLine

@Suite struct PortKeeperTests {
  @Test func `a board is found, heard and answered`() async throws {
    let line = try Line()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    await wait { keeping.diary == ["opened \(line.path)"] }
    line.boardSends([1, 2, 3])
    await wait { keeping.diary.count >= 2 }
    #expect(keeping.diary.last == "received [1, 2, 3]")
    keeping.write([4, 5])
    await wait { line.heardByBoard == [4, 5] }
    #expect(line.heardByBoard == [4, 5])
    keeping.stop()
  }

  @Test func `a board that goes is noticed within 100 ms, and on its return within 500 ms`()
    async throws
  {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    await wait { keeping.count("opened") == 1 }
    var goings: [Duration] = []
    var returns: [Duration] = []
    for round in 1...5 {
      line.boardSends([UInt8](repeating: 7, count: 500))
      line.unplug()
      goings.append(try #require(await wait { keeping.count("closed") == round }))
      try await Task.sleep(for: .milliseconds(30))
      try line.plugIn()
      returns.append(try #require(await wait { keeping.count("opened") == round + 1 }))
    }
    // The middle of five: a machine busy with other work may be late now and then.
    #expect(goings.sorted()[2] < .milliseconds(100))
    #expect(returns.sorted()[2] < .milliseconds(500))
    keeping.stop()
  }

  @Test func `a port another program has is told once, and taken when it is free`() async throws {
    let line = try Line()
    let other = try line.open()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    await wait { keeping.count("failed") == 1 }
    let holder = PortHolder(processID: getpid())
    #expect(
      keeping.diary == ["failed \(SerialPortError.inUse(path: line.path, by: holder))"])
    // Long enough for two more attempts.
    try await Task.sleep(for: .milliseconds(400))
    #expect(keeping.diary.count == 1)
    line.close(other)
    await wait { keeping.count("opened") == 1 }
    #expect(keeping.diary.count == 2)
    keeping.stop()
  }

  @Test func `a path that is not there yet is told, and opened when it comes`() async throws {
    let folder = Folder()
    let path = folder.file("board")
    let keeping = Keeping(FixedPathDiscovery(paths: [path]))
    await wait { keeping.count("failed") == 1 }
    #expect(keeping.diary == ["failed \(SerialPortError.missing(path: path))"])
    let line = try Line(link: path)
    await wait { keeping.count("opened") == 1 }
    #expect(keeping.diary.last == "opened \(path)")
    keeping.stop()
    line.unplug()
  }

  @Test func `a path that is no port is told once and left waiting`() async throws {
    let folder = Folder()
    let path = folder.makeFile("file")
    let keeping = Keeping(FixedPathDiscovery(paths: [path]))
    try await Task.sleep(for: .milliseconds(400))
    #expect(keeping.diary == ["failed \(SerialPortError.notATerminal(path: path))"])
    keeping.stop()
  }

  @Test func `only wanted ports are opened`() async throws {
    let lines = try [Line(), Line()]
    let fake = FakeDiscovery()
    let keeping = Keeping(fake, wants: { $0.path == lines[1].path })
    for line in lines { keeping.perform { fake.add(line.path) } }
    await wait { keeping.count("opened") == 1 }
    #expect(keeping.diary == ["opened \(lines[1].path)"])
    keeping.stop()
  }

  @Test func `a port that is taken away while quiet is closed`() async throws {
    let line = try Line()
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform { fake.add(line.path) }
    await wait { keeping.count("opened") == 1 }
    keeping.perform { fake.remove(line.path) }
    #expect(keeping.diary == ["opened \(line.path)", "closed \(PortLoss.removed)"])
    // It is not opened again until it is told added.
    try await Task.sleep(for: .milliseconds(300))
    #expect(keeping.diary.count == 2)
    keeping.perform { fake.add(line.path) }
    await wait { keeping.count("opened") == 2 }
    #expect(keeping.count("opened") == 2)
    keeping.stop()
  }

  @Test func `a port taken away while it is being opened is not kept`() async throws {
    let line = try Line()
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform {
      fake.add(line.path)
      fake.remove(line.path)
    }
    try await Task.sleep(for: .milliseconds(200))
    #expect(keeping.diary == [])
    line.close(try line.open())
    keeping.stop()
  }

  @Test func `a port that is gone is tried less and less often, until it is told added`()
    async throws
  {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let path = line.path
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform { fake.add(path) }
    await wait { keeping.count("opened") == 1 }
    line.unplug()
    // Attempts after 100, 300 and 700 ms find nothing, and only the first says so.
    try await Task.sleep(for: .milliseconds(750))
    #expect(
      keeping.diary == [
        "opened \(path)", "closed \(PortLoss.hungUp)",
        "failed \(SerialPortError.missing(path: path))",
      ])
    // The next attempt is due after 1500 ms.
    try line.plugIn()
    try await Task.sleep(for: .milliseconds(250))
    #expect(keeping.count("opened") == 1)
    keeping.perform { fake.add(path) }
    let time = await wait { keeping.count("opened") == 2 }
    #expect(try #require(time) < .milliseconds(300))
    keeping.stop()
  }

  @Test func `more ports than the limit are refused by name`() async throws {
    let fake = FakeDiscovery()
    let keeping = Keeping(fake)
    keeping.perform {
      for number in 0...PortKeeper.portLimit { fake.add("/dev/none\(number)") }
    }
    let refused = SerialPortError.tooManyPorts(path: "/dev/none32", limit: 32)
    await wait { keeping.diary.contains("failed \(refused)") }
    #expect(keeping.diary.contains("failed \(refused)"))
    keeping.stop()
  }

  @Test func `a stopped keeper closes its ports and says nothing more`() async throws {
    let line = try Line()
    let keeping = Keeping(FixedPathDiscovery(paths: [line.path]))
    await wait { keeping.count("opened") == 1 }
    keeping.stop()
    line.boardSends([1])
    line.close(try line.open())
    line.unplug()
    try await Task.sleep(for: .milliseconds(50))
    #expect(keeping.diary.count == 1)
  }
}

/// Runs a keeper and writes down what it tells.
private final class Keeping: @unchecked Sendable {
  private let queue = DispatchQueue(label: "test.keeper")
  private var entries: [String] = []
  private var port: SerialPort?
  private var keeper: PortKeeper?

  init(
    _ discovery: any PortDiscovery,
    wants: @escaping @Sendable (PortCandidate) -> Bool = { _ in true }
  ) {
    keeper = PortKeeper(discovery: discovery, queue: queue, wants: wants) { [weak self] in
      self?.note($0)
    }
    keeper?.start()
    queue.sync {}
  }

  private func note(_ event: PortKeeper.Event) {
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
  func write(_ bytes: [UInt8]) { queue.sync { port?.write(bytes) } }
  func perform(_ action: () -> Void) { queue.sync(execute: action) }
  func stop() { queue.sync { keeper?.stop() } }
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
