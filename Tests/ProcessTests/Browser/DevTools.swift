import Foundation

/// The Chrome DevTools Protocol over the two pipes of a browser: JSON messages, each ended by a zero
/// byte. What is asked of one tab goes by the name of its session.
final class DevTools: @unchecked Sendable {
  typealias Values = [String: Any]

  struct Event {
    let method: String
    let values: Values
  }

  private let writing: Int32
  private let condition = NSCondition()
  private var lastNumber = 0
  private var answers: [Int: Values] = [:]
  private var events: [String: [Event]] = [:]
  private var hasEnded = false

  /// A tab that says more than this has gone wild; what comes then is not kept.
  private static let eventLimit = 20_000

  /// Takes both descriptors over: reads on a thread of its own until the browser is gone.
  init(reading: Int32, writing: Int32) {
    self.writing = writing
    Thread.detachNewThread { [self] in
      var partial: [UInt8] = []
      var bytes = [UInt8](repeating: 0, count: 65_536)
      var count = 0
      repeat {
        repeat { count = read(reading, &bytes, bytes.count) } while count == -1 && errno == EINTR
        var rest = bytes[..<max(0, count)]
        while let end = rest.firstIndex(of: 0) {
          take(partial + rest[..<end])
          partial = []
          rest = rest[(end + 1)...]
        }
        partial += rest
      } while count > 0
      close(reading)
      condition.lock()
      hasEnded = true
      condition.broadcast()
      condition.unlock()
    }
  }

  deinit { close(writing) }

  private func take(_ message: [UInt8]) {
    guard let values = try? JSONSerialization.jsonObject(with: Data(message)) as? Values else {
      return
    }
    condition.lock()
    defer { condition.unlock() }
    if let number = values["id"] as? Int {
      answers[number] = values
    } else if let session = values["sessionId"] as? String,
      let method = values["method"] as? String,
      let known = events[session], known.count < Self.eventLimit
    {
      let event = Event(method: method, values: values["params"] as? Values ?? [:])
      events[session]?.append(event)
    }
    condition.broadcast()
  }

  /// Asks and waits for the answer; nil as `session`: of the browser itself.
  @discardableResult
  func call(
    _ method: String, _ parameters: Values = [:], session: String? = nil,
    within seconds: Double = Program.patience
  ) throws -> Values {
    try calls([(method, parameters)], session: session, within: seconds)[0]
  }

  /// Asks all of it at once, in this order, and waits for all answers.
  @discardableResult
  func calls(
    _ all: [(method: String, parameters: Values)], session: String?,
    within seconds: Double = Program.patience
  ) throws -> [Values] {
    let end = Date().addingTimeInterval(seconds)
    condition.lock()
    defer { condition.unlock() }
    let numbers = try all.map { try ask($0.method, $0.parameters, session) }
    return try zip(numbers, all).map { try answer(to: $0, $1.method, until: end) }
  }

  private func ask(_ method: String, _ parameters: Values, _ session: String?) throws -> Int {
    lastNumber += 1
    var message: Values = ["id": lastNumber, "method": method, "params": parameters]
    message["sessionId"] = session
    try write([UInt8](JSONSerialization.data(withJSONObject: message)) + [0], method)
    return lastNumber
  }

  private func answer(to number: Int, _ method: String, until end: Date) throws -> Values {
    while answers[number] == nil {
      guard !hasEnded else { throw BrowserFault("\(method): the browser is gone") }
      guard condition.wait(until: end) else { throw BrowserFault("\(method): no answer") }
    }
    let answer = answers.removeValue(forKey: number) ?? [:]
    if let refusal = answer["error"] as? Values {
      throw BrowserFault("\(method): \(refusal["message"] ?? refusal)")
    }
    return answer["result"] as? Values ?? [:]
  }

  private func write(_ bytes: [UInt8], _ method: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(writing, $0.baseAddress, $0.count) }
      if count == -1, errno == EINTR { continue }
      guard count > 0 else { throw BrowserFault("\(method): \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(count)
    }
  }

  /// From now on the events of a session are kept; those of others are not.
  func listen(to session: String) {
    condition.lock()
    defer { condition.unlock() }
    events[session] = []
  }

  func forget(_ session: String) {
    condition.lock()
    defer { condition.unlock() }
    events[session] = nil
  }

  /// All that a session has told since it was listened to.
  func events(of session: String) -> [Event] {
    condition.lock()
    defer { condition.unlock() }
    return events[session] ?? []
  }
}

/// What a browser or a page in it did not do, in words.
struct BrowserFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
