import Notation

/// The address of a page of a price list, read and written:
/// `?prefix=56&text=movil&size=26&after=5691&all=yes`.
struct PriceListRequest: Hashable, Sendable {
  var query: PriceRowsQuery
  /// «Marcar todos».
  var isAllTicked = false

  /// Rows of a page, to choose from.
  static let sizes = [26, 50, 100, 200]

  init(_ list: PriceRowsQuery.List) { query = PriceRowsQuery(list: list) }

  /// What is typed into the field for prefixes may have blanks and a `+`.
  init(_ list: PriceRowsQuery.List, _ parameters: Parameters) throws(Outcome) {
    self.init(list)
    query.isPlaced = true
    query.prefix = (parameters["prefix"] ?? "").filter { $0 != " " && $0 != "+" }
    query.text = String((parameters["text"] ?? "").trimmingBlanks())
    query.after = parameters["after"]
    query.before = parameters["before"]
    guard query.after == nil || query.before == nil else {
      throw .badQuery("before, after: only one of them")
    }
    for (name, digits) in [
      ("prefix", query.prefix), ("after", query.after ?? ""), ("before", query.before ?? ""),
    ] where digits.utf8.count > 16 || !digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      throw .badQuery("\(name): 0…16 digits")
    }
    guard query.text.utf8.count <= 200 else { throw .badQuery("text: 0…200 bytes") }
    if let text = parameters["size"] {
      guard let size = Int(text), Self.sizes.contains(size) else {
        throw .badQuery("size: " + Self.sizes.map(String.init).joined(separator: ", "))
      }
      query.size = size
    }
    isAllTicked = parameters["all"] == "yes"
  }

  var path: String { "/\(query.list.rawValue)" }

  /// Path and query of this page, ending in `?` or `&`.
  var address: String {
    var parameters: [String] = []
    if !query.prefix.isEmpty { parameters.append("prefix=\(query.prefix)") }
    if !query.text.isEmpty { parameters.append("text=\(PercentEncoding.text(query.text))") }
    if query.size != PriceRowsQuery(list: query.list).size {
      parameters.append("size=\(query.size)")
    }
    if let after = query.after { parameters.append("after=\(after)") }
    if let before = query.before { parameters.append("before=\(before)") }
    if isAllTicked { parameters.append("all=yes") }
    return "\(path)?" + parameters.map { "\($0)&" }.joined()
  }

  /// The number of this page and how many there are.
  func place(of page: PriceRowsPage) -> (page: Int, pages: Int) {
    let (size, skipped) = (query.size, page.place ?? 0)
    let number = (skipped + size - 1) / size + 1
    return (number, max(number, number - 1 + (page.total - skipped + size - 1) / size))
  }

  func next(after page: PriceRowsPage) -> PriceListRequest? {
    page.next.map { next in moved { $0.after = next } }
  }

  func previous(before page: PriceRowsPage) -> PriceListRequest? {
    page.previous.map { previous in moved { $0.before = previous } }
  }

  func ticked(_ isTicked: Bool) -> PriceListRequest {
    var request = self
    request.isAllTicked = isTicked
    return request
  }

  /// From the first row on, with nothing looked for.
  var isWhole: Bool { query.prefix.isEmpty && query.text.isEmpty }

  private func moved(_ move: (inout PriceRowsQuery) -> Void) -> PriceListRequest {
    var request = self
    (request.query.after, request.query.before, request.isAllTicked) = (nil, nil, false)
    move(&request.query)
    return request
  }
}
