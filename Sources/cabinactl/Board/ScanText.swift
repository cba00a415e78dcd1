import BoothProtocol
import Notation
import SerialLine

/// Ports for people: a port a paragraph, what is on it in the last line of it.
struct ScanText {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ ports: [ScannedPort]) -> String {
    guard !ports.isEmpty else {
      return say("no hay puertos seriales\n", "there is no serial port\n")
    }
    return ports.map(paragraph).joined(separator: "\n")
  }

  private func paragraph(_ scanned: ScannedPort) -> String {
    let port = scanned.port
    let device = [port.driver, port.vendor, port.model, port.serialNumber].compactMap(\.self)
    var lines = [
      ([console.painted(port.path, .cyan)] + [console.painted(device.joined(separator: ", "))])
        .filter { !$0.isEmpty }.joined(separator: "  ")
    ]
    lines += port.links.map { "  " + console.painted($0) }
    let (text, colour) = state(scanned)
    lines.append("  " + console.painted(say(text), colour))
    return lines.map { $0 + "\n" }.joined()
  }

  private func state(_ scanned: ScannedPort) -> (Words, Colour?) {
    switch scanned.occupant {
    case .login(let holder)?:
      return (
        Words(
          "es una consola: \(holder.words.spanish); no se toca",
          "it is a console: \(holder.words.english); not touched"),
        .yellow
      )
    case .holders(let holders)?:
      let names = holders.words
      return (
        Words("lo usa \(names.spanish); no se toca", "in use by \(names.english); not touched"),
        .yellow
      )
    case nil: break
    }
    guard let probe = scanned.probes.last else {
      return (Words("no se miró", "not looked at"), nil)
    }
    // It stands above.
    let path = "\(scanned.port.path): "
    let words = words(of: probe)
    return (
      Words(words.spanish.without(prefix: path), words.english.without(prefix: path)),
      probe.result.colour
    )
  }

  private func words(of probe: ScannedPort.Probe) -> Words {
    switch probe.result {
    case .board(let board):
      return Words(
        "placa \(board.uid), firmware \(board.firmware), \(board.lineCount) líneas, "
          + "\(board.trunkCount) troncales, a \(probe.speed.rawValue) bit/s",
        "board \(board.uid), firmware \(board.firmware), \(board.lineCount) lines, "
          + "\(board.trunkCount) trunks, at \(probe.speed.rawValue) bit/s")
    case .otherVersion(let version, let board):
      let name = board.map { " \($0.uid)" } ?? ""
      return Words(
        "una placa\(name) que habla la versión \(version) del protocolo",
        "a board\(name) that speaks version \(version) of the protocol")
    case .deaf(let announcement):
      return Words(
        "la placa \(announcement.uid) se anuncia y no contesta: no le llega lo que se le envía",
        "board \(announcement.uid) announces itself and does not answer: nothing sent reaches it")
    case .echo: return Words("lo que se envía vuelve: un eco", "what is sent comes back: an echo")
    case .noise(let bytes):
      return Words(
        "\(bytes) bytes sin sentido: otra velocidad u otro aparato",
        "\(bytes) bytes that mean nothing: another speed, or another device")
    case .silent: return Words("no contesta nadie", "nobody answers")
    case .failed(let error): return error.words
    }
  }
}

extension String {
  fileprivate func without(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}

extension ProbeResult {
  fileprivate var colour: Colour? {
    switch self {
    case .board: .green
    case .otherVersion, .deaf, .echo, .noise, .failed: .yellow
    case .silent: nil
    }
  }

  /// For programs.
  var name: String {
    switch self {
    case .board: "board"
    case .otherVersion: "other version"
    case .deaf: "deaf"
    case .echo: "echo"
    case .noise: "noise"
    case .silent: "silent"
    case .failed: "failed"
    }
  }
}
