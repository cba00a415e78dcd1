import Notation
import Testing

@testable import OwnerPanel

/// Holds what is answered under `/api/v1` to the document. Every answer of every test passes here: see
/// `Desk.answer`, `Desk.response` and `Client`.
struct APIContract {
  struct Answer {
    var status: Int
    /// nil: it has none.
    var type: String?
    var body: [UInt8]
    /// Of the header `Allow`.
    var allow: String?
  }

  static let document = try? JSONValue(APIDocument.json.bytes)

  /// Records what in the answer is not as the document has it.
  static func check(_ answer: Answer, to method: HTTPMethod, _ target: RequestTarget) {
    guard target.segments.starts(with: ["api", "v1"]) else { return }
    guard let document else {
      Issue.record("the document is no JSON")
      return
    }
    for fault in APIContract(document: document).faults(in: answer, to: method, target) {
      let path = target.segments.joined(separator: "/")
      Issue.record("\(method.rawValue) /\(path), \(answer.status): \(fault)")
    }
  }

  let document: JSONValue

  func faults(in answer: Answer, to method: HTTPMethod, _ target: RequestTarget) -> [String] {
    guard let described = path(of: target) else {
      return faults(in: answer, refusedAs: [404: ["not_found"]])
    }
    // HEAD is answered as GET is.
    let asked = method == .head ? HTTPMethod.get : method
    guard let operation = described[asked.rawValue.lowercased()] else {
      var faults = faults(in: answer, refusedAs: [405: ["method_not_allowed"]])
      if answer.status == 405, answer.allow.map(Self.methods) != Self.methods(of: described) {
        faults.append("Allow: \(answer.allow ?? "")")
      }
      return faults
    }
    return faults(in: answer, by: operation)
  }

  private func faults(in answer: Answer, by operation: JSONValue) -> [String] {
    guard var response = operation["responses"]?["\(answer.status)"] else {
      return ["this status is not in the document"]
    }
    if let reference = response["$ref"]?.text { response = document.at(reference) ?? .null }
    guard let content = response["content"] else {
      return answer.body.isEmpty && answer.type == nil ? [] : ["a body where there is to be none"]
    }
    let type = answer.type?.split(separator: ";").first.map(String.init) ?? "none"
    guard let described = content[type] else { return ["the type \(type) is not in the document"] }
    guard type == "application/json" else { return [] }
    guard let schema = described["schema"], let value = try? JSONValue(answer.body) else {
      return ["no JSON: \(String(decoding: answer.body, as: UTF8.self))"]
    }
    var faults = SchemaValidator(document: document, isClosed: true).faults(in: value, by: schema)
    let codes = described["examples"]?.object.map { Set($0.keys) } ?? []
    if answer.status >= 400, !codes.contains(value["error"]?.text ?? "") {
      faults.append("\(value["error"]?.text ?? "no code") is none of \(codes.sorted())")
    }
    return faults
  }

  /// Of what the document has no word: only that there is nothing like it, unless who asks may not.
  private func faults(in answer: Answer, refusedAs codes: [Int: Set<String>]) -> [String] {
    let codes = codes.merging([
      421: ["wrong_host"], 403: ["other_origin"],
    ]) { mine, _ in mine }
    guard let expected = codes[answer.status] else { return ["expected one of \(codes.keys)"] }
    guard let value = try? JSONValue(answer.body), answer.type == "application/json",
      let schema = document.at("#/components/schemas/Refusal")
    else { return ["no refusal: \(String(decoding: answer.body, as: UTF8.self))"] }
    let code = value["error"]?.text ?? ""
    return SchemaValidator(document: document, isClosed: true).faults(in: value, by: schema)
      + (expected.contains(code) ? [] : ["\(code) is none of \(expected)"])
  }

  /// The path of the document that the target is under; of several the one with the most words of its
  /// own.
  private func path(of target: RequestTarget) -> JSONValue? {
    func words(of template: String) -> Int? {
      let pieces = template.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      guard pieces.count == target.segments.count else { return nil }
      var words = 0
      for (piece, segment) in zip(pieces, target.segments) where !piece.hasPrefix("{") {
        guard piece == segment else { return nil }
        words += 1
      }
      return words
    }
    return (document["paths"]?.object ?? [:])
      .compactMap { path in words(of: path.key).map { (words: $0, item: path.value) } }
      .max { $0.words < $1.words }?.item
  }

  private static func methods(_ allow: String) -> Set<String> {
    Set(allow.split(separator: ",").map { $0.trimmingBlanks() })
  }

  static func methods(of path: JSONValue) -> Set<String> {
    let methods = Set(HTTPMethod.allCases.map(\.rawValue).filter { path[$0.lowercased()] != nil })
    return methods.contains("GET") ? methods.union(["HEAD"]) : methods
  }
}
