import LineRecord
import Notation

extension CommandFault {
  var words: Words {
    switch self {
    case .unknownCommand(let given):
      Words(
        "«\(given)»: no hay tal orden; hay \(expected)",
        "«\(given)»: no such command; expected \(expected)")
    case .unknownField(let command, let field) where expected.isEmpty:
      Words("\(command) «\(field)»: no lleva campos", "\(command) «\(field)»: it takes no fields")
    case .unknownField(let command, let field):
      Words(
        "\(command) «\(field)»: no hay tal campo; hay \(expected)",
        "\(command) «\(field)»: no such field; expected \(expected)")
    case .missingField(let command, let field):
      Words(
        "\(command): falta \(field.name), se espera \(expected)",
        "\(command): \(field.name) is missing, expected \(expected)")
    case .badValue(let command, let field, let given, let expected):
      Words(
        "\(command) \(field) «\(given)»: se espera \(expected)",
        "\(command) \(field) «\(given)»: expected \(expected)")
    }
  }
}
