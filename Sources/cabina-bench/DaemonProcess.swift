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

  func stop() {
    kill(identifier, SIGTERM)
    waitpid(identifier, nil, 0)
  }
}

/// Gone with what is in it when it is removed.
struct TemporaryFolder {
  let path: String

  init() throws {
    var name = Array("/tmp/cabina-bench-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw NotWritten(path: "/tmp") }
    path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  struct NotWritten: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) cannot be written" }
  }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw NotWritten(path: name) }
    fputs(text, file)
    guard fclose(file) == 0 else { throw NotWritten(path: name) }
  }

  /// It holds files alone.
  func remove() {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

/// One request on a connection of its own, as plain as can be.
enum PageRequest {
  struct Failed: Error {}

  /// The whole answer.
  static func get(_ target: String, at socketPath: String) throws -> String {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failed() }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: socketPath.utf8.prefix(place.count - 1))
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) } == 0
    }
    guard isConnected else { throw Failed() }
    let text = "GET \(target) HTTP/1.1\r\nHost: cabina\r\nConnection: close\r\n\r\n"
    guard send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
      throw Failed()
    }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count >= 0 else { throw Failed() }
      if count == 0 { return String(decoding: answer, as: UTF8.self) }
      answer += piece[..<count]
    }
  }
}
