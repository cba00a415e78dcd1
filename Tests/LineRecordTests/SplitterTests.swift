import LineRecord
import Testing

@Suite struct `A line cut into runs` {
  private func runs(
    _ pieces: [[UInt8]], _ direction: LineDirection = .toHost, at time: Int64 = 1_000
  ) -> [LineRun] {
    var splitter = RecordSplitter()
    return pieces.flatMap { splitter.take($0, direction, at: time) } + splitter.finish()
  }

  @Test func `is, put together, every byte that was there, however it came`() {
    var draw = Draw(1)
    for _ in 0..<200 {
      let stream = draw.bytes(draw.number(0...900))
      let whole = runs([stream])
      #expect(whole.flatMap(\.bytes) == stream)
      #expect(whole.allSatisfy { (1...LineRun.maximumLength).contains($0.bytes.count) })
      #expect(runs(draw.pieces(of: stream)) == whole)
      #expect(runs(stream.map { [$0] }) == whole)
    }
  }

  @Test func `keeps the zeros before a frame with it`() {
    let found = runs([[0, 0, 7, 8, 0, 9, 0, 0]])
    #expect(found.map(\.bytes) == [[0, 0, 7, 8, 0], [9, 0], [0]])
    #expect(found.map(\.isSilence) == [false, false, true])
  }

  @Test func `is cut at 256 bytes where no frame ends`() {
    let noise = [UInt8](repeating: 1, count: 600)
    #expect(runs([noise]).map(\.bytes.count) == [256, 256, 88])
    #expect(runs([[UInt8](repeating: 0, count: 257)]).map(\.bytes.count) == [256, 1])
  }

  @Test func `tells what stands still after 100 ms, with the time of its last byte`() {
    var splitter = RecordSplitter()
    #expect(splitter.take([1], .toHost, at: 1_000) == [])
    #expect(splitter.take([2], .toBoard, at: 50_000) == [])
    #expect(splitter.isHolding)
    #expect(splitter.flushIdle(at: 100_999) == [])
    let first = LineRun(direction: .toHost, microseconds: 1_000, bytes: [1])
    #expect(splitter.flushIdle(at: 101_000) == [first])
    // The other direction is told by what comes next.
    let second = LineRun(direction: .toBoard, microseconds: 50_000, bytes: [2])
    let third = LineRun(direction: .toHost, microseconds: 200_000, bytes: [3, 0])
    #expect(splitter.take([3, 0], .toHost, at: 200_000) == [second, third])
    #expect(!splitter.isHolding)
  }

  @Test func `holds nothing back when the clock is set back`() {
    var splitter = RecordSplitter()
    _ = splitter.take([1], .toHost, at: 5_000_000)
    #expect(splitter.flushIdle(at: 1_000).map(\.bytes) == [[1]])
  }

  @Test func `keeps its directions apart`() {
    var splitter = RecordSplitter()
    _ = splitter.take([1, 2], .toHost, at: 1)
    let sent = splitter.take([3, 0], .toBoard, at: 2)
    #expect(sent == [LineRun(direction: .toBoard, microseconds: 2, bytes: [3, 0])])
    let received = splitter.take([4, 0], .toHost, at: 3)
    #expect(received == [LineRun(direction: .toHost, microseconds: 3, bytes: [1, 2, 4, 0])])
  }
}
