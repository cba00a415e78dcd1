import BoardConformance
import Commands
import Notation

/// A stimulus in words: for a person, and for a program, in those of `cabina-sim board`.
extension Stimulus {
  /// For a person.
  /// - Parameter line: the line under test, as people count.
  func request(line: Int) -> Words {
    switch self {
    case .lift: Words("descuelgue la línea \(line)", "lift the handset of line \(line)")
    case .hangUp: Words("cuelgue la línea \(line)", "hang up line \(line)")
    case .flash:
      Words(
        "apriete el gancho de la línea \(line) un tercio de segundo",
        "press the hook of line \(line) for a third of a second")
    case .tap:
      Words(
        "toque el gancho de la línea \(line) lo más breve que pueda, 0,2 s a lo más",
        "tap the hook of line \(line) as briefly as you can, 0.2 s at most")
    case .dial(let digits):
      Words("marque \(digits) en la línea \(line)", "dial \(digits) on line \(line)")
    case .answer:
      Words(
        "conteste la llamada de la línea \(line) en el otro extremo (inversión de polaridad)",
        "answer the call of line \(line) at the far end (polarity reversal)")
    case .farEndHangsUp:
      Words(
        "cuelgue el otro extremo de la llamada de la línea \(line)",
        "hang up the far end of the call of line \(line)")
    case .meteringPulse:
      Words(
        "envíe un pulso de tarificación por la troncal de la línea \(line)",
        "send one metering pulse down the trunk of line \(line)")
    case .liftOther(let other):
      Words("descuelgue la línea \(other + 1)", "lift the handset of line \(other + 1)")
    case .hangUpOther(let other):
      Words("cuelgue la línea \(other + 1)", "hang up line \(other + 1)")
    case .lineFault(true):
      Words(
        "cause en la línea \(line) una falla que no toca su gancho (muy caliente)",
        "bring about a fault of line \(line) that leaves its hook alone (too hot)")
    case .lineFault(false):
      Words("termine la falla de la línea \(line)", "end the fault of line \(line)")
    case .supply(.good):
      Words(
        "vuelva la alimentación de la placa a lo normal",
        "bring the board's supply back to normal")
    case .supply(.low):
      Words(
        "baje la alimentación de la placa hasta que no pueda llevar llamadas",
        "lower the board's supply until calls can no longer be carried")
    case .supply(.battery):
      Words("haga que la placa siga con su batería", "have the board go on from its battery")
    case .trunkFault:
      Words(
        "corte la troncal de la llamada de la línea \(line), y repárela cuando la llamada termine",
        "break the trunk of the call of line \(line), and mend it when the call has ended")
    case .trunk(let trunk, isOut: true):
      Words(
        "desconecte \(Self.name(trunk).spanish) del proveedor",
        "unplug \(Self.name(trunk).english) from the provider")
    case .trunk(let trunk, isOut: false):
      Words(
        "conecte de nuevo \(Self.name(trunk).spanish)",
        "plug \(Self.name(trunk).english) in again")
    }
  }

  /// For a program, one line without its end.
  /// - Parameter line: the line under test, as people count.
  package func instruction(line: Int) -> String {
    switch self {
    case .lift: "lift \(line)"
    case .hangUp: "hangup \(line)"
    case .flash: "flash \(line) 300"
    case .tap: "flash \(line) 200"
    case .dial(let digits): "dial \(line) \(digits)"
    case .answer: "answer \(line)"
    case .farEndHangsUp: "far-hangup \(line)"
    case .meteringPulse: "metering \(line)"
    case .liftOther(let other): "lift \(other + 1)"
    case .hangUpOther(let other): "hangup \(other + 1)"
    case .lineFault(let isThere): "line-fault \(line) \(isThere ? "too-hot" : "cleared")"
    case .supply(.good): "power good 12000"
    case .supply(.low): "power low 9000"
    case .supply(.battery): "power battery 11000"
    case .trunkFault: "trunk-fault \(line)"
    case .trunk(let trunk, let isOut):
      "trunk \(trunk.map { "\($0 + 1)" } ?? "all") \(isOut ? "out" : "back")"
    }
  }

  private static func name(_ trunk: UInt8?) -> Words {
    trunk.map { Words("la troncal \($0 + 1)", "trunk \($0 + 1)") }
      ?? Words("todas las troncales", "all trunks")
  }

  /// What a program may be told, N and M being lines, T a trunk, all from 1, and what it is to do:
  /// the specification's own list (§ 15).
  static let manual: [Program.Term] = [
    Program.Term("lift N", Words("descolgar la línea N", "lift the handset of line N")),
    Program.Term("hangup N", Words("colgar la línea N", "hang up line N")),
    Program.Term(
      "flash N MS",
      Words(
        "abrir el lazo por MS milisegundos: 300, un flash, o 200, un toque",
        "open the loop for MS milliseconds: 300, a flash, or 200, a tap")
    ),
    Program.Term(
      Words("dial N DÍGITOS", "dial N DIGITS"),
      Words(
        "apretar estas teclas, diez por segundo o más lento",
        "press these keys, ten a second or slower")
    ),
    Program.Term(
      "answer N",
      Words(
        "el otro extremo de su llamada contesta: inversión de polaridad",
        "the far end of its call picks up: polarity reversal")
    ),
    Program.Term(
      "far-hangup N",
      Words("el otro extremo de su llamada cuelga", "the far end of its call hangs up")
    ),
    Program.Term(
      "metering N",
      Words("un pulso de tarificación por su troncal", "one metering pulse down its trunk")
    ),
    Program.Term(
      Words("line-fault N CLASE", "line-fault N KIND"),
      Words(
        "too-hot, u otra falla que no toca su gancho; cleared: ya no",
        "too-hot, or another fault that leaves its hook alone; cleared: no longer")
    ),
    Program.Term(
      "trunk-fault N",
      Words(
        "la troncal de su llamada falla, y sirve de nuevo para la próxima",
        "the trunk of its call breaks down, and works again for the next call")
    ),
    Program.Term(
      Words("trunk T|all ESTADO", "trunk T|all STATE"),
      Words(
        "out: la troncal T, o todas (all), desconectadas del proveedor; back: conectadas",
        "out: unplugged from the provider, trunk T or all; back: plugged in")
    ),
    Program.Term(
      Words("power ESTADO MV", "power STATE MV"),
      Words(
        "low, battery o good, con tantos milivoltios",
        "low, battery or good, at so many millivolts")
    ),
  ]
}
