import BoothControl
import Notation

/// «¿Cortar la llamada de CABINA 03?»: the second question before a call is cut, for who has no
/// script to ask it.
struct CutPage {
  var booth: BoothSnapshot
  var call: CallSnapshot

  /// nil: there is nothing to ask, since there is no call, or this very one was asked about.
  init?(_ booth: BoothSnapshot, _ form: Form) {
    guard let call = booth.call, call.isLive else { return nil }
    guard !form.has(Self.field) || form[Self.field] != call.number else { return nil }
    self.booth = booth
    self.call = call
  }

  /// The number that was asked about: the booth may talk to another by now.
  private static let field = "number"

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let question = say(
      Words("¿Cortar la llamada de \(booth.name)?", "Cut off the call of \(booth.name)?"))
    let number = PercentEncoding.text(booth.number.text)
    let place = say.destination(
      call.destination, price: call.price, isCharged: call.isCharged)
    let frame = PageFrame(context: context, title: question, addressForLanguage: "/?")
    return frame.page(
      """
      <div class="door">
      <h1>\(question)</h1>
      <p class="lead">\(call.number) \(place)</p>
      \(context.form(
        to: "/booths/\(number)/\(BoothAction.cut.rawValue)",
        """
        <input type="hidden" name="\(Self.field)" value="\(call.number)">
        <p class="buttons"><button class="danger">\(say(.yesCut))\
        </button><a class="button" href="/#name-\(number)">\(say(.no))</a></p>

        """))</div>
      """)
  }
}
