import Notation
import Testing

/// What holds the answers to the document can itself say no.
@Suite struct SchemaValidatorTests {
  private func faults(_ value: String, _ schema: String, isClosed: Bool = false) throws -> [String]
  {
    let document = try JSONValue(
      #"{"components":{"schemas":{"Word":{"type":"string","pattern":"^[a-z]+$"}}}}"#)
    return SchemaValidator(document: document, isClosed: isClosed)
      .faults(in: try JSONValue(value), by: try JSONValue(schema))
  }

  @Test(arguments: [
    (#"{"type":"string"}"#, #""a""#, "1"), (#"{"type":["string","null"]}"#, "null", "true"),
    (#"{"type":"integer"}"#, "3", "3.5"), (#"{"type":"boolean"}"#, "false", #""false""#),
    (#"{"type":"object"}"#, "{}", "[]"), (#"{"type":"array"}"#, "[]", "null"),
    (#"{"type":"null"}"#, "null", "0"), (#"{"type":"number"}"#, "1e3", #""1""#),
    (#"{"enum":["a",null]}"#, "null", #""b""#), (#"{"const":"a"}"#, #""a""#, #""A""#),
    (#"{"pattern":"^[0-9]{2}$"}"#, #""42""#, #""421""#), (#"{"minLength":1}"#, #""a""#, #""""#),
    (#"{"maxLength":1}"#, #""ñ""#, #""ab""#), (#"{"minimum":1}"#, "1", "0"),
    (#"{"maximum":6}"#, "6", "7"), (#"{"minItems":1}"#, "[0]", "[]"),
    (#"{"maxItems":1}"#, "[0]", "[0,0]"), (#"{"uniqueItems":true}"#, "[0,1]", "[1,1]"),
    (#"{"items":{"type":"integer"}}"#, "[1,2]", #"[1,"2"]"#),
    (#"{"format":"date-time"}"#, #""2006-10-27T19:18:14.000Z""#, #""2006-10-27""#),
    (#"{"format":"date"}"#, #""2004-02-29""#, #""2006-02-29""#),
    (#"{"required":["a"]}"#, #"{"a":null}"#, #"{"b":1}"#),
    (#"{"properties":{"a":{"type":"string"}}}"#, #"{"a":"","b":1}"#, #"{"a":1}"#),
    (#"{"properties":{"a":{}},"additionalProperties":false}"#, #"{"a":1}"#, #"{"b":1}"#),
    (#"{"oneOf":[{"type":"string"},{"minimum":3}]}"#, #"3"#, "2"),
    (#"{"oneOf":[{"type":"integer"},{"minimum":3}]}"#, #"2"#, "3"),
    (#"{"anyOf":[{"type":"integer"},{"type":"string"}]}"#, #"3"#, "null"),
    (#"{"not":{"required":["a","b"]}}"#, #"{"a":1}"#, #"{"a":1,"b":1}"#),
    (#"{"dependentRequired":{"a":["b"]}}"#, #"{"b":1}"#, #"{"a":1}"#),
    (##"{"$ref":"#/components/schemas/Word"}"##, #""a""#, #""A""#),
    (##"{"$ref":"#/components/schemas/Word","maxLength":1}"##, #""a""#, #""ab""#),
  ])
  func `a keyword lets one value pass and another not`(
    schema: String, good: String, bad: String
  ) throws {
    #expect(try faults(bad, schema) != [])
    #expect(try faults(good, schema) == [])
  }

  @Test func `an answer has nothing that is not described, nor a reference to nowhere`() throws {
    let schema = #"{"properties":{"a":{}}}"#
    #expect(try faults(#"{"a":1,"b":2}"#, schema) == [])
    #expect(try faults(#"{"a":1,"b":2}"#, schema, isClosed: true) == ["$.b: not described"])
    #expect(try faults("1", ##"{"$ref":"#/components/schemas/None"}"##) != [])
    #expect(try faults("1", ##"{"anyOf":[{"type":"null"},{"type":"string"}]}"##) != [])
  }

  @Test(arguments: [
    "", "{", "[1,]", #"{"a":1,}"#, #"{"a":1,"a":2}"#, #"{a:1}"#, "01", "1.", "+1", "nul", #""\x""#,
    #""\ud800""#, "\"\u{1}\"", "1 2", "'a'", "NaN", #"{"a" 1}"#, "[1 2]", #""abc"#,
    String(repeating: "[", count: 100),
  ])
  func `what is no JSON is not read`(text: String) {
    #expect(throws: JSONValue.Fault.self) { try JSONValue(text) }
  }

  @Test func `JSON is read as it is meant`() throws {
    let value = try JSONValue(#" { "a\u00f1\ud83d\ude00\n" : [ null, true, -7, 1.5e3, "\\\"" ] } "#)
    #expect(
      value["añ😀\n"]
        == .array([.null, .bool(true), .integer(-7), .decimal("1.5e3"), .text("\\\"")]))
  }
}
