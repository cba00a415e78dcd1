/// Every shape that has a name, in the order of the document; the raw value is the name.
enum APIComponent: String, Hashable, Sendable, CaseIterable {
  // Values.
  case amount = "Amount"
  case askedAmount = "AskedAmount"
  case askedSum = "AskedSum"
  case price = "Price"
  case askedPrice = "AskedPrice"
  case percent = "Percent"
  case time = "Time"
  case askedTime = "AskedTime"
  case day = "Day"
  case boothNumber = "BoothNumber"
  case digits = "Digits"
  case prefix = "Prefix"
  case key = "Key"
  case note = "Note"
  case currency = "Currency"
  // Answers of every kind.
  case index = "Index"
  case document = "Document"
  case done = "Done"
  case refusal = "Refusal"
  // The shop.
  case shop = "Shop"
  case booth = "Booth"
  case boothCall = "BoothCall"
  case boothAccount = "BoothAccount"
  case board = "Board"
  case dialling = "Dialling"
  case links = "Links"
  case link = "Link"
  // Boards, for the technician.
  case ports = "Ports"
  case port = "Port"
  case portBoard = "PortBoard"
  case lineStatus = "LineStatus"
  case newCommand = "NewCommand"
  case commandAnswer = "CommandAnswer"
  case traffic = "Traffic"
  // Calls.
  case calls = "Calls"
  case call = "Call"
  case callStatement = "CallStatement"
  case reviews = "Reviews"
  case review = "Review"
  case explanation = "Explanation"
  case explanationLine = "ExplanationLine"
  case talkLine = "TalkLine"
  case maximumChargeLine = "MaximumChargeLine"
  case roundingLine = "RoundingLine"
  case connectionFeeLine = "ConnectionFeeLine"
  case graceLine = "GraceLine"
  // Customers' money.
  case accountStatement = "AccountStatement"
  case deposit = "Deposit"
  case collection = "Collection"
  case collected = "Collected"
  case paid = "Paid"
  case ticket = "Ticket"
  case tickets = "Tickets"
  case ticketStatement = "TicketStatement"
  case quote = "Quote"
  case chargeQuote = "ChargeQuote"
  case limitQuote = "LimitQuote"
  // Payments to the provider.
  case payments = "Payments"
  case payment = "Payment"
  case newPayment = "NewPayment"
  // Prices.
  case prices = "Prices"
  case tariff = "Tariff"
  case rateStep = "RateStep"
  case band = "Band"
  case shownPrice = "ShownPrice"
  case prefixes = "Prefixes"
  case markup = "Markup"
  case rounding = "Rounding"
  case roundingMode = "RoundingMode"
  case newRounding = "NewRounding"
  case newImport = "NewImport"
  case importBegun = "ImportBegun"
  case importRows = "ImportRows"
  case importCount = "ImportCount"
  case importEnd = "ImportEnd"
  case importFinished = "ImportFinished"
  // The audit.
  case auditPage = "AuditPage"
  case auditRecord = "AuditRecord"
  case auditDetail = "AuditDetail"
  case listChanges = "ListChanges"
  case priceChange = "PriceChange"
  case auditVerdict = "AuditVerdict"
  case eventPage = "EventPage"
  case event = "Event"
  // Balance, reports and settings.
  case statement = "Statement"
  case report = "Report"
  case reportSums = "ReportSums"
  case reportRow = "ReportRow"
  case settings = "Settings"
  case newSetting = "NewSetting"
  case balanceWarning = "BalanceWarning"
  case newBalanceWarning = "NewBalanceWarning"
  // Users and sessions.
  case session = "Session"
  case login = "Login"
  case passwordChange = "PasswordChange"
  case setUp = "SetUp"
  case setupCode = "SetupCode"
  case users = "Users"
  case user = "User"
  case newUser = "NewUser"

  var schema: APISchema {
    switch self {
    case .amount: .amount
    case .askedAmount: .askedAmount
    case .askedSum: .askedSum
    case .price: .price
    case .askedPrice: .askedPrice
    case .percent: .percent
    case .time: .time
    case .askedTime: .askedTime
    case .day: .day
    case .boothNumber: .boothNumber
    case .digits: .digits
    case .prefix: .prefix
    case .key: .key
    case .note: .note
    case .currency: .currency
    case .index: .index
    case .document: .document
    case .done: .done
    case .refusal: .refusal
    case .shop: .shop
    case .booth: .booth
    case .boothCall: .boothCall
    case .boothAccount: .boothAccount
    case .board: .board
    case .dialling: .dialling
    case .links: .links
    case .link: .link
    case .ports: .ports
    case .port: .port
    case .portBoard: .portBoard
    case .lineStatus: .lineStatus
    case .newCommand: .newCommand
    case .commandAnswer: .commandAnswer
    case .traffic: .traffic
    case .calls: .calls
    case .call: .call
    case .callStatement: .callStatement
    case .reviews: .reviews
    case .review: .review
    case .explanation: .explanation
    case .explanationLine: .explanationLine
    case .talkLine: .talkLine
    case .maximumChargeLine: .maximumChargeLine
    case .roundingLine: .roundingLine
    case .connectionFeeLine: .connectionFeeLine
    case .graceLine: .graceLine
    case .accountStatement: .accountStatement
    case .deposit: .deposit
    case .collection: .collection
    case .collected: .collected
    case .paid: .paid
    case .ticket: .ticket
    case .tickets: .tickets
    case .ticketStatement: .ticketStatement
    case .quote: .quote
    case .chargeQuote: .chargeQuote
    case .limitQuote: .limitQuote
    case .payments: .payments
    case .payment: .payment
    case .newPayment: .newPayment
    case .prices: .prices
    case .tariff: .tariff
    case .rateStep: .rateStep
    case .band: .band
    case .shownPrice: .shownPrice
    case .prefixes: .prefixes
    case .markup: .markup
    case .rounding: .rounding
    case .roundingMode: .roundingMode
    case .newRounding: .newRounding
    case .newImport: .newImport
    case .importBegun: .importBegun
    case .importRows: .importRows
    case .importCount: .importCount
    case .importEnd: .importEnd
    case .importFinished: .importFinished
    case .auditPage: .auditPage
    case .auditRecord: .auditRecord
    case .auditDetail: .auditDetail
    case .listChanges: .listChanges
    case .priceChange: .priceChange
    case .auditVerdict: .auditVerdict
    case .eventPage: .eventPage
    case .event: .event
    case .statement: .statement
    case .report: .report
    case .reportSums: .reportSums
    case .reportRow: .reportRow
    case .settings: .settings
    case .newSetting: .newSetting
    case .balanceWarning: .balanceWarning
    case .newBalanceWarning: .newBalanceWarning
    case .session: .session
    case .login: .login
    case .passwordChange: .passwordChange
    case .setUp: .setUp
    case .setupCode: .setupCode
    case .users: .users
    case .user: .user
    case .newUser: .newUser
    }
  }

  /// A value of this shape.
  var reference: APISchema { .reference(to: self, nil) }

  /// The same, with what it means in this place.
  func callAsFunction(_ description: String) -> APISchema {
    .reference(to: self, description)
  }
}
