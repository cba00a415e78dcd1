import BoothControl
import Rating

/// One booth as its card shows it: every text, made in one place for the page and for the stream.
struct CardView: Hashable, Sendable {
  var booth: BoothNumber
  var name: String
  var state: CardState
  var stateText: String
  /// Whose numbers these are: the current call's or the last one's.
  var caption: String
  /// What else the owner must know: why it was refused, that the next call is uncharged; empty:
  /// nothing.
  var note: String
  var number: String
  var destination: String
  var duration: String
  var price: String
  var total: String
  var isLive: Bool
  /// Nobody talks, and what is left of what was paid in advance stands where the total does.
  var showsCredit = false
  /// In the order of `BoothAction`; those that who looks may ask for.
  var actions: [BoothAction]
  /// Pages that make sense now.
  var links: [CardLink]

  /// Where there is nothing to show.
  static let nothing = "—"

  init(
    _ booth: BoothSnapshot, currency: AmountFormat, in say: Language, isOwner: Bool = true
  ) {
    self.booth = booth.number
    name = booth.name
    state = CardState(of: booth)
    stateText = say(state)
    note = Self.note(on: booth, in: say, currency)
    number = Self.nothing
    destination = Self.nothing
    duration = Self.nothing
    price = Self.nothing
    total = Self.nothing
    isLive = false
    caption = say(.noCall)
    actions = Self.actions(on: booth).filter { isOwner || $0.permission != .owner }
    links = CardLink.allCases.filter { $0.isOffered(on: booth) }
    if case .dialling(let digits) = booth.state {
      // The last call's money beside the next call's digits would be read as one.
      number = digits
      caption = say(.currentCall)
    } else if case .refused = booth.state, !booth.refusedNumber.isEmpty {
      number = booth.refusedNumber
      caption = say(.refusedCall)
    } else if let call = booth.call {
      show(call, currency: currency, in: say)
    }
    if state == .free || state == .disabled, booth.account.isPrepaid {
      showsCredit = true
      caption = say(.creditLeft)
      total = currency.amount(booth.creditLeft)
      clearCall()
    }
    guard state == .due else { return }
    caption = say.callsToCollect(booth.account.calls)
    total = currency.amount(booth.due)
    // The sum of all its calls stands large: another call's figures above it would be read as its own.
    if booth.account.calls != 1 || booth.call?.total != booth.account.charged { clearCall() }
  }

  private mutating func clearCall() {
    (number, destination) = (Self.nothing, Self.nothing)
    (duration, price) = (Self.nothing, Self.nothing)
  }

  private mutating func show(_ call: CallSnapshot, currency: AmountFormat, in say: Language) {
    isLive = call.isLive
    caption = say(call.isLive ? .currentCall : .lastCall)
    if !call.isCharged { caption += " · " + say(.unchargedCall) }
    number = call.number
    let place = say.destination(
      call.destination, price: call.price, isCharged: call.isCharged)
    destination = place.isEmpty ? Self.nothing : place
    duration = call.seconds.clockText
    price = say.price(call.price, isCharged: call.isCharged, in: currency)
    total = currency.amount(call.total)
  }

  private static func note(
    on booth: BoothSnapshot, in say: Language, _ currency: AmountFormat
  ) -> String {
    var notes: [String] = []
    if case .refused(let refusal) = booth.state { notes.append(say(refusal)) }
    if let note = disabledNote(on: booth) { notes.append(say(note)) }
    if booth.state == .boardGone, booth.call?.isLive == true { notes.append(say(.cutLater)) }
    if booth.nextCallIsUncharged { notes.append(say(.nextUncharged)) }
    if let account = accountNote(on: booth, in: say, currency) { notes.append(account) }
    return notes.joined(separator: " · ")
  }

  /// What all calls since the last ticket come to, or what is left of what was paid in advance.
  private static func accountNote(
    on booth: BoothSnapshot, in say: Language, _ currency: AmountFormat
  ) -> String? {
    // The card's own figure then.
    let state = CardState(of: booth)
    if booth.account.isPrepaid {
      guard state != .free, state != .disabled else { return nil }
      return "\(say(.creditLeft)): \(currency.amount(booth.creditLeft))"
    }
    guard state != .due else { return nil }
    return booth.account.calls > 0 ? "\(say(.toCollect)) \(currency.amount(booth.due))" : nil
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
  var balanceText: String? { snapshot.balance.map(snapshot.currency.amount) }

  var isBalanceGone: Bool { snapshot.balance.map { $0 <= .zero } ?? false }

  /// «3 en uso · 5 libres»: groups of none are left out, and each booth is in one.
  func summary(in say: Language) -> String {
    let groups = snapshot.booths.map(BoothGroup.init)
    return BoothGroup.allCases.compactMap { group in
      let count = groups.count { $0 == group }
      return count == 0 ? nil : "\(count) \(say(group.words(count: count)))"
    }.joined(separator: " · ")
  }

  /// «Por cobrar: 2 cabinas, $ 1.130»: all that owe, whatever else they do; empty: none.
  func owed(in say: Language) -> String {
    let dues = snapshot.booths.map(\.due).filter { $0 > .zero }
    guard !dues.isEmpty else { return "" }
    let sum = snapshot.currency.amount(dues.reduce(.zero, +))
    return "\(say.boothsToCollect(dues.count)), \(sum)"
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

/// How the shop counts its booths: what goes on at them. What they owe is another question.
enum BoothGroup: Hashable, Sendable, CaseIterable {
  case inUse
  case free
  case disabled
  case withFault

  init(_ booth: BoothSnapshot) {
    self =
      switch CardState(of: booth) {
      case .free: .free
      case .due: booth.isDisabled ? .disabled : .free
      case .disabled, .removed: .disabled
      case .fault, .gone: .withFault
      case .offHook, .dialling, .connecting, .ringing, .talking, .released, .refused: .inUse
      }
  }

  /// «1 libre», «5 libres».
  func words(count: Int) -> Words {
    let isOne = count == 1
    return switch self {
    case .inUse: Words("en uso", "in use")
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
