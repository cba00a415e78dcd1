import BoothControl
import Foundation
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// What people read is there in every language.
@Suite struct PhraseTests {
  private typealias Texts = (name: String, words: [Words])

  private static func texts<Kind: Worded & CaseIterable>(_ kind: Kind.Type) -> Texts {
    // Without the room's name.
    let name = String(reflecting: kind).drop { $0 != "." }.dropFirst()
    return (String(name), kind.allCases.map(\.words))
  }

  private static let all = [
    texts(AccessPhrase.self), texts(AuditPhrase.self), texts(BoothAction.self),
    texts(CallColumn.self), texts(CallPhrase.self), texts(CardLink.self), texts(CardState.self),
    texts(EndCause.self),
    texts(ExplanationPhrase.self), texts(ImportPhrase.self), texts(MarkupPhrase.self),
    texts(MoneyPhrase.self), texts(Notice.self), texts(PanelRole.self), texts(Phrase.self),
    texts(PricePhrase.self), texts(QuotePhrase.self), texts(Refusal.self),
    texts(ReportPhrase.self),
    texts(SettingsPhrase.self), texts(Suspicion.self),
  ]

  /// Said alike in both.
  private static let alike: Set = ["Total", "Ticket", "Tickets", "Dest.", "Dur.", "No"]

  @Test(arguments: all.map(\.name))
  func `is there in both languages`(name: String) throws {
    let words = try #require(Self.all.first { $0.name == name }).words
    #expect(!words.isEmpty)
    for pair in words {
      #expect(!pair.spanish.isEmpty && !pair.english.isEmpty, "\(pair)")
      #expect(pair.spanish != pair.english || Self.alike.contains(pair.spanish), "\(pair)")
    }
  }

  /// So that no new one is forgotten above: the sources say which enumerations of words there are.
  @Test func `all enumerations of words are held to it`() throws {
    let room = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/OwnerPanel").standardizedFileURL
    let files = try #require(
      FileManager.default.enumerator(at: room, includingPropertiesForKeys: nil))
    var found: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: #/(?:enum|extension) ([\w.]+): ([^{]*)\{/#)
      where match.2.contains("Worded") {
        found.insert(String(match.1))
      }
    }
    // With a number or a name within them: each has a test of its own.
    let others: Set = [
      "Outcome", "AccessRefusal", "TechnicianRefusal", "LinkLoss", "PortReport.LeftAlone",
    ]
    #expect(found.subtracting(others) == Set(Self.all.map(\.name)))
    #expect(others.isSubset(of: found))
  }
}
