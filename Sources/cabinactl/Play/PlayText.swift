import BoothProtocol
import LineRecord
import Notation

/// Commands and their answers, a line each.
struct PlayText {
  private let say: Language

  init(_ say: Language) { self.say = say }

  func text(_ run: PlayRun, isWhole: Bool) -> String {
    run.results.map(line).joined() + summary(run, isWhole: isWhole)
  }

  private func line(_ result: PlayRun.Result) -> String {
    let fields = MessageField.text(Message.command(result.step.command).fields)
    let time = Self.seconds(result.step.offset)
    let padding = String(repeating: " ", count: max(0, 9 - time.count))
    var text = padding + time + "  " + result.step.command.name
    if !fields.isEmpty { text += ": " + fields }
    text += "  → " + words(of: result.now)
    if !result.isSame {
      text += say(
        "  ≠ grabada: \(words(of: result.step.recorded))",
        "  ≠ recorded: \(words(of: result.step.recorded))")
    }
    return text + "\n"
  }

  private func summary(_ run: PlayRun, isWhole: Bool) -> String {
    let (count, others) = (run.results.count, run.differences.count)
    let rest = run.script.steps.count - count
    var text =
      others == 0
      ? say("\(count) órdenes, respuestas iguales", "\(count) commands, the same answers")
      : say(
        "\(count) órdenes, \(others) respuestas distintas",
        "\(count) commands, \(others) "
          + "other answers")
    if run.results.contains(where: { $0.step.command.changesConfiguration }) {
      text += say(
        "; la placa tiene ahora la configuración de la grabación (cabinad pone la suya al conectarse)",
        "; the board has the recording's configuration now (cabinad sets its own when it connects)")
    }
    if !isWhole { text += say("; faltaron \(rest)", "; \(rest) were not given") }
    return text + "\n"
  }

  private func words(of result: CommandResult?) -> String {
    result.map { BoardWords.result($0.name, say) } ?? say("sin respuesta", "no answer")
  }

  static func seconds(_ microseconds: Int64) -> String {
    let thousandths = String(microseconds / 1000 % 1000)
    return "\(microseconds / 1_000_000)."
      + String(repeating: "0", count: 3 - thousandths.count) + thousandths
  }

  func json(_ run: PlayRun) -> String {
    run.results.map { result in
      let json: JSON = [
        "seconds": .written(Self.seconds(result.step.offset)),
        "command": .text(result.step.command.name),
        "recorded": .text(result.step.recorded?.name),
        "now": .text(result.now?.name),
        "same": .bool(result.isSame),
      ]
      return json.text + "\n"
    }.joined()
  }
}

extension Command {
  fileprivate var changesConfiguration: Bool {
    if case .configure = self { true } else { false }
  }
}
