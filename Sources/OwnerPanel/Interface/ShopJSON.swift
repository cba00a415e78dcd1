import BoothControl
import BoothProtocol
import Notation
import Rating

/// The shapes of `/api/v1`. What has a code for programs has words for people beside it, in the
/// language of the request (`?lang=en`). Amounts are decimal strings of the currency's unit
/// (`"227"`, `"0.5"`), exact; times are RFC 3339.
enum ShopJSON {
  /// `GET /shop`:
  ///
  ///     {"name":"…","version":"7","stale":false,
  ///      "currency":{"code":"CLP","symbol":"$","decimals":0},"balance":"1856",
  ///      "balanceReserved":"200","balanceWarning":"5000","balanceLow":true,
  ///      "restartNeeded":false,"booths":[…],"boards":[{"uid":"…","connected":true,"firmware":"1.0.0"}]}
  ///
  /// `balance` is null where none is kept; `balanceReserved`: of it, what calls in progress may still
  /// spend; `balanceLow`: it is below `balanceWarning`, which is null where the owner wants none.
  /// `restartNeeded`: the configuration was edited since the
  /// daemon read it. `stale`: the core is silent, all of it may be old.
  static func shop(_ shop: ShopState, needsRestart: Bool, in say: Language) -> JSON {
    let snapshot = shop.snapshot
    return [
      "name": .text(snapshot.shopName),
      // A string, since 64 bits do not fit a JavaScript number.
      "version": .text(String(snapshot.version)),
      "stale": .bool(shop.isStale),
      "currency": currency(snapshot.currency),
      "balance": .text(snapshot.balance.map(\.decimalText)),
      "balanceReserved": .text(snapshot.balance.map { _ in snapshot.reserved.decimalText }),
      "balanceWarning": .text(shop.balanceWarning?.decimalText),
      "balanceLow": .bool(shop.isBalanceLow),
      "restartNeeded": .bool(needsRestart),
      "booths": .array(snapshot.booths.map { booth($0, in: say) }),
      "boards": .array(snapshot.boards.map(board)),
    ]
  }

  /// `GET /booths/{number}`, and each of `booths` above:
  ///
  ///     {"number":"4312","name":"CABINA 01","state":"talking","dialled":null,"refusal":null,
  ///      "refusalText":null,"disabled":false,"nextCallUncharged":false,
  ///      "call":{"number":"1006","destination":"INTERNAS 02","seconds":68,"price":"200",
  ///      "unit":"minute","total":"227","charged":true,"live":true},"account":{…}}
  ///
  /// `state`: free, off-hook, dialling (then `dialled` has the digits), connecting, talking,
  /// released, refused (then `dialled` has the number and `refusal` the reason), fault, gone (no
  /// board serves the booth: what is shown may be old). `call` is the current call, else the last
  /// one, else null; `price` and `unit` are null for an emergency call (`charged` is
  /// false), and for one that was to be charged and of which nobody knows the price any more.
  static func booth(_ booth: BoothSnapshot, in say: Language) -> JSON {
    var dialled: String?
    var refusal: Refusal?
    if case .dialling(let digits) = booth.state { dialled = digits }
    if case .refused(let reason) = booth.state {
      refusal = reason
      if !booth.refusedNumber.isEmpty { dialled = booth.refusedNumber }
    }
    // Whether the booth is disabled is a field of its own here, and does not hide what it is doing.
    let state = booth.state == .free ? CardState.free : CardState(of: booth)
    return [
      "number": .text(booth.number.text),
      "name": .text(booth.name),
      "state": .text(state.rawValue),
      "dialled": .text(dialled),
      "refusal": .text(refusal?.rawValue),
      "refusalText": .text(refusal.map { say($0) }),
      "disabled": .bool(booth.isDisabled),
      "nextCallUncharged": .bool(booth.nextCallIsUncharged),
      "call": booth.call.map(call) ?? .null,
      "account": account(booth),
    ]
  }

  private static func call(_ call: CallSnapshot) -> JSON {
    [
      "number": .text(call.number),
      "destination": .text(call.destination),
      "seconds": .integer(call.seconds),
      "price": .text(call.price?.price.decimalText),
      "unit": .text(call.price?.unit.name),
      "total": .text(call.total.decimalText),
      "charged": .bool(call.isCharged),
      "live": .bool(call.isLive),
    ]
  }

