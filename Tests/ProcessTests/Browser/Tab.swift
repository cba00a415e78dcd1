import Foundation

/// A page in the browser. Everything that waits has a limit, and says what it waited for in vain.
final class Tab {
  private let devTools: DevTools
  private let session: String
  private let context: String
  /// Parts of complaints that a test provokes; see `complaints`.
  var provoked: [String] = []
  var size = (width: 0, height: 0)
  var isDark = false

  init(_ devTools: DevTools) throws {
    self.devTools = devTools
    let context = try devTools.call("Target.createBrowserContext")["browserContextId"]
    self.context = try Self.text(context)
    let target = try devTools.call(
      "Target.createTarget", ["url": "about:blank", "browserContextId": self.context])["targetId"]
    session = try Self.text(
      devTools.call(
        "Target.attachToTarget", ["targetId": try Self.text(target), "flatten": true])["sessionId"])
    devTools.listen(to: session)
    for domain in ["Page", "Runtime", "Log", "Network", "Inspector"] {
      try call("\(domain).enable")
    }
    try call("Page.setLifecycleEventsEnabled", ["enabled": true])
    try callBrowser("Browser.setDownloadBehavior", ["behavior": "deny"])
    // As if the window were in front.
    try call("Emulation.setFocusEmulationEnabled", ["enabled": true])
    try setSize(1280, 800)
    try setDark(false)
  }

  private static func text(_ value: Any?) throws -> String {
    guard let text = value as? String else {
      throw BrowserFault("the browser answers in a new way")
    }
    return text
  }

  func close() {
    devTools.forget(session)
    _ = try? devTools.call("Target.disposeBrowserContext", ["browserContextId": context])
  }

  @discardableResult
  func call(_ method: String, _ parameters: DevTools.Values = [:]) throws -> DevTools.Values {
    try devTools.call(method, parameters, session: session)
  }

  /// All at once, in this order.
  func calls(_ all: [(method: String, parameters: DevTools.Values)]) throws {
    try devTools.calls(all, session: session)
  }

  /// Of what the browser has for all tabs of this one's cookies.
  func callBrowser(_ method: String, _ parameters: DevTools.Values) throws {
    try devTools.call(method, parameters.merging(["browserContextId": context]) { $1 })
  }

  var events: [DevTools.Event] { devTools.events(of: session) }

  // MARK: Going somewhere

  /// Opens an address and waits until all that belongs to the page is there; false: it is no page,
  /// but a file to be kept.
  @discardableResult
  func open(_ address: String) throws -> Bool {
    let before = events.count
    let answer = try call("Page.navigate", ["url": address])
    if answer["isDownload"] as? Bool == true { return false }
    if let trouble = answer["errorText"] as? String { throw BrowserFault("\(address): \(trouble)") }
    guard let loader = answer["loaderId"] as? String else { return true }
    try wait("\(address) to load") {
      events.dropFirst(before).contains {
        $0.method == "Page.lifecycleEvent" && $0.values["name"] as? String == "load"
          && $0.values["loaderId"] as? String == loader
      }
    }
    return true
  }

  @discardableResult
  func open(_ shop: RunningShop, _ path: String = "/") throws -> Bool {
    try open("http://127.0.0.1:\(shop.port)\(path)")
  }

  // MARK: Looking

  /// The value of an expression, or what a function gives for these values of JSON. It must not
  /// wait for anything.
  func evaluate(_ function: String, _ arguments: Any...) throws -> Any? {
    let words = try JSONSerialization.data(withJSONObject: arguments)
    let result = try call(
      "Runtime.evaluate",
      [
        "expression": "(() => { \(Place.script)\n"
          + "return (\(function))(...\(String(decoding: words, as: UTF8.self))); })()",
        "returnByValue": true,
      ])
    if let exception = result["exceptionDetails"] as? DevTools.Values {
      let thrown = exception["exception"] as? DevTools.Values
      let words = thrown?["description"] as? String ?? exception["text"] as? String ?? ""
      throw BrowserFault(words.split(separator: "\n").first.map(String.init) ?? words)
    }
    return (result["result"] as? DevTools.Values)?["value"]
  }

