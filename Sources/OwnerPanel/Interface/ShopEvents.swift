import BoothControl
import Notation

/// What a live page is told: server-sent events, made from two instants of the shop.
///
/// `shop` carries the cards that changed (`whole`: all of them), every text ready to be shown:
///
///     event: shop
///     data: {"version":"7","whole":false,"assets":"…","stale":false,"time":"16:18:14",
///            "balance":"$ 1.856","balanceGone":false,"balanceLow":false,"summary":"1 en uso · 7 libres",
///            "owed":"Por cobrar en 1 cabina: $ 418",
///            "alarms":{"board":"","line":"Falla de línea: CABINA 03","gone":"","low":""},
///            "cards":[{"booth":"4312","state":"talking","live":true,"idle":false,"owes":false,
///            "credit":false,"texts":{"state":"Hablando","note":"","number":"1006","destination":"INTERNAS 02",
///            "duration":"1:08","price":"$ 200,00 x min","caption":"Total","total":"$ 645",
///            "worth":"","parts":"$ 418 de antes + $ 227 en curso"},
///            "actions":["disable","cut","uncharged"],"links":["collect"]}]}
///
/// `beat` carries `stale` and `time` alone. It is an event, not a comment, since browsers hide
/// comments from the page, and the page must notice that they stop.
enum ShopEvents {
  /// nil: nothing that is shown changed. `old` nil: the reader has nothing yet and gets everything.
  static func change(
    from old: ShopState?, to new: ShopState, at time: LocalTime, in say: Language,
    isOwner: Bool = true
  ) -> [UInt8]? {
    let currency = new.snapshot.currency
    var known: [BoothNumber: BoothSnapshot] = [:]
    for booth in old?.snapshot.booths ?? [] { known[booth.number] = booth }
    // A shop with other booths or another currency is another page: it is sent whole.
    let isWhole =
      known.count != new.snapshot.booths.count || old?.snapshot.currency != currency
      || !new.snapshot.booths.allSatisfy { known[$0.number] != nil }
    let changed = new.snapshot.booths.filter { isWhole || known[$0.number] != $0 }
    let isSame =
      changed.isEmpty && old?.isStale == new.isStale
      && old?.snapshot.balance == new.snapshot.balance && old?.isBalanceLow == new.isBalanceLow
    if isSame, old != nil { return nil }
    return event(
      "shop",
      [
        "version": .text(String(new.snapshot.version)),
        "whole": .bool(isWhole || old == nil),
        "assets": .text(StaticFile.fingerprint),
        "stale": .bool(new.isStale),
        "time": .text(time.timeText),
        "balance": .text(new.balanceText),
        "balanceGone": .bool(new.isBalanceGone),
        "balanceLow": .bool(new.isBalanceLow),
        "summary": .text(new.summary(in: say)),
        "owed": .text(new.owed(in: say)),
        "alarms": alarms(of: new, in: say),
        "cards": .array(
          changed.map { card(CardView($0, currency: currency, in: say, isOwner: isOwner)) }),
      ])
  }

  static func beat(of shop: ShopState, at time: LocalTime) -> [UInt8] {
    event("beat", ["stale": .bool(shop.isStale), "time": .text(time.timeText)])
  }

  private static func alarms(of shop: ShopState, in say: Language) -> JSON {
    [
      "board": .text(shop.text(of: .board, in: say)),
      "line": .text(shop.text(of: .line, in: say)),
      "gone": .text(shop.text(of: .balanceGone, in: say)),
      "low": .text(shop.text(of: .balanceLow, in: say)),
    ]
  }

  private static func card(_ view: CardView) -> JSON {
    [
      "booth": .text(view.booth.text),
      "state": .text(view.state.rawValue),
      "live": .bool(view.isLive),
      "idle": .bool(view.isIdle),
      "owes": .bool(view.owes),
      "credit": .bool(view.showsCredit),
      "texts": [
        "state": .text(view.stateText),
        "note": .text(view.note),
        "number": .text(view.number),
        "destination": .text(view.destination),
        "duration": .text(view.duration),
        "price": .text(view.price),
        "caption": .text(view.caption),
        "total": .text(view.total),
        "worth": .text(view.worth),
        "parts": .text(view.parts),
      ],
      "actions": .array(view.actions.map { .text($0.rawValue) }),
      "links": .array(view.links.map { .text($0.rawValue) }),
    ]
  }

  /// JSON is one line, so one `data` field carries it.
  private static func event(_ name: String, _ data: JSON) -> [UInt8] {
    Array("event: \(name)\ndata: ".utf8) + data.bytes + Array("\n\n".utf8)
  }
}
