/// The instants that payments and deposits bear. One without a key is known on disk by its instant,
/// so no two bear the same one. They follow the box's clock wherever it is put, since a time that
/// was wrong once must not be every later one's.
struct MoneyTimes: Hashable, Sendable {
  /// As they were given, oldest first. Older ones can be met again only within the one millisecond
  /// to which the clock would have to be put back.
  private var given: [WallTime]

  static let limit = 512

  init(_ restored: [WallTime]) { given = restored.suffix(Self.limit) }

  /// `time`, or the first instant after it that none bears.
  mutating func next(at time: WallTime) -> WallTime {
    var next = time
    while given.contains(next) { next = WallTime(milliseconds: next.milliseconds + 1) }
    if given.count == Self.limit { given.removeFirst() }
    given.append(next)
    return next
  }
}
