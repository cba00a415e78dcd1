import BoothControl
import Notation
import Rating

/// What keeps the shop, or a booth, from its work. Every page says it at its top.
enum Alarm: String, Hashable, Sendable, CaseIterable {
  case core
  case board
  case line
  case balanceGone = "gone"
  case balanceLow = "low"
}

extension ShopState {
  /// There is some left, less than the owner wants.
  var isBalanceLow: Bool {
    guard let balance = snapshot.balance, let balanceWarning, !isBalanceGone else { return false }
    return balance < balanceWarning
  }

  /// The booths that an alarm is about.
  func booths(of alarm: Alarm) -> [BoothSnapshot] {
    snapshot.booths.filter {
      switch alarm {
      case .board: $0.state == .boardGone
      case .line: $0.state == .lineFault
      case .core, .balanceGone, .balanceLow: false
      }
    }
  }

  /// Empty: it is not so.
  func text(of alarm: Alarm, in say: Language) -> String {
    let booths = booths(of: alarm)
    return switch alarm {
    case .core: isStale ? say(.coreSilent) : ""
    case .board: booths.isEmpty ? "" : "\(say(.boardLost)): \(names(booths, say))"
    case .line: booths.isEmpty ? "" : "\(say(.lineDown)): \(names(booths, say))"
    case .balanceGone: isBalanceGone ? say(MoneyPhrase.balanceGone) : ""
    case .balanceLow: isBalanceLow ? say(MoneyPhrase.balanceLow) : ""
    }
  }

  /// «CABINA 03, CABINA 05», «4 cabinas».
  private func names(_ booths: [BoothSnapshot], _ say: Language) -> String {
    booths.count > 2
      ? say.booths(booths.count) : booths.map(\.name).joined(separator: ", ")
  }
}

/// Below the head of each page: the alarms there are when it is made. On a live page the script
/// shows and hides them as they come and go.
struct AlarmStrip {
  var context: PageContext
  /// Its own sign says when the core is silent.
  var isLive: Bool

  private var say: Language { context.say }

  var html: HTML {
    guard !context.visitor.isStranger, let shop = context.shop else { return "" }
    let alarms = Alarm.allCases.filter {
      isLive ? $0 != .core : !shop.text(of: $0, in: say).isEmpty
    }
    guard !alarms.isEmpty else { return "" }
    return """
      <div class="alarms" role="status">\(alarms.map { alarm($0, in: shop) })</div>

      """
  }

  private func alarm(_ alarm: Alarm, in shop: ShopState) -> HTML {
    let text = shop.text(of: alarm, in: say)
    return """
      <p data-alarm="\(alarm.rawValue)"\(attribute: "hidden", when: text.isEmpty)>\
      \(Icons.alarm) <strong>\(text)</strong> \(way(from: alarm, in: shop))</p>

      """
  }

  /// Where something can be done about it.
  private func way(from alarm: Alarm, in shop: ShopState) -> HTML {
    switch alarm {
    case .core: "<a href=\"/\">\(say(.panel))</a>"
    // There it is to be seen.
    case .board where isLive, .line where isLive: ""
    case .board, .line:
      """
      <a href="/\(shop.booths(of: alarm).first.map { Self.card($0.number) } ?? "")">\
      \(say(.seeBooths))</a>
      """
    case .balanceGone, .balanceLow:
      context.visitor.may(.owner)
        ? "<a href=\"/balance\">\(say(MoneyPhrase.notifyPayment))</a>"
        : "\(say(MoneyPhrase.tellOwner))"
    }
  }

  private static func card(_ number: BoothNumber) -> String {
    "#name-\(PercentEncoding.text(number.text))"
  }
}
