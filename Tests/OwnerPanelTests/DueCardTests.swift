import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// What a card says of money that is still to be paid.
@Suite struct DueCardTests {
  private func view(
    _ account: BoothAccount, due: Int64, _ state: BoothState = .free, call: CallSnapshot? = nil,
    isDisabled: Bool = false, withCall: Int64? = nil
  ) -> CardView {
    var snapshot = booth("4312", "CABINA 01", state, isDisabled: isDisabled, call: call)
    snapshot.account = account
    snapshot.due = pesos(due)
    snapshot.dueWithCall = pesos(withCall ?? due)
    return CardView(snapshot, currency: .chileanPeso, in: .spanish)
  }

  private let owed = BoothAccount(charged: pesos(1127), calls: 3)
  private let prepaid = BoothAccount(credit: pesos(2000), charged: pesos(227), calls: 1)

  @Test func `a free booth that owes shows how much, in a state of its own`() {
    var last = currentCall()
    last.isLive = false
    let view = view(owed, due: 1130, call: last)
    #expect(view.state == .due)
    #expect(view.stateText == "Por cobrar")
    #expect(view.total == "$\u{a0}1.130")
    #expect(view.caption == "3 llamadas")
    #expect(view.owes)
    // What the customer asks about, and that it is not all that he pays.
    #expect(view.number == "1006")
    #expect(view.destination == "INTERNAS 02")
    #expect(view.duration == "1:08 · última llamada")
    #expect(view.price == "$\u{a0}200,00 x min")
    #expect(view.worth == "")
    #expect(view.note == "")
    #expect(!view.isLive)
    #expect(view.links == [.collect])
    // No call of it is known.
    #expect(self.view(owed, due: 1130).number == "")
  }

  @Test func `what is due for one call alone stands beside that call`() {
    var last = currentCall()
    last.isLive = false
    let one = BoothAccount(charged: pesos(227), calls: 1)
    #expect(view(one, due: 230, call: last).number == "1006")
    #expect(view(one, due: 230, call: last).duration == "1:08")
    #expect(view(one, due: 230, call: last).total == "$\u{a0}230")
    // One that came after it and cost nothing.
    last.total = .zero
    #expect(view(one, due: 230, call: last).duration == "1:08 · última llamada")
    #expect(view(one, due: 230, call: last).total == "$\u{a0}230")
    last.isCharged = false
    #expect(view(one, due: 230, call: last).duration == "1:08 · última llamada · Sin cobro")
  }

  @Test func `one that is disabled besides says so, and one that is used again shows its call`() {
    #expect(view(owed, due: 1130, isDisabled: true).state == .due)
    #expect(view(owed, due: 1130, isDisabled: true).note == "Deshabilitada")
    let talking = view(owed, due: 1130, .talking, call: currentCall(), withCall: 1350)
    #expect(talking.state == .talking)
    // He pays both when he leaves, and coins are rounded to once: of 1354, not of 1127 alone.
    #expect(talking.total == "$\u{a0}1.350")
    #expect(talking.parts == "$\u{a0}1.127 de antes + $\u{a0}227 en curso")
    #expect(!talking.owes)
    // What was talked before can be paid meanwhile.
    #expect(talking.links == [.collect])
  }

  @Test func `credit can be added to, and is given back when nobody talks`() {
    let free = view(prepaid, due: -1770)
    #expect(free.state == .free)
    #expect(free.links == [.collect, .credit])
    #expect(view(prepaid, due: -1770, .talking, call: currentCall()).links == [.credit])
  }

  @Test func `what is left of the credit stands large while nobody talks`() {
    var last = currentCall()
    last.isLive = false
    for isDisabled in [false, true] {
      let free = view(prepaid, due: -1770, call: last, isDisabled: isDisabled)
      #expect(free.showsCredit)
      #expect(free.caption == "Crédito que queda")
      #expect(free.total == "$\u{a0}1.773")
      #expect(free.note == "")
      // The last call's figures above it would be read as its own.
      for field in [free.number, free.destination, free.duration, free.price] {
        #expect(field == "")
      }
    }
    #expect(!view(owed, due: 1130, call: last).showsCredit)
    #expect(!view(BoothAccount(), due: 0, call: last).showsCredit)
  }

