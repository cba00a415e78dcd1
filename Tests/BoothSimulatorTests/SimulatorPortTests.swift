import BoothProtocol
import BoothSimulator
import Glibc
import Testing

@Suite struct SimulatorPortTests {
  private func openShop(link: String? = nil) throws -> BoardOnPort {
    let port = try BoardOnPort(simulatorOptions(), link: link)
    port.start()
    return port
  }

  @Test func `a board on a terminal shakes hands and tells of a lifted handset`() throws {
    let port = try openShop()
    defer { port.stop() }
    let host = try #require(port.path.flatMap { RealHost(path: $0) })
    #expect(host.open())
    #expect(host.identity?.lineCount == 8)
    port.perform { $0.board.lift(line: 4) }
    #expect(host.run { host.events.contains { $0.kind == .offHook(line: 4) } })
  }

  @Test func `the board outlives its host, and tells the next one what it missed`() throws {
    let port = try openShop()
    defer { port.stop() }
    let path = try #require(port.path)
    let killed = try #require(RealHost(path: path))
    #expect(killed.run { !killed.events.isEmpty })
    killed.close()
    let start = ContinuousClock.now
    port.perform { $0.board.lift(line: 1) }
    usleep(50_000)
    port.perform { $0.board.hangUp(line: 1) }
    let longest = (ContinuousClock.now - start) / .milliseconds(1) + 1
    let next = try #require(RealHost(path: path, nonce: 2))
    #expect(next.run { next.events.contains { $0.kind == .onHook(line: 1) } })
    #expect(next.events.map(\.kind).suffix(2) == [.offHook(line: 1), .onHook(line: 1)])
    let ticks = next.events.suffix(2).map(\.tick.milliseconds)
    #expect((50...Int64(longest)).contains(ticks[1] - ticks[0]))
  }

  @Test func `a pulled plug hangs up, and comes back under the same link`() throws {
    let link = "/tmp/cabina-simulator-test-\(getpid())-plug"
    let port = try openShop(link: link)
    defer { port.stop() }
    #expect(port.path == link)
    let host = try #require(RealHost(path: link))
    #expect(host.open())
    port.perform { $0.begin(.unplug(milliseconds: nil)) }
    #expect(port.device == nil)
    #expect(host.run { host.hasHungUp })
    #expect(access(link, F_OK) != 0)
    port.perform { $0.plug() }
    #expect(port.device != nil)
    // For a time of its own, which may be over before anyone looks.
    let isOut = port.perform { shop in
      shop.begin(.unplug(milliseconds: 300))
      return !shop.isPlugged
    }
    #expect(isOut)
    #expect(waitFor { port.device != nil })
    let again = try #require(RealHost(path: link, nonce: 2))
    #expect(again.open())
    #expect(again.identity?.bootID == 1)
  }

  @Test func `when it is closed the link is gone`() throws {
    let link = "/tmp/cabina-simulator-test-\(getpid())-stop"
    let port = try openShop(link: link)
    #expect(access(link, F_OK) == 0)
    port.stop()
    #expect(access(link, F_OK) != 0)
    #expect(port.path == link)
    #expect(port.device == nil)
  }

  @Test func `an idle board sleeps until something is due`() throws {
    let port = try openShop()
    defer { port.stop() }
    let start = ContinuousClock.now
    usleep(500_000)
    let count = port.wakeCount
    // Announced once a second; woken for nothing else.
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(count <= 2 + Int(seconds.rounded(.up)))
  }

  /// - Returns: whether it came true within a minute.
  private func waitFor(_ isTrue: () -> Bool) -> Bool {
    for _ in 0..<6000 {
      if isTrue() { return true }
      usleep(10_000)
    }
    return isTrue()
  }
}
