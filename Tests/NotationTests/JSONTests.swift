import Notation
import Testing

@Suite struct `A JSON value` {
  @Test(arguments: [
    (JSON.null, "null"), (JSON.bool(true), "true"), (JSON.integer(-12), "-12"),
    (JSON.array([]), "[]"), (JSON.object([]), "{}"),
    (JSON.array([1, "a", ["b": false]]), #"[1,"a",{"b":false}]"#),
    (JSON.text("a\"b\\c\n\u{1}/ñ€😀\u{7f}"), #""a\"b\\c\u000a\u0001/ñ€😀\u007f""#),
  ])
  func `is written as the RFC has it`(value: JSON, text: String) {
    #expect(value.text == text)
  }
}
