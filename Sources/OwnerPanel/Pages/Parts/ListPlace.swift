import Notation

/// How many rows of a list a page has, of lists that are numbered.
enum PageSize {
  static let usual = 26

  static func read(_ parameters: Parameters, usual: Int = usual) throws(Outcome) -> Int {
    guard let text = parameters["size"] else { return usual }
    guard let size = Int(text), (1...CallListQuery.largestSize).contains(size) else {
      throw .badQuery("size: 1…\(CallListQuery.largestSize)")
    }
    return size
  }
}

/// Where a page of such a list stands, newest first.
enum ListPlace: Hashable, Sendable {
  case newest
  /// Older ones than the row of this number.
  case before(Int64)
  /// Newer ones than it, those next to it.
  case after(Int64)

  /// `?before=40`, `?after=40`
  init(_ parameters: Parameters) throws(Outcome) {
    switch (try Self.number("before", parameters), try Self.number("after", parameters)) {
    case (nil, nil): self = .newest
    case (let before?, nil): self = .before(before)
    case (nil, let after?): self = .after(after)
    case (_?, _?): throw .badQuery("before, after: only one of them")
    }
  }

  private static func number(
    _ name: String, _ parameters: Parameters
  ) throws(Outcome) -> Int64? {
    guard let text = parameters[name], !text.isEmpty else { return nil }
    guard let number = Int64(text), number > 0 else { throw .badQuery("\(name): 1…") }
    return number
  }

  var before: Int64? { if case .before(let number) = self { number } else { nil } }
  var after: Int64? { if case .after(let number) = self { number } else { nil } }

  /// As a part of an address; nil: it needs none.
  var parameter: (name: String, value: String)? {
    switch self {
    case .newest: nil
    case .before(let number): ("before", String(number))
    case .after(let number): ("after", String(number))
    }
  }
}

/// Where the pages beside one lead; nil: nowhere.
struct ListTurns {
  var newer: ListPlace?
  var older: ListPlace?

  /// Of a page at `place` with the rows `numbers`. `next`: where others begin that way; nil: there are
  /// none.
  init(at place: ListPlace, _ numbers: [Int64], next: Int64?) {
    switch place {
    case .newest, .before:
      newer = place.before.map { .after(numbers.first ?? max(1, $0 - 1)) }
      older = next.map { .before($0) }
    case .after(let number):
      newer = next.map { .after($0) }
      older = .before(numbers.last ?? number + 1)
    }
  }

  /// The links below the list.
  func links(
    _ say: Language, at place: ListPlace, address: (ListPlace) -> String
  ) -> [(text: String, address: String?)] {
    [
      (say(MoneyPhrase.newest), place == .newest ? nil : address(.newest)),
      (say(.newer), newer.map(address)), (say(.older), older.map(address)),
    ]
  }
}
