import BoothControl
import Rating

/// One booth as its card shows it: every text, made in one place for the page and for the stream.
/// An empty text: there is nothing to show.
struct CardView: Hashable, Sendable {
  var booth: BoothNumber
  var name: String
  var state: CardState
  var stateText: String
  /// What else the owner must know: why it was refused, that the next call is uncharged.
  var note: String
  var number = ""
  var destination = ""
  var duration = ""
  var price = ""
  /// What the sum is.
  var caption = ""
  var total = ""
  /// What an uncharged call would come to.
  var worth = ""
  /// What the sum is made of, or what is left to talk for.
  var parts = ""
  var isLive = false
  /// The sum is still to be paid, and nobody talks.
  var owes = false
  /// The sum is what is left of what was paid in advance.
  var showsCredit = false
  /// Nothing goes on there, and there is no money to be seen to.
  var isIdle: Bool {
    guard !isLive, !owes, !showsCredit else { return false }
    return switch state {
    case .free, .disabled, .fault, .gone, .removed: true
    default: false
    }
  }
  /// In the order of `BoothAction`; those that who looks may ask for.
  var actions: [BoothAction]
  /// Pages that make sense now.
  var links: [CardLink]

  /// Where a page has a place for what there is none of.
  static let nothing = "—"

  init(
    _ booth: BoothSnapshot, currency: AmountFormat, in say: Language, isOwner: Bool = true
  ) {
    let currency = currency.ofPages
    self.booth = booth.number
    name = booth.name
    state = CardState(of: booth)
    stateText = say(state)
    note = Self.note(on: booth, in: say)
    actions = Self.actions(on: booth).filter { isOwner || $0.permission != .owner }
    links = CardLink.allCases.filter { $0.isOffered(on: booth) }
    let live = booth.call.flatMap { $0.isLive ? $0 : nil }
    isLive = live != nil
    if let live {
      show(live, currency: currency, in: say)
      addAccount(of: booth, beside: live, currency, say)
    } else if booth.account.isPrepaid {
      showsCredit = true
      caption = say(.creditLeft)
      total = currency.amount(booth.creditLeft)
    } else if booth.due > .zero {
      owes = true
      let calls = booth.account.calls
      caption = state == .due ? say.calls(calls) : say.callsToCollect(calls)
      total = currency.amount(booth.due)
    }
    // Who has lifted begins another call: the last one's figures would be read as its own.
    switch booth.state {
    case .offHook: break
    case .dialling(let digits): number = digits
    case .refused: number = booth.refusedNumber
    default: if let call = booth.call, !isLive { showLast(call, of: booth, currency, say) }
    }
  }

  /// The last call, where no sum is shown that another call is part of.
  private mutating func showLast(
    _ call: CallSnapshot, of booth: BoothSnapshot, _ currency: AmountFormat, _ say: Language
  ) {
    guard !showsCredit else { return }
    guard owes else { return show(call, currency: currency, in: say) }
    guard booth.account.calls == 1, call.total == booth.account.charged else { return }
    let (caption, total) = (self.caption, self.total)
    show(call, currency: currency, in: say)
    (self.caption, self.total) = (caption, total)
  }

  private mutating func show(_ call: CallSnapshot, currency: AmountFormat, in say: Language) {
    caption = say(call.isLive ? .total : .lastCall)
    if !call.isLive, !call.isCharged { caption += " · " + say(.unchargedCall) }
    number = call.number
    destination = say.destination(call.destination, price: call.price, isCharged: call.isCharged)
    duration = call.seconds.clockText
    if call.price != nil || !call.isCharged {
      price = say.price(call.price, isCharged: call.isCharged, in: currency)
    }
    total = currency.amount(call.total)
    worth = call.worth.flatMap { $0 > .zero ? currency.amount($0) : nil } ?? ""
  }

  /// Who talks and owes for calls before pays both when he leaves: the sum is of both, in coins.
  private mutating func addAccount(
    of booth: BoothSnapshot, beside call: CallSnapshot, _ currency: AmountFormat, _ say: Language
  ) {
    if booth.account.isPrepaid {
      parts = say.creditLeft(currency.amount(booth.creditLeft))
    } else if booth.account.charged > .zero {
      let running = call.isCharged ? call.total : .zero
      parts = say.charged(
        currency.amount(booth.account.charged), andRunning: currency.amount(running))
      total = currency.amount(booth.dueWithCall)
      // What is struck out is of the call alone.
      worth = ""
    }
  }

  private static func note(on booth: BoothSnapshot, in say: Language) -> String {
    var notes: [String] = []
    if case .refused(let refusal) = booth.state { notes.append(say(refusal)) }
    if booth.call.map({ $0.isLive && !$0.isCharged }) ?? false { notes.append(say(.unchargedCall)) }
    if let note = disabledNote(on: booth) { notes.append(say(note)) }
    if booth.state == .boardGone, booth.call?.isLive == true { notes.append(say(.cutLater)) }
    if booth.nextCallIsUncharged { notes.append(say(.nextUncharged)) }
    return notes.joined(separator: " · ")
  }

