import Notation

/// Records of the audit, newest first.
struct AuditListAnswer: Decodable {
  struct Record: Decodable {
    let number: Int64
    let at: String
    let actor: String
    let action: String
    let subject: String
    let before: String?
    let after: String?
    /// The same as the page has it.
    let words: RecordWords
  }

  struct RecordWords: Decodable {
    let actor: String
    let action: String
    let subject: String
    let before: String?
    let after: String?
  }

  let next: Int64?
  let records: [Record]
}

/// One record; and of an import, what it changed.
struct AuditDetailAnswer: Decodable {
  struct Changes: Decodable {
    struct Row: Decodable {
      let prefix: String
      let before: PrefixRecord?
      let after: PrefixRecord?
    }

    let added: Int
    let removed: Int
    let changed: Int
    let first: [Row]
  }

  let record: AuditListAnswer.Record
  let changes: Changes?
}

extension AuditDetailAnswer.Changes {
  func summary(_ say: Language) -> String {
    say(
      "nuevos: \(added), quitados: \(removed), cambiados: \(changed)",
      "\(added) added, \(removed) removed, \(changed) changed")
  }
}
