import Rating

/// What the command line reads of the daemon's answers; their whole shapes are at `ShopJSON` of the
/// page.
struct ShopAnswer: Decodable {
  struct Booth: Decodable {
    let number: String
    let name: String
    let state: String
    /// While dialling, and of a number that was refused.
    let dialled: String?
    let refusalText: String?
    let disabled: Bool
    let nextCallUncharged: Bool
    let call: Call?
    let account: Account
  }

  /// Since the booth's last ticket.
  struct Account: Decodable {
    let credit: String
    let calls: Int64
    /// Below zero: to be paid back.
    let due: String
  }

  struct Call: Decodable {
    let number: String
    let destination: String
    let seconds: Int64
    /// nil: an emergency call, or, if it was to be charged, nobody knows.
    let price: String?
    let total: String
    let charged: Bool
  }

  struct Board: Decodable {
    let uid: String
    let connected: Bool
    let firmware: String
  }

  let name: String
  let stale: Bool
  let currency: CurrencyAnswer
  let balance: String?
  /// Below the owner's warning.
  let balanceLow: Bool?
  /// Its configuration was edited since it was read.
  let restartNeeded: Bool?
  let booths: [Booth]
  let boards: [Board]
}

struct CurrencyAnswer: Decodable {
  let code: String
  let symbol: String
  let decimals: Int

  /// An amount as the daemon gives it, a decimal text, the way people read it.
  func written(_ text: String) -> String {
    let format = AmountFormat(code: code, symbol: symbol, decimals: decimals)
    // A sum may be above what one payment may be.
    let most = Money(micros: 9_000_000_000_000_000_000)
    let money = try? Money(text, least: .zero - most, most: most)
    return money.map { format.amount($0) } ?? text
  }
}

struct CallsAnswer: Decodable {
  struct Call: Decodable {
    let id: Int64
    let booth: String
    let at: String
    let number: String
    let destination: String
    let seconds: Int64
    /// nil: an emergency call, or nobody knows.
    let price: String?
    let charge: String
    /// Whether a customer pays for it.
    let charged: Bool
    let open: Bool
    let endText: String?
    /// By their names in the interface.
    let suspicions: [String]
    let review: String
    /// The owner's review: stands, waived; nil: none.
    let verdict: String?
    /// nil: it is not collected yet.
    let ticket: Int64?

    /// What was promised for it is not known any more.
    var isLost: Bool { suspicions.contains("authorisationLost") }
  }

  let currency: CurrencyAnswer
  let total: Int
  /// There may be more than that, which were not counted; nil: an older daemon does not say.
  let totalIsLeast: Bool?
  /// nil: there are no older ones.
  let next: String?
  let calls: [Call]
}

struct PaymentsAnswer: Decodable {
  struct Payment: Decodable {
    let number: Int64
    let at: String
    /// nil: nobody said.
    let paidOn: String?
    let amount: String
    let reference: String
    let by: String
  }

  let currency: CurrencyAnswer
  /// nil: there are no older ones.
  let next: Int64?
  let payments: [Payment]
}

struct RefusalAnswer: Decodable {
  let error: String
  let message: String
}

struct LinksAnswer: Decodable {
  struct Link: Decodable {
    let port: String
    /// nil: nobody there has introduced itself.
    let board: String?
    let driftAlarm: Bool
    let driftPartsPerBillion: Int64
    let roundTripMicroseconds: Int64
    let ringHighWater: Int64
    let framesReceived: Int64
    let framesSent: Int64
    let crcErrors: Int64
    let malformed: Int64
    let resyncs: Int64
    let duplicateEvents: Int64
    let retransmissions: Int64
    let sessions: Int64
  }

  let links: [Link]
}

struct UsersAnswer: Decodable {
  struct User: Decodable {
    let name: String
    let role: String
  }

  let users: [User]
}
