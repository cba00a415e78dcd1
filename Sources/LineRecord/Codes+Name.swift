package import BoothProtocol

// What codes of the wire stand for, as recordings and answers have it: `off hook`.

extension RawRepresentable<UInt8> {
  fileprivate var words: String { MessageField.words("\(self)") }
}

extension LineState {
  package var name: String { words }
  package static let names = (0...7).compactMap { LineState(rawValue: $0)?.name }
}

extension CommandResult {
  package var name: String { words }
  package static let names = (0...7).compactMap { CommandResult(rawValue: $0)?.name }
}

extension LineFault {
  package var name: String { words }
  package static let names = (0...3).compactMap { LineFault(rawValue: $0)?.name }
}

extension AnswerSignal {
  package var name: String { words }
  package static let names = (1...3).compactMap { AnswerSignal(rawValue: $0)?.name }
}

extension ResetCause {
  package var name: String { words }
  package static let names = (0...6).compactMap { ResetCause(rawValue: $0)?.name }
}

extension DisplayCharset {
  package var name: String { words }
  package static let names = (0...3).compactMap { DisplayCharset(rawValue: $0)?.name }
}

extension Capabilities {
  package static let allNames: KeyValuePairs<Capabilities, String> = [
    .display: "display", .polarityAnswer: "answer by polarity",
    .meteringPulses: "metering pulses", .persistentRing: "ring survives reset",
    .lineTest: "line test", .ringGenerator: "ring generator", .pulseDialling: "pulse dialling",
  ]

  /// Of those that are set.
  package var names: [String] {
    Self.allNames.filter { contains($0.key) }.map(\.value)
  }
}
