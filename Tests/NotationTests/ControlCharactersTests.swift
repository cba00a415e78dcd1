import Notation
import Testing

@Suite struct `A control character` {
  @Test(arguments: [
    "\u{0}", "\u{9}", "\u{A}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{2029}",
    // What turns text around, or cannot be seen.
    "\u{200B}", "\u{202E}", "\u{2066}", "\u{FEFF}",
  ])
  func `is what is not for the eye`(text: String) {
    #expect(text.unicodeScalars.allSatisfy { $0.isControl })
    #expect("a\(text)b".hasControls)
    #expect("a\(text)b".dropLast().hasControls)
  }

  @Test(arguments: ["", " ", "Perú «móvil» – 52", "日本", "\u{A0}", "é", "😀"])
  func `is not what can be read`(text: String) {
    #expect(!text.hasControls)
  }

  /// U+200D makes one picture of two, and is not seen among letters.
  @Test(arguments: [
    ("👨\u{200D}👩\u{200D}👧", true), ("❤\u{FE0F}\u{200D}🔥", true), ("é\u{200D}ñ", false),
    ("a\u{200D}b", false), ("👨\u{200D}b", false), ("👨\u{200D}", false), ("\u{200D}👩", false),
    ("👨\u{200D}\u{200D}👩", false), ("👨\u{200D}\u{202E}👩", false),
  ])
  func `is what joins two signs nowhere but between them`(text: String, isPlain: Bool) {
    #expect(text.hasControls == !isPlain)
    #expect((text.visible == text) == isPlain)
  }

  @Test(arguments: [("\u{0}", "0000"), ("\u{1B}", "001B"), ("\u{202E}", "202E"), ("😀", "1F600")])
  func `is named by its code point`(text: String, codePoint: String) {
    #expect(text.unicodeScalars.map(\.codePoint) == [codePoint])
  }
}
