import Notation

/// What a word is painted in, on a terminal that wants colours.
enum Colour: Int {
  case red = 31
  case green = 32
  case yellow = 33
  case cyan = 36
}

extension Console {
  /// A piece of an outcome that is painted: what came from elsewhere cannot paint in it.
  func painted(_ text: String, _ colour: Colour? = nil) -> String {
    guard hasColour else { return text }
    guard let colour else { return text.visible }
    return "\u{1B}[\(colour.rawValue)m\(text.visible)\u{1B}[0m"
  }
}
