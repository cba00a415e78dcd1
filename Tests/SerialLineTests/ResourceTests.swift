import Glibc
import Testing

@testable import SerialLine

/// Measured in processes of their own: here other tests open files and use the processor too.
@Suite struct ResourceTests {
  @Test func `a hundred reopenings, closings and unpluggings leak nothing and leave no work`()
    async
  {
    await #expect(processExitsWith: .success) {
      let line = try Line()
      // What this process was born with is not counted.
      let inherited = SystemFiles.names(in: "/proc/self/fd").count
      for _ in 0..<100 { try reopen(line) }
      // The simulated board holds both ends of its terminal; the last closing may be under way.
      wait { openTerminals().count <= 2 }
      #expect(openTerminals().count == 2)
      // The rest is libdispatch's and the system's, a dozen or so, not one for each round.
      #expect(SystemFiles.names(in: "/proc/self/fd").count - inherited < 50)

      // A source that spins on a hang-up takes all of it.
      #expect(quietest() < .milliseconds(25))
    }
  }

  @Test func `an open, quiet line takes no processor time, once it has been full`() async {
    await #expect(processExitsWith: .success) {
      let line = try Line(isListening: false)
      let port = try line.open()
      var sent = 0
      while line.unsentByteCount(of: port) == 0 {
        line.hostSends([UInt8](repeating: 0, count: 512), through: port)
        sent += 512
      }
      line.listen()
      wait { line.heardByBoard.count == sent }
      #expect(line.heardByBoard.count == sent)
      // A source that goes on telling of room takes all of it.
      #expect(quietest() < .milliseconds(25))
      line.close(port)
    }
  }

  @Test func `a port left aside unstarted is closed`() async {
    await #expect(processExitsWith: .success) {
      let line = try Line()
      for _ in 0..<10 { _ = try SerialPort.open(line.path) }
      #expect(openTerminals().count == 2)
    }
  }
}

/// One host's visit, then the board's, each ended by its own side.
private func reopen(_ line: Line) throws {
  line.close(try line.open())
  let lossCount = line.told.count
  try line.open()
  line.unplug()
  wait { line.told.count > lossCount }
  #expect(line.told.count == lossCount + 1)
  try line.plugIn()
}

/// The pseudo-terminals this process has open, one entry a descriptor.
private func openTerminals() -> [String] {
  SystemFiles.names(in: "/proc/self/fd")
    .compactMap { SystemFiles.target(ofLink: "/proc/self/fd/\($0)") }
    .filter { $0.hasPrefix("/dev/pt") }
}

/// The processor time of half a second, of three the least: what has just begun or ended may still
/// take some, and takes it once.
private func quietest() -> Duration {
  (0..<3).map { _ in
    let before = processorTime()
    usleep(500_000)
    return processorTime() - before
  }.min() ?? .zero
}

private func processorTime() -> Duration {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return [usage.ru_utime, usage.ru_stime].reduce(.zero) {
    $0 + .seconds($1.tv_sec) + .microseconds($1.tv_usec)
  }
}
