import BoothControl
import Notation
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

  /// The last call is what the customer asks about when he pays. Beside a sum that is not of this call
  /// alone, its figures say whose they are.
  private mutating func showLast(
    _ call: CallSnapshot, of booth: BoothSnapshot, _ currency: AmountFormat, _ say: Language
  ) {
    guard !showsCredit else { return }
    guard owes else { return show(call, currency: currency, in: say) }
    let (caption, total) = (self.caption, self.total)
    show(call, currency: currency, in: say)
    (self.caption, self.total) = (caption, total)
    guard booth.account.calls != 1 || call.total != booth.account.charged else { return }
    duration = say.lastCall(after: duration)
    if !call.isCharged { duration += " · " + say(.unchargedCall) }
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

extension BoothSnapshot {
  /// Of what was paid in advance, with what the call in progress has taken already.
  var creditLeft: Money {
    let running = call.flatMap { $0.isLive && $0.isCharged ? $0.total : nil } ?? .zero
    return max(account.left - running, .zero)
  }
}
