import BoothProtocol

/// A host link and a board on a wire that takes 2 ms, loses and damages what it is told to, and
/// repeats some frames. What is told is stored 5 ms later.
struct FaultyWire {
  var host = HostLink()
  var board = PeerBoard()
  var lossPercent: Int
  var damagePercent: Int
  var repeatPercent: Int
  private(set) var time: Int64 = 0
  private(set) var told: [HostLink.Effect] = []
  private var random: SplitMix64
  private var toHost: [(due: Int64, item: [UInt8])] = []
  private var toBoard: [(due: Int64, item: [UInt8])] = []
  private var toStore: [(due: Int64, item: UInt32)] = []

  init(seed: UInt64, lossPercent: Int = 0, damagePercent: Int = 0, repeatPercent: Int = 0) {
    random = SplitMix64(seed: seed)
    self.lossPercent = lossPercent
    self.damagePercent = damagePercent
    self.repeatPercent = repeatPercent
  }

  mutating func feed(_ input: HostLink.Input) {
    for effect in host.handle(input, at: Moment(milliseconds: time)) {
      switch effect {
      case .write(let bytes): toBoard += spoil(bytes)
      case .event(let event):
        toStore.append((time + 5, event.number))
        told.append(effect)
      default: told.append(effect)
      }
    }
  }

  mutating func run(milliseconds: Int64, each: (inout FaultyWire) -> Void = { _ in }) {
    for _ in 0..<milliseconds {
      time += 1
      for bytes in Self.due(&toHost, at: time) { feed(.received(bytes)) }
      for bytes in Self.due(&toBoard, at: time) {
        toHost += board.receive(bytes, at: time).flatMap { spoil($0) }
      }
      for number in Self.due(&toStore, at: time) { feed(.acknowledge(upTo: number)) }
      toHost += board.poll(at: time).flatMap { spoil($0) }
      if let deadline = host.deadline, deadline.milliseconds <= time { feed(.timer) }
      each(&self)
    }
  }

  /// What has been under way long enough.
  private static func due<Item>(
    _ queue: inout [(due: Int64, item: Item)], at time: Int64
  ) -> [Item] {
    let count = queue.prefix { $0.due <= time }.count
    defer { queue.removeFirst(count) }
    return queue.prefix(count).map(\.item)
  }

  private mutating func spoil(_ bytes: [UInt8]) -> [(due: Int64, item: [UInt8])] {
    if random.happens(percent: lossPercent) { return [] }
    var bytes = bytes
    if random.happens(percent: damagePercent) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      bytes[index] ^= UInt8.random(in: 1 ... .max, using: &random)
    }
    let copies = random.happens(percent: repeatPercent) ? 2 : 1
    return [(due: Int64, item: [UInt8])](repeating: (time + 2, bytes), count: copies)
  }
}
