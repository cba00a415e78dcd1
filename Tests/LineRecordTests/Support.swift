import BoothProtocol
import Foundation
import LineRecord

/// Numbers that look random and are the same in each run (Steele, Lea and Flood 2014).
struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Bytes of which a part are zeros, as on a line.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in number(0...4) == 0 ? 0 : UInt8(number(0...255)) }
  }

  /// The same bytes in pieces.
  mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = number(1...40)
      pieces.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }
}

func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// A file as a recorder makes it, with the verdicts.
func file(_ runs: [LineRun], program: String = "test 1") -> [UInt8] {
  var decoder = LineDecoder()
  let line = RecordedLine(name: "/dev/ttyTEST", description: "115200 bit/s", speed: 115_200)
  return runs.reduce(PcapngWriter.header(program: program, line: line)) { bytes, run in
    guard case .rejected(let verdict) = decoder.take(run) else {
      return bytes + PcapngWriter.block(run)
    }
    return bytes + PcapngWriter.block(run, comment: verdict.rawValue)
  }
}

/// The root of the repository.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The frames that every implementation of the wire is held to.
struct Vectors: Decodable {
  struct Valid: Decodable {
    var name: String
    /// nil: a type to come.
    var message: String?
    var direction: String
    var wire: String
  }

  struct Rejected: Decodable {
    var name: String
    var direction: String
    var why: String
    var wire: String
  }

  var valid: [Valid]
  var rejected: [Rejected]

  static let url = root.appendingPathComponent("firmware-protocol/vectors/frames.json")

  static func read() throws -> Vectors {
    try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
  }
}

func direction(_ side: String) -> LineDirection { side == "host" ? .toBoard : .toHost }

/// Another program's output, nil where the program is not installed.
func output(of program: String, _ arguments: [String]) throws -> String? {
  let path = ["/usr/bin/", "/usr/local/bin/"].map { $0 + program }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  guard let path else { return nil }
  let file = try TemporaryFile([])
  var files = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&files)
  defer { posix_spawn_file_actions_destroy(&files) }
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&files, 1, file.path, O_WRONLY | O_CREAT, 0o600)
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)
  for descriptor in Int32(3)..<4096 { posix_spawn_file_actions_addclose(&files, descriptor) }
  var words = ([path] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var child = pid_t()
  let result = posix_spawn(&child, path, &files, nil, &words, environ)
  guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
  var status: Int32 = 0
  while waitpid(child, &status, 0) == -1, errno == EINTR {}
  return try String(contentsOfFile: file.path, encoding: .utf8)
}

/// Where `CABINA_ALL_TOOLS` is set it has to be there.
let hasTshark =
  ProcessInfo.processInfo.environment["CABINA_ALL_TOOLS"].map { !$0.isEmpty } ?? false
  || ["/usr/bin/tshark", "/usr/local/bin/tshark"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

/// A file that is gone after the test.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8], _ name: String = "recording.pcapng") throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("cabina-\(UUID().uuidString.prefix(8))-\(name)")
    try Data(bytes).write(to: url)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
