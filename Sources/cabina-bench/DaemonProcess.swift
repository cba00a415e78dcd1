import Glibc

/// A `cabinad` that was built beside this program, quiet.
struct DaemonProcess {
  private let identifier: pid_t

  struct NotStarted: Error, CustomStringConvertible {
    let path: String
    var description: String {
      "\(path) does not start; it is built by: swift build -c release --product cabinad"
    }
  }

  init(_ arguments: [String]) throws {
    var own = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &own, own.count - 1)
    let bytes = own.prefix(max(0, length)).map(UInt8.init(bitPattern:))
    let path = String(decoding: bytes, as: UTF8.self)
    let program = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex) + "/cabinad"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = ([String(program)] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier = pid_t()
    guard posix_spawn(&identifier, String(program), &actions, nil, &words, environ) == 0 else {
      throw NotStarted(path: String(program))
    }
    self.identifier = identifier
  }

  /// Since it was started.
  var mostResidentKibibytes: Int? {
    guard let file = fopen("/proc/\(identifier)/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let bytes = line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
      let words = String(decoding: bytes, as: UTF8.self).split { " \t\n".contains($0) }
      if words.first == "VmHWM:", words.count > 1 { return Int(words[1]) }
    }
    return nil
  }

  func stop() {
    kill(identifier, SIGTERM)
    waitpid(identifier, nil, 0)
  }
}
