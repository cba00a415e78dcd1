import Foundation

/// What a page stands in: a screen, a network, a browser with or without scripts.
extension Tab {
  /// The size of the window, in CSS pixels.
  func setSize(_ width: Int, _ height: Int) throws {
    guard size != (width, height) else { return }
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    size = (width, height)
  }

  func setDark(_ isDark: Bool) throws {
    try call(
      "Emulation.setEmulatedMedia",
      [
        "features": [
          ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"],
          // Nothing is measured halfway.
          ["name": "prefers-reduced-motion", "value": "reduce"],
        ]
      ])
    self.isDark = isDark
  }

  /// Off: of what is opened from now on no script runs; `evaluate` still does.
  func setScripts(on isOn: Bool) throws {
    try call("Emulation.setScriptExecutionDisabled", ["value": !isOn])
  }

  /// What the page gives to be kept goes into a folder, under its own name; else it goes nowhere.
  func keepDownloads(in folder: String) throws {
    try callBrowser(
      "Browser.setDownloadBehavior", ["behavior": "allow", "downloadPath": folder])
  }

  func setOffline(_ isOffline: Bool) throws {
    try call(
      "Network.emulateNetworkConditions",
      ["offline": isOffline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
  }

  /// How many pixels the page is wider than its window.
  var excessWidth: Int {
    get throws {
      try evaluate(
        "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth",
        as: Int.self)
    }
  }

  /// The whole page as `NAME.png` in the folder that `CABINA_SCREENSHOTS` names, if it does.
  func screenshot(_ name: String) {
    guard let folder = ProcessInfo.processInfo.environment["CABINA_SCREENSHOTS"] else { return }
    let answer = try? call(
      "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
    guard let text = answer?["data"] as? String, let picture = Data(base64Encoded: text) else {
      return
    }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? picture.write(to: URL(fileURLWithPath: folder + "/\(name).png"))
  }
}
