import Foundation
import Testing

/// What the README tells a technician to type, typed.
@Suite(.waiting) struct `The technician's five minutes` {
  private static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("README.md")

  /// The blocks of commands below the words, with places of the test's own.
  private func blocks(_ folder: TemporaryFolder) throws -> String {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let part = try #require(text.components(separatedBy: "**A technician's five minutes**").last)
    let blocks = part.components(separatedBy: "```sh\n").dropFirst().prefix(2)
      .compactMap { $0.components(separatedBy: "```").first }
    try #require(blocks.count == 2)
    let root = Self.readme.deletingLastPathComponent().path
    let building = #"swift build && export PATH="$PWD/.build/debug:$PATH""#
    let parts = blocks.joined().components(separatedBy: building)
    try #require(parts.count == 2, "the README builds in other words than this test knows")
    // They are built already. The folder that they stand in may be one below /tmp itself.
    return parts.map { $0.replacingOccurrences(of: "/tmp/", with: folder.path + "/") }
      .joined(separator: "cd '\(root)'; export PATH='\(Program.folder.path)':$PATH")
  }

  @Test func `is done as it is written`() throws {
    let folder = TemporaryFolder()
    let script = try folder.write("set -em\n" + blocks(folder), to: "tour.sh")
    let shell = try Program("/bin/bash", [script], environment: ["LC_ALL": "C"])
    let status = try shell.status(within: 120)
    let (output, errors) = (shell.restOfOutput(), shell.restOfErrors())
    #expect(status == 0, "\(output)\n\(errors)")
    let text = output.joined(separator: "\n")
    for part in [
      "434142494e412d53494d2d31", "1.0.0", "|PRUEBA          |", "in use by cabinad",
      "balance-gone", "questions in", "ringHighWater", "PONG", "4312  CABINA 01",
    ] {
      #expect(text.contains(part), "«\(part)» is not in: \(text)")
    }
    let said = errors.joined(separator: "\n")
    #expect(said.contains("straight on \(folder.path)/ttyBOARD"))
    #expect(said.contains("through the daemon, on \(folder.path)/ttyBOARD"))
  }
}
