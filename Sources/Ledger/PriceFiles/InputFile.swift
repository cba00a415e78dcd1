import Glibc

/// A file that may be read as often as it takes. Of a pipe, of which every byte comes once
/// (`<(zcat list.gz)`, `/dev/stdin`, `-`), a copy without a name is read.
final class InputFile {
  /// Opens again and again, each time from its beginning.
  let location: String
  private var copy: UnsafeMutablePointer<FILE>?

  /// Milliseconds in which something must come through a pipe: whoever was to write into it may be
  /// gone, or never have come, and opening such a pipe would wait for ever. A program that makes a
  /// list answers within seconds. Injected by tests.
  @TaskLocal static var patience: Int32 = 10_000

  /// `limit`: bytes of a pipe; a file is measured by who reads it.
  init(_ path: String, limit: Int) throws(SmallFileError) {
    let isStandardInput = path == "-"
    let descriptor =
      isStandardInput
      ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
      : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0,
      [S_IFIFO, S_IFSOCK].contains(facts.st_mode & S_IFMT)
    else {
      // What is wrong with it, whoever opens it again says.
      if descriptor >= 0 { close(descriptor) }
      location = isStandardInput ? "/dev/stdin" : path
      return
    }
    defer { close(descriptor) }
    guard let copy = tmpfile() else { throw .system() }
    self.copy = copy
    location = "/proc/self/fd/\(fileno(copy))"
    try Self.fill(copy, from: descriptor, limit: limit)
  }

  deinit { if let copy { fclose(copy) } }

  private static func fill(
    _ copy: UnsafeMutablePointer<FILE>, from descriptor: Int32, limit: Int
  ) throws(SmallFileError) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var size = 0
    while true {
      // Without a writer a read would find the end at once: only the wait tells whether one comes.
      var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&readable, 1, patience)
      if ready < 0, errno == EINTR { continue }
      guard ready != 0 else {
        let seconds = patience / 1000
        throw SmallFileError(
          message: "a pipe, through which nothing came for \(seconds) s",
          spanish: "es una tubería, y en \(seconds) s no llegó nada")
      }
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else { throw .system() }
      if count == 0 { break }
      size += count
      guard size <= limit else {
        throw SmallFileError(
          message: "more than \(limit >> 20) MiB", spanish: "pasa de \(limit >> 20) MiB")
      }
      guard fwrite(chunk, 1, count, copy) == count else { throw .system() }
    }
    guard fflush(copy) == 0 else { throw .system() }
  }
}
