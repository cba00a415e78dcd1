import Foundation

extension Tab {
  /// What the browser found wrong with all pages so far: errors and warnings of its console,
  /// what the content security policy forbade, exceptions, answers that say of a fault and requests
  /// without one. What a test provokes it names, in part, in `provoked`.
  var complaints: [String] {
    var addresses: [String: String] = [:]
    var complaints: [String] = []
    for event in events {
      if event.method == "Network.requestWillBeSent", let request = Self.request(of: event) {
        addresses[request.identifier] = request.address
      }
      if let complaint = Self.complaint(of: event, addresses) { complaints.append(complaint) }
    }
    return complaints.filter { complaint in !provoked.contains { complaint.contains($0) } }
  }

  private static func request(
    of event: DevTools.Event
  ) -> (identifier: String, address: String)? {
    guard let identifier = event.values["requestId"] as? String,
      let request = event.values["request"] as? DevTools.Values,
      let address = request["url"] as? String
    else { return nil }
    return (identifier, address)
  }

  private static func complaint(
    of event: DevTools.Event, _ addresses: [String: String]
  ) -> String? {
    let values = event.values
    switch event.method {
    case "Log.entryAdded":
      let entry = values["entry"] as? DevTools.Values ?? [:]
      guard let level = entry["level"] as? String, level == "error" || level == "warning" else {
        return nil
      }
      return "\(entry["text"] ?? "") \(entry["url"] ?? "")"
    case "Runtime.exceptionThrown":
      let details = values["exceptionDetails"] as? DevTools.Values ?? [:]
      let exception = details["exception"] as? DevTools.Values
      return "exception: \(exception?["description"] ?? details["text"] ?? "")"
    case "Runtime.consoleAPICalled":
      guard let type = values["type"] as? String, ["error", "warning", "assert"].contains(type)
      else { return nil }
      let words = values["args"] as? [DevTools.Values] ?? []
      return "console: \(words.map { "\($0["value"] ?? $0["description"] ?? "")" })"
    case "Network.loadingFailed":
      // A page that is left lets go of what it was loading.
      guard values["canceled"] as? Bool != true else { return nil }
      // What the page never asked for, the protocol asked the browser's cache for.
      guard let address = (values["requestId"] as? String).flatMap({ addresses[$0] }) else {
        return nil
      }
      return "\(address): \(values["errorText"] ?? "") \(values["blockedReason"] ?? "")"
    case "Page.javascriptDialogOpening": return "a dialog: \(values["message"] ?? "")"
    case "Inspector.targetCrashed": return "the page crashed"
    default: return nil
    }
  }
}
