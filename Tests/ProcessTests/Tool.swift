import Foundation

/// A program of the system that a test needs, and is left out where there is none.
enum Tool {
  static func path(of name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Where `CABINA_ALL_TOOLS` is set all have to be there: a test that needs one is not left out, and
  /// fails without it.
  static func isHere(_ name: String) -> Bool { mustBe || path(of: name) != nil }

  static var mustBe: Bool {
    ProcessInfo.processInfo.environment["CABINA_ALL_TOOLS"].map { !$0.isEmpty } ?? false
  }
}