  private static func board(_ board: BoardSnapshot) -> JSON {
    [
      "uid": .text(board.uid),
      "connected": .bool(board.isConnected),
      "firmware": .text(board.firmware),
    ]
  }

  /// `GET /calls?booth=4312&charged=true|false&from=2006-10-01&to=2006-10-31&number=56&place=valpa
  /// &suspect=true|open&size=10|26|50|100&before=NEXT`, newest first:
  ///
  ///     {"currency":{…},"total":26,"totalIsLeast":false,"searchedTo":null,
  ///      "next":"1161980294000-17","calls":[{"id":42,"booth":"4312",
  ///      "at":"2006-10-27T19:18:14.000Z","number":"1006","destination":"INTERNAS 02",
  ///      "seconds":68,"price":"200","unit":"minute","charge":"227","charged":true,
  ///      "open":false,"end":"callerHungUp","endText":"Colgó","suspicions":[],"review":"",
  ///      "verdict":null,"ticket":null}]}
  ///
  /// `totalIsLeast`: there may be more than `total`, which were not counted. `searchedTo`: a search
  /// by number, place or flag looks at so many calls for a page, back to this instant; the page may
  /// be short or empty then, and `next` goes on.
  ///
  /// `next`: what to give as `before` for the calls that follow; null: there are none. `before`
  /// also takes the `id` of a call. `end` is null while the call is open; `review` has the words of
  /// `suspicions`, `verdict` (stands, waived) the owner's review of them; `ticket` what collected
  /// it.
  static func calls(_ list: CallListPage, of shop: ShopState, in say: Language) -> JSON {
    [
      "currency": currency(shop.snapshot.currency),
      "total": .integer(Int64(list.total)),
      "totalIsLeast": .bool(!list.isTotalWhole),
      "searchedTo": .text(list.searchedTo.map(LocalTime.timestamp)),
      "next": .text(list.older?.text),
      "calls": .array(list.rows.map { call($0, in: say) }),
    ]
  }

  static func call(_ row: CallListRow, in say: Language) -> JSON {
    [
      "id": .integer(row.key),
      "booth": .text(row.booth.text),
      "at": .text(LocalTime.timestamp(row.at)),
      "number": .text(row.number),
      "destination": .text(row.destination),
      "seconds": .integer(row.seconds),
      "price": .text(row.price?.price.decimalText),
      "unit": .text(row.price?.unit.name),
      "charge": .text(row.charge.decimalText),
      "charged": .bool(row.bearsCharge),
      "open": .bool(row.isOpen),
      "end": .text(row.endCause?.rawValue),
      "endText": .text(row.endCause.map { say($0) }),
      "suspicions": .array(row.suspicions.map { .text($0.rawValue) }),
      "review": .text(row.suspicions.map { say($0) }.joined(separator: ", ")),
      "verdict": .text(row.verdict?.rawValue),
      "ticket": row.ticket.map(JSON.integer) ?? .null,
    ]
  }

  /// `GET /payments`, newest first:
  ///
  ///     {"currency":{…},"next":3|null,"payments":[{"number":3,"at":"2006-10-27T19:18:14.000Z",
  ///      "paidOn":"2006-10-26","amount":"50000","reference":"transferencia 123","by":"uid 1000"}]}
  ///
  /// `at`: when it was written down; `paidOn` null: nobody said. `payments` has one more than `size`
  /// where there are others; `next` leads to them, as `before`.
  static func payments(_ payments: [PaymentListRow], size: Int, of shop: ShopState) -> JSON {
    let shown = payments.prefix(size)
    let next = payments.count > size ? shown.last?.number : nil
    return [
      "currency": currency(shop.snapshot.currency),
      "next": next.map(JSON.integer) ?? .null,
      "payments": .array(shown.map(payment)),
    ]
  }

  /// What `POST /payments` came to:
  ///
  ///     {"result":"done","currency":{…},"payment":{…}|null,"balance":"50000"|null}
  ///
  /// `payment` nil: it is made, and cannot be read now.
  static func paid(_ payment: PaymentListRow?, of shop: ShopState?) -> JSON {
    [
      "result": "done", "currency": shop.map { currency($0.snapshot.currency) } ?? .null,
      "payment": payment.map(self.payment) ?? .null,
      "balance": .text(shop?.snapshot.balance?.decimalText),
    ]
  }

