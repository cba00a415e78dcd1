import FoundationEssentials

/// A page of what was written down, each record as it came, a line.
struct EventLines {
  /// Without line ends.
  let lines: [String]
  /// What to go on from.
  let next: Int64

  private struct Page: Decodable {
    struct Event: Decodable { let number: Int64 }
    let next: Int64
    let events: [Event]
  }

  /// nil: it is no such page.
  init?(_ body: [UInt8]) {
    guard let page = try? JSONDecoder().decode(Page.self, from: Data(body)),
      let list = body.firstRange(of: Array("\"events\":[".utf8))
    else { return nil }
    lines = Self.elements(of: body[list.upperBound...])
    guard lines.count == page.events.count else { return nil }
    next = page.next
  }

  /// Of a list whose opening bracket stands before it; it is JSON, and on one line.
  private static func elements(of bytes: ArraySlice<UInt8>) -> [String] {
    var elements: [String] = []
    var (start, depth, isText, position) = (bytes.startIndex, 0, false, bytes.startIndex)
    func end() {
      guard start < position else { return }
      elements.append(String(decoding: bytes[start..<position], as: UTF8.self))
    }
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\\") where isText: position += 1
      case UInt8(ascii: "\""): isText.toggle()
      case _ where isText: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]") where depth == 0:
        end()
        return elements
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        end()
        start = position + 1
      default: break
      }
      position += 1
    }
    return elements
  }
}
