import Foundation

extension Tab {
  /// What keeps people from reading or using the page as it is now: WCAG 2.2 AA as far as a program
  /// can tell. Looked at in light and dark colours, as wide as the window and 320 pixels wide, with
  /// the mouse over everything, and gone through with Tab. The window and the colours are afterwards
  /// what they were; empty: nothing was found. `widths`: others to look at it in.
  func accessibilityFindings(widths: [Int] = []) throws -> [String] {
    let before = (size: size, isDark: isDark)
    var findings: [String] = []
    func add(_ found: [String], _ where: String) {
      for finding in found where !findings.contains(where: { $0.hasPrefix(finding) }) {
        findings.append("\(finding) (\(`where`))")
      }
    }
    try add(findingsOfNames(), "as the screen reader has it")
    let walk = try walk()
    add(walk.findings, "with Tab")
    for width in [before.size.width, Self.narrowWidth] {
      try setSize(width, before.size.height)
      for _ in 0..<2 {
        let look = "\(isDark ? "dark" : "light"), \(width) px wide"
        try add(evaluate(AccessibilityScript.all, as: [String].self), look)
        if width == before.size.width {
          try add(evaluate(AccessibilityScript.focusAtAll, walk.stops, as: [String].self), look)
        }
        try setDark(!isDark)
      }
      if width == before.size.width { try add(findingsOfHovering(), "under the mouse") }
      try add(evaluate(AccessibilityScript.wide, as: [String].self), "\(width) px wide")
    }
    for width in widths {
      try setSize(width, before.size.height)
      for script in [AccessibilityScript.all, AccessibilityScript.wide] {
        try add(evaluate(script, as: [String].self), "\(width) px wide")
      }
    }
    try setSize(before.size.width, before.size.height)
    return findings
  }

  /// How all that can be pressed, and the rows of tables, look when the mouse is over them.
  private func findingsOfHovering() throws -> [String] {
    for domain in ["DOM", "CSS"] { try call("\(domain).enable") }
    defer { for domain in ["CSS", "DOM"] { _ = try? call("\(domain).disable") } }
    let root = try call("DOM.getDocument", ["depth": 0])["root"] as? DevTools.Values
    let found = try call(
      "DOM.querySelectorAll",
      ["nodeId": root?["nodeId"] ?? 0, "selector": AccessibilityScript.changesUnderMouse])
    let nodes = (found["nodeIds"] as? [Int] ?? []).prefix(Self.stopLimit)
    try calls(
      nodes.map { node in
        ("CSS.forcePseudoState", ["nodeId": node, "forcedPseudoClasses": ["hover"]])
      })
    var findings: [String] = []
    for _ in 0..<2 {
      findings += try evaluate(AccessibilityScript.look, as: [String].self)
      try setDark(!isDark)
    }
    return findings
  }

  /// A page of 1280 pixels enlarged four times: WCAG 1.4.10.
  private static let narrowWidth = 320

  /// Goes through the page with Tab, from where the focus is until it comes around. Gives also the
  /// places where it stopped, among all elements.
  private func walk() throws -> (stops: [Int], findings: [String]) {
    var findings: [String] = []
    var stops: [Int] = []
    // Between the last and the first nothing has the focus; twice, when there is nothing at all.
    var pauses = 0
    // Tab stops at each part of a date.
    var parts = 0
    while pauses < 2, parts < 20 {
      try press(.tab)
      guard let focus = try evaluate(AccessibilityScript.focus) as? DevTools.Values else {
        pauses += 1
        continue
      }
      guard let place = focus["place"] as? Int else { break }
      if place == stops.last {
        parts += 1
        continue
      }
      parts = 0
      guard !stops.contains(place) else { break }
      guard stops.count < Self.stopLimit else {
        findings.append("Tab does not come around in \(Self.stopLimit) steps")
        break
      }
      stops.append(place)
      findings += focus["findings"] as? [String] ?? []
    }
    findings += try evaluate(AccessibilityScript.unreached, stops, as: [String].self)
    return (stops, findings)
  }

  private static let stopLimit = 500

  /// What a screen reader has no word for.
  private func findingsOfNames() throws -> [String] {
    let nodes = try call("Accessibility.getFullAXTree")["nodes"] as? [DevTools.Values] ?? []
    return try nodes.compactMap { node in
      let role = (node["role"] as? DevTools.Values)?["value"] as? String ?? ""
      let name = (node["name"] as? DevTools.Values)?["value"] as? String ?? ""
      guard node["ignored"] as? Bool != true, Self.namedRoles.contains(role),
        name.allSatisfy(\.isWhitespace)
      else { return nil }
      return "\(role) without a name: \(try element(of: node))"
    }
  }

  private static let namedRoles: Set = [
    "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox", "slider",
    "spinbutton", "switch", "menuitem", "tab", "image", "img", "DisclosureTriangle", "dialog",
    "radiogroup", "progressbar", "meter", "Date", "DateTime", "InputTime",
  ]

  /// The tag of a node of the accessibility tree, as it is written.
  private func element(of node: DevTools.Values) throws -> String {
    guard let identifier = node["backendDOMNodeId"] as? Int else { return "?" }
    let described = try call("DOM.describeNode", ["backendNodeId": identifier])["node"]
    guard let described = described as? DevTools.Values else { return "?" }
    let words = described["attributes"] as? [String] ?? []
    let pairs = stride(from: 0, to: words.count - 1, by: 2).map { " \(words[$0])=\(words[$0 + 1])" }
    return "<\((described["nodeName"] as? String ?? "?").lowercased())\(pairs.joined())>"
  }
}
