import Notation

extension APIIndex {
  /// A path of the API, asked in one way: what the index and the OpenAPI document say of it, and what
  /// the tests hold its answers to. A new one goes into the list of its subject, with a route.
  struct Entry: Hashable, Sendable {
    var method: HTTPMethod
    /// Below `/api/v1`, with names in braces for what changes.
    var path: String
    /// Of this entry alone: what a client's function for it is called.
    var name: String
    var tag: APITag
    /// What it does.
    var words: Words
    /// How it is asked; in the index only, since the document has parameters and bodies.
    var usage: Words?
    /// What else there is to know; in the document only, in English.
    var detail: String?
    /// Those of the path and of the query.
    var parameters: [APIParameter]
    /// nil: there is none.
    var body: APIContent?
    /// When it is done.
    var answer: APIContent
    /// It is the same until the program is another, and has a tag to ask for it again by.
    var isFixed: Bool
    /// Why it may not be done, an example of each, besides what any path may say.
    var refusals: [Outcome]

    init(
      _ method: HTTPMethod, _ path: String, named name: String, of tag: APITag, _ words: Words,
      usage: Words? = nil, detail: String? = nil, parameters: [APIParameter] = [],
      body: APIContent? = nil, answer: APIContent, isFixed: Bool = false,
      refusals: [Outcome] = []
    ) {
      self.method = method
      self.path = path
      self.name = name
      self.tag = tag
      self.words = words
      self.usage = usage
      self.detail = detail
      self.parameters = parameters
      self.body = body
      self.answer = answer
      self.isFixed = isFixed
      self.refusals = refusals
    }

    /// Whether it only tells.
    var isReading: Bool { method == .get }

    /// Who may ask, as the route has it.
    var permission: Permission {
      let segments = path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : String($0) }
      return Route(["api", "v1"] + segments)?.permission(of: method) ?? .owner
    }

    /// What it may be refused with.
    var allRefusals: [Outcome] {
      // A page of another origin is not told apart before it asks for a change.
      let always: [Outcome] =
        [.localStranger(.example), .wrongHost] + (isReading ? [] : [.otherOrigin])
      var ofLogin: [Outcome] = permission == .anyone ? [] : [.loginNeeded]
      if permission == .owner { ofLogin.append(.notAllowed) }
      // Who logs in has no token yet.
      if !isReading, permission != .anyone { ofLogin.append(.wrongToken) }
      let ofBody: [Outcome] = body == nil ? [] : [.badBody("…"), .notJSON]
      return refusals + ofBody.filter { added in !refusals.contains { $0.code == added.code } }
        + ofLogin + always
    }

    /// The same, those of one status together, by status.
    var refusalsByStatus: [[Outcome]] {
      let statuses = Set(allRefusals.map(\.status.rawValue)).sorted()
      return statuses.map { status in allRefusals.filter { $0.status.rawValue == status } }
    }
  }
}

/// What a body or an answer has in it.
struct APIContent: Hashable, Sendable {
  struct Example: Hashable, Sendable {
    var name: String
    /// JSON.
    var value: String
  }

  var shape: APIComponent
  var examples: [Example]

  /// `examples`: JSON by what it is an example of.
  init(_ shape: APIComponent, _ examples: KeyValuePairs<String, String>) {
    self.shape = shape
    self.examples = examples.map { Example(name: $0.key, value: $0.value) }
  }

  /// Of a change.
  static let done = APIContent(.done, ["done": #"{"result":"done"}"#])
}

/// What the document groups its paths by.
enum APITag: String, Hashable, Sendable, CaseIterable {
  case shop = "Shop"
  case technician = "Boards"
  case calls = "Calls"
  case accounts = "Customers' money"
  case payments = "Payments to the provider"
  case prices = "Prices"
  case imports = "Imports of prices"
  case audit = "Audit"
  case reports = "Balance, reports and settings"
  case access = "Who may use it"
  case interface = "This interface"

  var description: String {
    switch self {
    case .shop: "What the shop is doing now, and what may be done about it at once."
    case .technician: "Ports, boards and lines, for the technician; what boards are asked."
    case .calls: "Every call, why it costs what it costs, and the owner's word on odd ones."
    case .accounts: "What booths owe and have, tickets, and what a call would cost."
    case .payments: "What the centre has paid; each moves the balance."
    case .prices: "The owner's prices, the provider's, the markup and the rounding."
    case .imports: "A whole price list takes the place of another, entire or not at all."
    case .audit: "Who changed what: every record has the hash of the one before it."
    case .reports: "What calls came to, what moved the balance, and how the shop is made up."
    case .access: "Logging in and out, and who has a password."
    case .interface: "What there is to ask."
    }
  }
}

extension [Outcome] {
  /// What reading the ledger may come to.
  static let ofReading: [Outcome] = [.starting, .listUnreadable("disk I/O error")]
  /// What asking the core for a change may come to.
  static let ofCore: [Outcome] = [
    .starting, .notStored("database or disk is full"), .busy, .noAnswer,
  ]
  /// What asking for prices or audit may come to.
  static let ofPriceReading: [Outcome] = [.listUnreadable("disk I/O error"), .busy, .noAnswer]
  /// What changing prices may come to.
  static let ofPriceChange: [Outcome] = [
    .notStored("database or disk is full"), .busy, .noAnswer,
  ]
}
