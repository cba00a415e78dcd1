import Dispatch

/// The first disagreement in the order of the seeds, whoever of the workers finds it.
final class FirstFound: @unchecked Sendable {
  private let queue = DispatchQueue(label: "found")
  private var found: (place: Int, disagreement: Disagreement, call: RandomCall)?

  var first: (place: Int, disagreement: Disagreement, call: RandomCall)? {
    queue.sync { found }
  }

  /// Whether nothing has been found at an earlier place.
  func isBefore(_ place: Int) -> Bool { queue.sync { found.map { place < $0.place } ?? true } }

  func report(_ place: Int, _ disagreement: Disagreement, _ call: RandomCall) {
    queue.sync {
      if found.map({ place < $0.place }) ?? true { found = (place, disagreement, call) }
    }
  }
}
