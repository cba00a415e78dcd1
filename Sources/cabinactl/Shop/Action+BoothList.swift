import Commands
import FoundationEssentials
import Notation

/// Which booths there are, and where they hang.
extension Action {
  static let booths = Action(
    Verb(
      "booths",
      Words(
        "cada cabina: número, nombre, placa y línea, estado y cuenta",
        "each booth: number, name, board and line, state and account"),
      notes: [
        Words(
          "Las que ya no están en la configuración y tienen algo por cobrar, al final, sin línea. Placa, línea y "
            + "cuándo paga, solo para el dueño.",
          "Those that the configuration has no more and that have something to collect come last, without a line. "
            + "Board, line and when it pays, for the owner only."
        )
      ])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console)
    let shop = try desk.ask("GET", "shop", as: ShopAnswer.self)
    let places = try places(desk)
    let list = BoothList(shop, places)
    return CommandOutcome(output: desk.isJSON ? list.json.text + "\n" : list.table(console))
  }

  /// nil: they are not for who asks, as for a cashier.
  private static func places(_ desk: Desk) throws(CommandError) -> [BoothPlacesAnswer.Booth]? {
    do throws(CommandError) {
      return try desk.ask("GET", "settings", as: BoothPlacesAnswer.self).booths
    } catch {
      guard error.name == "not_allowed" else { throw error }
      return nil
    }
  }
}

struct BoothPlacesAnswer: Decodable {
  struct Booth: Decodable {
    let number: String
    let line: Int64
    /// nil: there is one alone.
    let board: String?
    let paysBefore: Bool
  }

  let booths: [Booth]
}

/// What the shop says of each booth, beside where the configuration has it.
struct BoothList {
  private let shop: ShopAnswer
  private let hasPlaces: Bool
  private let booths: [(booth: ShopAnswer.Booth, place: BoothPlacesAnswer.Booth?)]

  /// `places` nil: they were not told.
  init(_ shop: ShopAnswer, _ places: [BoothPlacesAnswer.Booth]?) {
    self.shop = shop
    hasPlaces = places != nil
    let known = Dictionary((places ?? []).map { ($0.number, $0) }) { first, _ in first }
    let all = shop.booths.map { ($0, known[$0.number]) }
    booths = all.filter { $0.1 != nil } + all.filter { $0.1 == nil }
  }

  func table(_ console: Console) -> String {
    let say = console.say
    let head = [
      say("CABINA", "BOOTH"), say("NOMBRE", "NAME"), say("PLACA", "BOARD"), say("LÍNEA", "LINE"),
      say("ESTADO", "STATE"), say("PAGA", "PAYS"), say("LLAMADAS", "CALLS"),
      say("A FAVOR", "IN ADVANCE"), say("POR COBRAR", "TO COLLECT"),
    ]
    let rows = booths.map { booth, place in
      let status = StatusTable.row(booth, shop.currency, say)
      let account = booth.account
      return [
        booth.number, booth.name, place?.board ?? onlyBoard, place.map { "\($0.line)" } ?? "",
        status[2],
        place.map { $0.paysBefore ? say("antes", "before") : say("después", "after") } ?? "",
        account.calls == 0 ? "" : "\(account.calls)",
        account.credit == "0" ? "" : shop.currency.written(account.credit), status[3],
      ]
    }
    guard hasPlaces else {
      let shown = ([head] + rows).map { row in [0, 1, 4, 6, 7, 8].map { row[$0] } }
      return TextTable(
        rows: shown, right: [3, 4, 5], flexible: [1, 2], folding: [2], expendable: [3],
        width: console.width,
        say: console.say
      ).text
    }
    return TextTable(
      rows: [head] + rows, right: [3, 6, 7, 8],
      brief: [(2, { $0.count > 12 ? "…" + $0.suffix(6) : $0 })], flexible: [1, 2, 4], folding: [4],
      expendable: [2, 5, 6, 1],
      width: console.width, say: console.say
    ).text
  }

  /// That of a shop with one; empty where nobody knows which.
  private var onlyBoard: String { shop.boards.count == 1 ? shop.boards[0].uid : "" }

  /// In the names of the API: of `/settings` and of `/shop`.
  var json: JSON {
    [
      "booths": .array(
        booths.map { booth, place in
          [
            "number": .text(booth.number), "name": .text(booth.name),
            "board": .text(place?.board), "line": place.map { .integer($0.line) } ?? .null,
            "paysBefore": place.map { .bool($0.paysBefore) } ?? .null,
            "state": .text(booth.state), "disabled": .bool(booth.disabled),
            "nextCallUncharged": .bool(booth.nextCallUncharged),
            "account": [
              "calls": .integer(booth.account.calls), "credit": .text(booth.account.credit),
              "due": .text(booth.account.due),
            ],
          ]
        })
    ]
  }
}
