import BoothProtocol
import Testing

@testable import BoothControl

struct DisplayTextTests {
  @Test(arguments: [
    ("Número de Ñuñoa", "Número de Ñuñoa", "Numero de Nunoa"),
    // The same letters, written as a letter and an accent.
    ("Nu\u{301}mero de N\u{303}un\u{303}oa", "Número de Ñuñoa", "Numero de Nunoa"),
    ("¡Hola! ¿Qué?", "¡Hola! ¿Qué?", "Hola! Que?"), ("«20 %»", "«20 %»", "\"20 %\""),
    ("“más” – ‘menos’…", "\"más\" - 'menos'...", "\"mas\" - 'menos'..."),
    ("a\tb\nc\r\nd\u{A0}e", "a b c d e", "a b c d e"), ("€ 日本 👍🏽", "? ?? ?", "? ?? ?"),
    ("30°", "30°", "30o"), ("£5", "£5", "?5"), ("Straße Æ", "Straße Æ", "Strasse AE"),
    ("\u{0}\u{1B}\u{7F}", "  ?", "  ?"), ("a\u{AD}b", "ab", "ab"), ("", "", ""),
  ])
  func `a text is written with the letters a display has`(
    text: String, latin1: String, ascii: String
  ) {
    #expect(Array(DisplayCharset.latin1.text(text).unicodeScalars) == Array(latin1.unicodeScalars))
    #expect(DisplayCharset.ascii.text(text) == ascii)
  }

  @Test func `seven segments show digits, space, minus and point`() {
    #expect(DisplayCharset.sevenSegment.text("$ -1.856,50 x min ٣½") == " -1.85650   ")
    #expect(DisplayCharset.none.text("Hola").isEmpty)
  }

  @Test(arguments: [0x20...0x7E, 0xA1...0xFF] as [ClosedRange<UInt32>])
  func `every letter of Latin-1 stays itself`(codes: ClosedRange<UInt32>) {
    for scalar in codes.compactMap(Unicode.Scalar.init) where scalar.value != 0xAD {
      #expect(DisplayCharset.latin1.text(String(scalar)) == String(scalar))
    }
  }
}
