import Commands
import Notation

/// What each booth is doing, and what the owner lets it do.
extension Action {
  static let status = Action(
    Verb(
      "status",
      Words("qué hace cada cabina, y el saldo", "what each booth is doing, and the balance"))
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read("shop", text: StatusTable(console).text)
  }

  static let disable = onBooth(
    "disable",
    Words(
      "la cabina no puede llamar más, salvo a números de emergencia",
      "a booth can place no call any more, emergency numbers excepted"),
    done: Words("deshabilitada", "disabled"))

  static let enable = onBooth(
    "enable",
    Words(
      "una cabina deshabilitada puede llamar de nuevo", "a disabled booth can place calls again"),
    done: Words("habilitada", "enabled"))

  static let cut = onBooth(
    "cut", Words("termina ahora la llamada de la cabina", "ends the booth's call now"),
    done: Words("su llamada se corta", "its call is cut off"))

  static let uncharged = onBooth(
    "uncharged",
    Words(
      "la próxima llamada de la cabina es sin cobro para quien llama",
      "the booth's next call is «sin cobro»: free for the caller"),
    done: Words("su próxima llamada es sin cobro", "its next call is uncharged"))

  static let charged = onBooth(
    "charged",
    Words(
      "la próxima llamada de la cabina se cobra, después de todo",
      "the booth's next call is charged after all"),
    done: Words("su próxima llamada se cobra", "its next call is charged"))

  /// The verb is called as the API's action is.
  private static func onBooth(_ name: String, _ summary: Words, done: Words) -> Action {
    Action(Verb(name, summary, operands: [.booth], examples: ["4312"])) {
      invocation, console throws(CommandError) in
      let booth = invocation.value("BOOTH")
      do throws(CommandError) {
        return try Desk(invocation, console).change(
          "booths/\(booth)/\(name)",
          done: console.say("cabina \(booth): \(done.spanish)", "booth \(booth): \(done.english)"))
      } catch { throw error.of(booth: booth) }
    }
  }
}
