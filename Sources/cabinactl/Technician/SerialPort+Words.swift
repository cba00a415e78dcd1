import Ledger
import Notation
import SerialLine

extension PortHolder {
  var words: Words { Words("\(command) (proceso \(processID))", description) }
}

extension [PortHolder] {
  var words: Words {
    Words(
      map(\.words.spanish).joined(separator: ", "), map(\.words.english).joined(separator: ", "))
  }
}

extension PortLoss {
  var words: Words {
    switch self {
    case .hungUp: Words("la otra punta no está", description)
    case .stuck(let count): Words("no sale nada más (\(count) bytes esperan)", description)
    case .removed: Words("quitaron el dispositivo", description)
    case .failed(let error): Words(errno: error.code)
    }
  }
}