  /// A call in progress goes on; at all other times the booth is disabled already.
  private static func disabledNote(on booth: BoothSnapshot) -> Phrase? {
    guard booth.isDisabled else { return nil }
    switch booth.state {
    case .connecting, .ringing, .talking: return .disabledNote
    case .refused(.boothDisabled), .removed: return nil
    default:
      if booth.call?.isLive == true { return .disabledNote }
      return CardState(of: booth) == .disabled ? nil : .disabled
    }
  }

  private static func actions(on booth: BoothSnapshot) -> [BoothAction] {
    guard booth.state != .removed else { return [] }
    var actions: [BoothAction] = [booth.isDisabled ? .enable : .disable]
    switch booth.state {
    case .connecting, .ringing, .talking: actions.append(.cut)
    default: if booth.call?.isLive == true { actions.append(.cut) }
    }
    actions.append(booth.nextCallIsUncharged ? .charged : .uncharged)
    return actions
  }
}

/// The shop at one instant, and whether that instant can still be called now.
struct ShopState: Hashable, Sendable {
  var snapshot: ShopSnapshot
  /// The core has not been heard of for too long.
  var isStale: Bool
  /// Below which the owner wants to be warned; nil: he does not.
  var balanceWarning: Money?

  /// nil: no balance is kept.
  var balanceText: String? { snapshot.balance.map(snapshot.currency.ofPages.amount) }

  var isBalanceGone: Bool { snapshot.balance.map { $0 <= .zero } ?? false }

  /// «3 en uso · 1 por cobrar · 4 libres»: groups of none are left out, and each booth is in one.
  func summary(in say: Language) -> String {
    let groups = snapshot.booths.map(BoothGroup.init)
    return BoothGroup.allCases.compactMap { group in
      let count = groups.count { $0 == group }
      return count == 0 ? nil : "\(count) \(say(group.words(count: count)))"
    }.joined(separator: " · ")
  }

  /// «Por cobrar: $ 1.130»: of all that owe, also of those where somebody talks again; empty: none.
  func owed(in say: Language) -> String {
    let due = snapshot.booths.map(\.due).filter { $0 > .zero }.reduce(.zero, +)
    return due > .zero ? "\(say(.toCollect)): \(snapshot.currency.ofPages.amount(due))" : ""
  }

  func booth(_ number: BoothNumber) -> BoothSnapshot? {
    snapshot.booths.first { $0.number == number }
  }
}

extension BoothSnapshot {
  /// Of what was paid in advance, with what the call in progress has taken already.
  var creditLeft: Money {
    let running = call.flatMap { $0.isLive && $0.isCharged ? $0.total : nil } ?? .zero
    return max(account.left - running, .zero)
  }
}

/// How the shop counts its booths: by what their cards say.
enum BoothGroup: Hashable, Sendable, CaseIterable {
  case inUse
  case due
  case refused
  case free
  case disabled
  case withFault

  init(_ booth: BoothSnapshot) {
    self =
      switch CardState(of: booth) {
      case .free: .free
      case .due: .due
      case .disabled, .removed: .disabled
      case .fault, .gone: .withFault
      // Nobody talks there, and nobody else can.
      case .refused: .refused
      case .offHook, .dialling, .connecting, .ringing, .talking, .released: .inUse
      }
  }

  /// «1 libre», «5 libres».
  func words(count: Int) -> Words {
    let isOne = count == 1
    return switch self {
    case .inUse: Words("en uso", "in use")
    case .due: Words("por cobrar", "to collect")
    case .refused: Words(isOne ? "rechazada" : "rechazadas", "refused")
    case .free: Words(isOne ? "libre" : "libres", "free")
    case .disabled: Words(isOne ? "deshabilitada" : "deshabilitadas", "disabled")
    case .withFault: Words("con falla", "with a fault")
    }
  }
}

/// A page about a booth that its card leads to; the raw value is the last segment of its path.
enum CardLink: String, Hashable, Sendable, CaseIterable, Worded {
  case collect
  case credit

  /// Whether the core would take it now; its own word comes when it is asked.
  func isOffered(on booth: BoothSnapshot) -> Bool {
    let isInCall = booth.call?.isLive == true && booth.call?.isCharged == true
    let account = booth.account
    return switch self {
    case .collect: !account.isEmpty && !(isInCall && account.isPrepaid)
    case .credit:
      booth.state != .removed && (account.isPrepaid || !isInCall && booth.due == .zero)
    }
  }

  /// On the card.
  var words: Words {
    switch self {
    case .collect: Words("Cobrar", "Collect")
    case .credit: Words("Crédito", "Credit")
    }
  }
}

extension BoothAction: Worded {
  /// On its button.
  var words: Words {
    switch self {
    case .disable: Words("Deshabilitar", "Disable")
    case .enable: Words("Habilitar", "Enable")
    case .cut: Words("Cortar", "Cut off")
    case .uncharged: Words("Próxima sin cobro", "Next one uncharged")
    case .charged: Words("Próxima con cobro", "Next one charged")
    }
  }
}
