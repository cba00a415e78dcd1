/// Commands that wait for their turn, most urgent first, and never more than fit.
///
/// Control (cut, connect, tone, ring, tests, configuration) comes before leases, leases before
/// displays. Control keeps its order, save that a cut goes before all that is not of its own line.
struct CommandQueue {
  static let controlLimit = 128
  /// 32 lines of 32 places each: more than any display of characters has.
  static let displayLimit = 1024

  private var control: [Command] = []
  /// At most one a line, so at most 32.
  private var renewals: [LeaseRenewal] = []
  /// At most one a place.
  private var displays: [Command] = []
  /// Texts for which there was no room.
  private(set) var displaysDropped = 0

  var isEmpty: Bool { control.isEmpty && renewals.isEmpty && displays.isEmpty }

  /// Whether something waits for which a display gives way.
  var isUrgent: Bool { !control.isEmpty || !renewals.isEmpty }

  /// Queues a command that has been checked. The one given back, if any, found no room: of displays
  /// the oldest, and never a cut, save one that a newer cut of the same line replaces.
  mutating func add(_ command: Command) -> Command? {
    switch command {
    case .lease(let newer):
      for renewal in newer {
        renewals.removeAll { $0.line == renewal.line }
        renewals.append(renewal)
      }
      return nil
    case .display:
      displays.removeAll { $0.displayPlace == command.displayPlace }
      displays.append(command)
      return excessDisplay()
    case .cut(let line, _, _):
      let excess = control.count < Self.controlLimit ? nil : makeRoom()
      control.insert(command, at: placeForCut(of: line))
      return excess
    default:
      guard control.count < Self.controlLimit else { return command }
      control.append(command)
      return nil
    }
  }

  /// Takes back a lease or display that gave way to a more urgent command, unless a newer one
  /// waits. The display given back, if any, found no room.
  mutating func putBack(_ command: Command) -> Command? {
    switch command {
    case .lease(let older):
      let missing = older.filter { renewal in !renewals.contains { $0.line == renewal.line } }
      renewals.insert(contentsOf: missing, at: 0)
    case .display:
      guard !displays.contains(where: { $0.displayPlace == command.displayPlace }) else {
        return nil
      }
      displays.insert(command, at: 0)
      return excessDisplay()
    default: break
    }
    return nil
  }

  /// Takes the most urgent command; a lease renews as many lines as fit in one.
  mutating func next() -> Command? {
    if !control.isEmpty { return control.removeFirst() }
    if !renewals.isEmpty {
      let count = min(LeaseRenewal.maximumCount, renewals.count)
      defer { renewals.removeFirst(count) }
      return .lease(Array(renewals.prefix(count)))
    }
    return displays.isEmpty ? nil : displays.removeFirst()
  }

  /// Whether what waits should not wait for `command`, which is in flight.
  func hasMoreUrgent(than command: Command) -> Bool {
    switch command {
    case .display: isUrgent
    case .lease: !control.isEmpty
    default: false
    }
  }

  private mutating func excessDisplay() -> Command? {
    guard displays.count > Self.displayLimit else { return nil }
    displaysDropped += 1
    return displays.removeFirst()
  }

  /// After what waits for its own line, and after the cuts that follow that.
  private func placeForCut(of line: Int) -> Int {
    let own = control.lastIndex { $0.line == line }
    var place = own.map { $0 + 1 } ?? 0
    while place < control.count, control[place].isCut { place += 1 }
    return place
  }

  private mutating func makeRoom() -> Command? {
    // When all are cuts some line has several, for there are fewer lines than places: the older one
    // of such a line is for a call that has ended, or there would be no newer one.
    let index =
      control.lastIndex { !$0.isCut }
      ?? control.indices.first { index in
        control[(index + 1)...].contains { $0.line == control[index].line }
      }
    return index.map { control.remove(at: $0) }
  }
}

extension Command {
  fileprivate var isCut: Bool {
    if case .cut = self { true } else { false }
  }

  /// The line it is for; nil when it is for several or for none.
  fileprivate var line: Int? {
    switch self {
    case .tone(let line, _, _), .connect(let line, _, _, _, _), .cut(let line, _, _),
      .ring(let line, _, _), .display(let line, _, _, _, _), .lineTest(let line):
      line
    case .lease, .configure, .readLines, .statistics, .reset: nil
    }
  }

  /// Where a text goes; nil when this is none.
  fileprivate var displayPlace: DisplayPlace? {
    guard case .display(let line, let row, let column, _, _) = self else { return nil }
    return DisplayPlace(line: line, row: row, column: column)
  }
}

private struct DisplayPlace: Equatable {
  let line: Int
  let row: Int
  let column: Int
}
