import BoothControl
import BoothProtocol
import Notation
import OwnerPanel
import Rating

/// A line of the journal for each call that ends: whose, with whom, how long, for how much, and why
/// it is over. What a batch says of an end does not name the booth, so what was authorised is kept
/// until then.
struct CallJournal {
  private var open: [CallID: CallAuthorisation] = [:]
  private let currency: AmountFormat

  /// More than booths can have; what is beyond was refused by the ledger and never ends.
  private static let limit = 1024

  /// `open`: the calls that are in progress at the start.
  init(currency: AmountFormat, open calls: [OpenCall] = []) {
    self.currency = currency
    for call in calls { open[call.authorisation.call] = call.authorisation }
  }

  /// Takes what is about to be written; the lines for the calls that end with it.
  mutating func lines(for entries: [LedgerEntry]) -> [String] {
    var lines: [String] = []
    for entry in entries {
      switch entry {
      case .callAuthorised(let authorisation):
        if open.count >= Self.limit, let oldest = open.keys.min() { open[oldest] = nil }
        open[authorisation.call] = authorisation
      case .callEnded(let end):
        lines.append(line(open.removeValue(forKey: end.call), end))
      default: break
      }
    }
    return lines
  }

  private func line(_ authorisation: CallAuthorisation?, _ end: CallEnd) -> String {
    var parts = ["call \(end.call)"]
    if let authorisation {
      parts = ["booth \(authorisation.booth): call \(end.call)" + place(authorisation)]
    }
    if let talked = end.talked {
      parts.append("\(talked.secondsBegun) s")
      let isCharged = authorisation?.isCharged ?? true
      parts.append(isCharged ? currency.amount(end.charge) : "uncharged")
    } else {
      parts.append(authorisation?.isLost == true ? "no answer told" : "not answered")
    }
    parts.append(Language.english(end.cause).inSentence)
    parts += end.suspicions.map { "for review: " + Language.english($0).inSentence }
    return parts.joined(separator: ", ")
  }

  private func place(_ authorisation: CallAuthorisation) -> String {
    guard !authorisation.isLost else { return ", of which nobody knows to whom" }
    let place = authorisation.price?.charge.description ?? "emergency"
    return " to \(authorisation.number)" + (place.isEmpty ? "" : " (\(place))")
  }
}

extension String {
  /// «The board restarted» within a sentence of ours.
  var inSentence: String { prefix(1).lowercased() + dropFirst() }
}