  @Test func `what is left of the credit falls while it is talked for`() {
    let talking = view(prepaid, due: -1770, .talking, call: currentCall(total: 500))
    #expect(!talking.showsCredit)
    #expect(talking.total == "$\u{a0}500")
    #expect(talking.parts == "Crédito que queda: $\u{a0}1.273")
    var uncharged = currentCall(total: 0)
    uncharged.isCharged = false
    let free = view(prepaid, due: -1770, .talking, call: uncharged)
    #expect(free.parts == "Crédito que queda: $\u{a0}1.773")
    let spent = view(prepaid, due: -1770, .talking, call: currentCall(total: 1774))
    #expect(spent.parts == "Crédito que queda: $\u{a0}0")
    var ended = currentCall(total: 227)
    ended.isLive = false
    // It is in the account already.
    #expect(view(prepaid, due: -1770, .released, call: ended).total == "$\u{a0}1.773")
  }

  @Test func `where nothing is owed there is nothing to collect`() {
    #expect(view(BoothAccount(), due: 0).links == [.credit])
    #expect(view(BoothAccount(), due: 0, .talking, call: currentCall()).links == [])
    // What no coin is small enough for is closed with the next deposit.
    let crumbs = BoothAccount(charged: pesos(3), calls: 1)
    #expect(view(crumbs, due: 0).state == .free)
    #expect(view(crumbs, due: 0).links == [.collect, .credit])
    let talking = view(crumbs, due: 0, .talking, call: currentCall(total: 3), withCall: 10)
    #expect(
      talking.total == "$\u{a0}10" && talking.parts == "$\u{a0}3 de antes + $\u{a0}3 en curso")
    #expect(view(owed, due: 1130, .removed).links == [.collect])
  }

  @Test func `a board that is gone hides what is owed from nobody`() {
    let gone = view(owed, due: 1130, .boardGone)
    #expect(gone.state == .gone)
    #expect(gone.total == "$\u{a0}1.130" && gone.owes)
    #expect(gone.caption == "Por cobrar: 3 llamadas")
    #expect(gone.links == [.collect])
    let cut = view(BoothAccount(), due: 0, .boardGone, call: currentCall())
    #expect(cut.note == "Si la corta, vale al volver la conexión")
    #expect(cut.actions.contains(.cut))
  }

  @Test func `what an uncharged call would come to is struck out beside what it costs`() {
    var call = currentCall(total: 0)
    call.isCharged = false
    call.worth = pesos(227)
    let alone = view(BoothAccount(), due: 0, .talking, call: call)
    #expect(alone.worth == "$\u{a0}227")
    #expect(alone.total == "$\u{a0}0")
    #expect(alone.note == "Sin cobro")
    let besides = view(owed, due: 1130, .talking, call: call)
    #expect(besides.worth == "")
    #expect(besides.total == "$\u{a0}1.130")
    #expect(besides.parts == "$\u{a0}1.127 de antes + $\u{a0}0 en curso")
    #expect(besides.note == "Sin cobro")
    call.worth = .zero
    #expect(view(BoothAccount(), due: 0, .ringing, call: call).worth == "")
  }

  @Test(arguments: [
    (BoothState.free, true), (.lineFault, true), (.boardGone, true), (.offHook, false),
    (.refused(.unpriced), false), (.released, false),
  ])
  func `a booth where nothing goes on takes little room, unless it owes`(
    state: BoothState, isIdle: Bool
  ) {
    #expect(view(BoothAccount(), due: 0, state).isIdle == isIdle)
    #expect(!view(owed, due: 1130, state).isIdle)
    #expect(!view(prepaid, due: -1770, state).isIdle)
    #expect(!view(BoothAccount(), due: 0, state, call: currentCall()).isIdle)
  }

  @Test func `the links are on the page where they lead somewhere`() {
    var owing = booth("4312", "CABINA 01")
    owing.account = owed
    owing.due = pesos(1130)
    let snapshot = shop(booths: [owing, booth("4313", "CABINA 02")])
    let text = PanelPage(
      context: context(snapshot), shop: ShopState(snapshot: snapshot, isStale: false)
    ).html.text
    func link(_ name: String, _ booth: Int) -> String {
      let path = "/booths/\(booth)/\(name)"
      return "data-link=\"\(name)\" data-path=\"\(path)\" href=\"\(path)\""
    }
    let parts = [
      "\(link("collect", 4312))>", "\(link("credit", 4312)) hidden>",
      "\(link("collect", 4313)) hidden>", "\(link("credit", 4313))>",
    ]
    for part in parts { #expect(text.contains(part), "\(part)") }
    #expect(text.contains(">1 libre</p>"))
    #expect(text.contains(">Por cobrar en 1 cabina: $\u{a0}1.130</p>"))
  }
}