  static func payment(_ payment: PaymentListRow) -> JSON {
    [
      "number": .integer(payment.number),
      "at": .text(LocalTime.timestamp(payment.at)),
      "paidOn": .text(payment.paidOn?.description),
      "amount": .text(payment.amount.decimalText),
      "reference": .text(payment.reference),
      "by": .text(payment.actor),
    ]
  }

  /// `GET /links`:
  ///
  ///     {"links":[{"port":"/dev/ttyUSB0","board":"0102…"|null,"driftAlarm":false,"up":1,
  ///      "driftPartsPerBillion":-1200,…,"framesReceived":4711,"crcErrors":0,…}]}
  ///
  /// with all that `LinkReport` counts; the same numbers are in `/metrics`.
  static func links(_ links: [LinkReport]) -> JSON {
    ["links": .array(links.map(link))]
  }

  static func link(_ link: LinkReport) -> JSON {
    let numbers = (link.gauges + link.counts).map { number in
      JSON.Member(name: number.name, value: .integer(Int64(number.value)))
    }
    return .object(
      [
        JSON.Member(name: "port", value: .text(link.port)),
        JSON.Member(name: "board", value: .text(link.board)),
        JSON.Member(name: "driftAlarm", value: .bool(link.statistics.hasDriftAlarm)),
      ] + numbers)
  }

  /// `GET /dialling`:
  ///
  ///     {"digitMap":"(0xx.T|1xxx)","emergency":["131"],"blocked":["700"],"blocksAll":false,
  ///      "allowed":[],"carriers":["188"],"carriersReplace":"0","refusedCarriers":["110"]}
  ///
  /// `blocksAll`: what is not in `allowed` is blocked. `refusedCarriers`: codes that the map lets
  /// through and the shop does not have.
  static func dialling(_ plan: NumberPlan) -> JSON {
    func list(_ digits: [String]) -> JSON { .array(digits.map { .text($0) }) }
    return [
      "digitMap": .text(plan.digitMap.text),
      "emergency": list(plan.emergencyNumbers),
      "blocked": list(plan.blockedPrefixes),
      "blocksAll": .bool(plan.blocksAll),
      "allowed": list(plan.allowedPrefixes),
      "carriers": list(plan.carrierCodes),
      "carriersReplace": .text(plan.carrierReplaces),
      "refusedCarriers": list(plan.refusedCarrierCodes),
    ]
  }

  static func currency(_ currency: AmountFormat) -> JSON {
    [
      "code": .text(currency.code),
      "symbol": .text(currency.symbol),
      "decimals": .integer(Int64(currency.decimals)),
    ]
  }

  /// Errors, and what an action came to:
  ///
  ///     {"error":"no_call","message":"La cabina no tiene una llamada."}
  ///     {"result":"done"}
  ///
  /// `currency`: of the sum that the words end with; nil: a sum stands without its sign.
  static func outcome(
    _ outcome: Outcome, in say: Language, _ currency: AmountFormat? = nil
  ) -> JSON {
    if outcome == .done { return ["result": "done"] }
    let sum = outcome.sum.flatMap { sum in currency.map { $0.amount(sum) } }
    let message = [say(outcome), sum ?? outcome.detail].compactMap(\.self).joined(separator: " ")
    return ["error": .text(outcome.code), "message": .text(message)]
  }

  /// `/healthz`:
  ///
  ///     {"status":"ok","boards":2,"boardsConnected":2,"storage":"ok"}
  ///
  /// `status`: ok; degraded (a board is missing: the shop goes on); starting, silent or storage,
  /// and then the answer is 503.
  static func health(of shop: ShopState?, and health: PanelHealth) -> (isGood: Bool, JSON) {
    let boards = shop?.snapshot.boards ?? []
    let connected = boards.count { $0.isConnected }
    let fault: String? =
      if shop == nil { "starting" } else if shop?.isStale == true {
        "silent"
      } else if health.storageFault != nil { "storage" } else { nil }
    let body: JSON = [
      "status": .text(fault ?? (connected == boards.count ? "ok" : "degraded")),
      "boards": .integer(Int64(boards.count)),
      "boardsConnected": .integer(Int64(connected)),
      "storage": .text(health.storageFault ?? "ok"),
    ]
    return (fault == nil, body)
  }
}

extension PriceUnit {
  fileprivate var name: String {
    switch self {
    case .second: "second"
    case .minute: "minute"
    }
  }
}