  func evaluate<Value>(
    _ function: String, _ arguments: Any..., as type: Value.Type
  ) throws -> Value {
    let words = try JSONSerialization.data(withJSONObject: arguments)
    let value = try evaluate(
      "() => (\(function))(...\(String(decoding: words, as: UTF8.self)))")
    guard let value = value as? Value else {
      throw BrowserFault("\(function) gave \(value ?? "nothing"), expected \(type)")
    }
    return value
  }

  /// What an element says, blanks put in order.
  func text(of place: Place) throws -> String {
    try evaluate(
      "(kind, words) => tidy(find(kind, words).textContent)", place.arguments[0],
      place.arguments[1], as: String.self)
  }

  /// What each of the elements says that match a selector.
  func texts(of selector: String) throws -> [String] {
    try evaluate(
      "(all) => [...document.querySelectorAll(all)].map((one) => tidy(one.textContent))", selector,
      as: [String].self)
  }

  func attribute(_ name: String, of place: Place) throws -> String? {
    try evaluate(
      "(kind, words, name) => find(kind, words).getAttribute(name)", place.arguments[0],
      place.arguments[1], name) as? String
  }

  /// One property of what is computed from the stylesheets.
  func style(_ property: String, of place: Place) throws -> String {
    try evaluate(
      "(kind, words, name) => getComputedStyle(find(kind, words)).getPropertyValue(name)",
      place.arguments[0], place.arguments[1], property, as: String.self)
  }

  func isShown(_ place: Place) throws -> Bool {
    try evaluate(
      """
      (kind, words) => {
        try { return isShown(find(kind, words)); } catch { return false; }
      }
      """, place.arguments[0], place.arguments[1], as: Bool.self)
  }

  /// All that the page shows, as a person could copy it.
  var shownText: String {
    get throws { try evaluate("() => tidy(document.body.innerText)", as: String.self) }
  }

  var address: String { get throws { try evaluate("() => location.href", as: String.self) } }

  /// For whoever reads of a failure: where the page is, what it shows and what it complained of.
  var state: String {
    """
    the page is at \((try? address) ?? "?"), shows: \((try? shownText)?.prefix(1500) ?? "?"); \
    complaints: \(complaints)
    """
  }

  // MARK: Waiting

  func waitFor(_ place: Place, within seconds: Double = Program.patience) throws {
    try wait("\(place)", within: seconds) { try isShown(place) }
  }

  func waitUntilGone(_ place: Place, within seconds: Double = Program.patience) throws {
    try wait("\(place) to be gone", within: seconds) { try !isShown(place) }
  }

  /// Waits until the page shows a text; capitals do not matter, a stylesheet may make them.
  func waitFor(text: String, within seconds: Double = Program.patience) throws {
    try wait("«\(text)»", within: seconds) {
      try shownText.lowercased().contains(text.lowercased())
    }
  }

  /// Waits until an element says it.
  func waitFor(
    _ place: Place, toSay text: String, within seconds: Double = Program.patience
  ) throws {
    try wait("\(place) to say «\(text)»", within: seconds) { try self.text(of: place) == text }
  }

  /// Looks until it is so. A look may come while one page goes and the next comes: what fails is
  /// not so yet.
  func wait(
    _ what: String, within seconds: Double = Program.patience, until isSo: () throws -> Bool
  ) throws {
    let end = Date().addingTimeInterval(seconds)
    var trouble = ""
    repeat {
      do {
        if try isSo() { return }
        trouble = ""
      } catch { trouble = " (\(error))" }
      usleep(15_000)
    } while Date() < end
    throw BrowserFault("waited \(seconds) s in vain for \(what)\(trouble)")
  }
}
