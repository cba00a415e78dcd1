/// The files that pages load: all of them are in the program.
enum StaticFile: String, Hashable, Sendable, CaseIterable {
  case stylesheet = "panel.css"
  case plain = "plain.css"
  case script = "panel.js"
  case till = "till.js"
  case icon = "icon.svg"

  var path: String { "/static/\(rawValue)" }

  var type: MediaType {
    switch self {
    case .stylesheet, .plain: .css
    case .script, .till: .javaScript
    case .icon: .svg
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .stylesheet: Array(Stylesheet.all.utf8)
    case .plain: Array(Stylesheet.plain.utf8)
    case .script: Array(panelScript.utf8)
    case .till: Array(tillScript.utf8)
    case .icon: Array(panelIcon.utf8)
    }
  }

  /// Of all files together: a page that finds another one in the stream was made by another version
  /// of the program.
  static let fingerprint = hexadecimal(fnv1a(allCases.flatMap(\.bytes)))

  /// Browsers keep the file, and ask each time whether it is still the same.
  func response(to request: HTTPRequest) -> HTTPResponse {
    FixedContent(type, bytes).response(to: request)
  }
}

private let panelIcon = """
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
  <rect width="32" height="32" rx="8" fill="#0f4a43"/>\
  <path transform="translate(3 3.4) scale(1.083)" fill="#fff" d="M2.4 14.6C2.4 9.2 6.4 6.6 12 6.6\
  s9.6 2.6 9.6 8c0 1.3-.7 2-1.9 2h-2.3c-1.1 0-1.7-.6-1.8-1.6l-.2-1.5c-.1-.7-.4-1-1.1-1.1\
  -1.5-.2-3.1-.2-4.6 0-.7.1-1 .4-1.1 1.1l-.2 1.5c-.1 1-.7 1.6-1.8 1.6H4.3c-1.2 0-1.9-.7-1.9-2z"/>\
  </svg>
  """
