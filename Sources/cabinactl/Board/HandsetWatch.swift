import BoothProtocol
import Commands
import Notation

/// Looks at a board's lines while a verb has it for long, straight on its port: as long as the session
/// lasts the board connects no emergency number by itself (BLP/1 § 2), so it is given back when
/// somebody lifts.
final class HandsetWatch {
  private let session: BoardSession
  /// Whoever asked for it knows that nobody needs the phones.
  private let isDespiteCallers: Bool
  private var lastLook: ContinuousClock.Instant?

  private static let interval = Duration.milliseconds(500)

  init(_ session: BoardSession, isDespiteCallers: Bool) {
    self.session = session
    self.isDespiteCallers = isDespiteCallers
  }

  /// Waits so many microseconds, looking at the lines meanwhile. At the first call it looks at once.
  /// - Returns: false: it was wished that it ends.
  func rest(microseconds: Int64, _ interrupt: Interrupt) throws(CommandError) -> Bool {
    let end = ContinuousClock.now + .microseconds(microseconds)
    repeat {
      if interrupt.isRequested { return false }
      try look()
      let left = min(Self.interval, end - ContinuousClock.now)
      guard left > .zero else { break }
      if !interrupt.wait(microseconds: Int64(left / .microseconds(1))) { return false }
    } while ContinuousClock.now < end
    return true
  }

  private func look() throws(CommandError) {
    guard !isDespiteCallers, lastLook.map({ .now - $0 >= Self.interval }) ?? true else { return }
    lastLook = .now
    let reports: [LineReport]
    do throws(BoardSessionError) {
      reports = try session.readLines()
    } catch {
      // The board is silent, or restarts: the verb's own command tells so.
      guard error.mayPass else { throw CommandError(error.words) }
      return
    }
    if let reason = reports.reasonToLetGo(of: session.path) { throw reason }
  }
}

extension [LineReport] {
  /// The first line, from 1, on which somebody may be dialling. A call that the board let go on, and
  /// one for help, need no dialling.
  var lifted: Int? {
    first { $0.state == .offHook || $0.state == .released }.map { $0.line + 1 }
  }

  /// The first with a call that ends with its lease unless a daemon renews that.
  var leased: Int? {
    first { $0.isInCall && $0.call?.isForHelp == false }.map { $0.line + 1 }
  }

  /// The first with a call for help, which is nobody's to end.
  var forHelp: Int? { first { $0.isInCall && $0.call?.isForHelp == true }.map { $0.line + 1 } }

  /// Why a board is not to be had for long; nil: nobody needs it.
  func reasonToLetGo(of port: String) -> CommandError? {
    if let lifted {
      return CommandError(
        Words(
          "\(port): alguien descolgó en la línea \(lifted); la placa queda libre para conectar una "
            + "emergencia (--despite-callers sigue)",
          "\(port): somebody lifted on line \(lifted); the board is let go, so that it can connect an "
            + "emergency call (--despite-callers goes on)"), status: .skipped)
    }
    guard let leased else { return nil }
    return CommandError(
      Words(
        "\(port): hay una llamada en la línea \(leased), que su servicio tiene que poder prolongar; la placa "
          + "queda libre (--despite-callers sigue)",
        "\(port): a call is on line \(leased), which its daemon must be able to renew; the board is let go "
          + "(--despite-callers goes on)"), status: .skipped)
  }
}

extension LineReport {
  var isInCall: Bool { [.seizing, .connected, .talking].contains(state) }
}

extension Option {
  /// For every verb that has a board for long.
  static let despiteCallers = Option(
    "--despite-callers",
    Words(
      "directo en un puerto, sigue aunque alguien descuelgue",
      "straight on a port, goes on though somebody lifts"))
}

extension Program.ExitStatus {
  static let lifted = Program.ExitStatus(
    4,
    Words(
      "terminó antes porque alguien descolgó o llamaba",
      "it ended early since somebody lifted, or was in a call"))
}

extension [Words] {
  /// For the same verbs.
  static let ofLongWays = [
    Words(
      "Directo en un puerto, la placa espera mientras tanto a su servicio y no conecta por sí sola ni una "
        + "emergencia: si alguien descuelga, el verbo termina, y cinco segundos después la placa conecta lo "
        + "que se marcó.",
      "Straight on a port the board waits for its daemon meanwhile and connects nothing by itself, "
        + "emergencies neither: if somebody lifts, the verb ends, and five seconds later the board connects "
        + "what was dialled.")
  ]
}
