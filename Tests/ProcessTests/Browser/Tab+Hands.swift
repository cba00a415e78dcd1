import Foundation

/// What a person does to a page with mouse and keyboard.
extension Tab {
  /// Presses the mouse's button in the middle of what is there to be pressed, once it stands still.
  func click(_ place: Place) throws {
    var last: [Double] = []
    try wait("\(place) to be clicked") {
      let point = try evaluate(
        Self.middle, place.arguments[0], place.arguments[1], as: [Double].self)
      defer { last = point }
      return point == last
    }
    for type in ["mouseMoved", "mousePressed", "mouseReleased"] {
      try call(
        "Input.dispatchMouseEvent",
        [
          "type": type, "x": last[0], "y": last[1], "clickCount": type == "mouseMoved" ? 0 : 1,
          "button": type == "mouseMoved" ? "none" : "left",
        ])
    }
  }

  /// Of an element that the mouse reaches there.
  private static let middle = #"""
    (kind, words) => {
      const element = find(kind, words);
      if (!isShown(element)) throw new Error("it is not shown");
      if (element.matches(":disabled")) throw new Error("it is disabled");
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = element.getClientRects()[0];
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      const top = document.elementFromPoint(x, y);
      if (!top || !(element.contains(top) || top.contains(element) && top.matches("label"))) {
        throw new Error("it is covered by " + (top ? top.outerHTML.slice(0, 100) : "nothing"));
      }
      return [x, y];
    }
    """#

  /// Clicks a field and types into it, in place of what it holds.
  func type(_ text: String, into place: Place) throws {
    try click(place)
    try call(
      "Input.dispatchKeyEvent",
      [
        "type": "rawKeyDown", "key": "a", "code": "KeyA", "windowsVirtualKeyCode": 65,
        "modifiers": 2, "commands": ["selectAll"],
      ])
    if text.isEmpty { try press(.backspace) } else { try type(text) }
  }

  /// Types where the focus is, a key for each letter.
  func type(_ text: String) throws {
    for letter in text.map(String.init) {
      try call(
        "Input.dispatchKeyEvent",
        ["type": "keyDown", "key": letter, "text": letter, "unmodifiedText": letter])
      try call("Input.dispatchKeyEvent", ["type": "keyUp", "key": letter])
    }
  }

  enum Key: String {
    case tab = "Tab"
    case enter = "Enter"
    case space = " "
    case escape = "Escape"
    case backspace = "Backspace"
    case down = "ArrowDown"
    case up = "ArrowUp"

    fileprivate var code: Int {
      switch self {
      case .tab: 9
      case .enter: 13
      case .space: 32
      case .escape: 27
      case .backspace: 8
      case .down: 40
      case .up: 38
      }
    }

    fileprivate var text: String? {
      switch self {
      case .enter: "\r"
      case .space: " "
      default: nil
      }
    }
  }

  /// Presses a key where the focus is. `shift`: backwards, with Tab.
  func press(_ key: Key, shift: Bool = false) throws {
    var values: DevTools.Values = [
      "key": key.rawValue, "code": key == .space ? "Space" : key.rawValue,
      "windowsVirtualKeyCode": key.code, "modifiers": shift ? 8 : 0,
    ]
    values["text"] = key.text
    values["type"] = key.text == nil ? "rawKeyDown" : "keyDown"
    let down = values
    values["text"] = nil
    values["type"] = "keyUp"
    try calls([("Input.dispatchKeyEvent", down), ("Input.dispatchKeyEvent", values)])
  }

  /// Goes on with Tab until something has the focus, as one does without a mouse.
  func tabTo(_ place: Place) throws {
    for _ in 0..<300 {
      try press(.tab)
      let isThere = try evaluate(
        "(kind, words) => document.activeElement === find(kind, words)", place.arguments[0],
        place.arguments[1], as: Bool.self)
      if isThere { return }
    }
    throw BrowserFault("Tab does not come to \(place)")
  }

  /// Chooses from a list with the arrow keys.
  func choose(_ option: String, in place: Place) throws {
    let steps = try evaluate(
      #"""
      (kind, words, option) => {
        const list = find(kind, words);
        const all = [...list.options].map((one) => tidy(one.text));
        if (!all.includes(option)) throw new Error("there is none among: " + all.join(", "));
        list.focus();
        return all.indexOf(option) - list.selectedIndex;
      }
      """#, place.arguments[0], place.arguments[1], option, as: Int.self)
    for _ in 0..<abs(steps) { try press(steps > 0 ? .down : .up) }
    try wait("\(place) to have «\(option)»") {
      try evaluate(
        "(kind, words) => tidy(find(kind, words).selectedOptions[0].text)", place.arguments[0],
        place.arguments[1], as: String.self) == option
    }
  }

  /// Gives a file to a field of files.
  func upload(_ path: String, into place: Place) throws {
    let words = try JSONSerialization.data(withJSONObject: place.arguments)
    let found = try call(
      "Runtime.evaluate",
      [
        "expression": "(() => { \(Place.script)\n"
          + "return find(...\(String(decoding: words, as: UTF8.self))); })()"
      ])
    let object = (found["result"] as? DevTools.Values)?["objectId"] as? String
    guard let object else { throw BrowserFault("\(place) is not there") }
    try call("DOM.setFileInputFiles", ["files": [path], "objectId": object])
  }
}
