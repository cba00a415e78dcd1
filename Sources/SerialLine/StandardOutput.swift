internal import Glibc

/// What a program has to say to whoever reads it.
package enum StandardOutput {
  /// Writes all of it at once, without a buffer. Who has read enough and is gone, as `head` does, is
  /// no fault: what is left is not written. Throws where nothing more fits, or nothing can be written.
  package static func write(_ text: String) throws(SystemError) {
    _ = try writeToReader(Array(text.utf8))
  }

  /// The same. Returns false when the reader is gone.
  package static func writeToReader(_ bytes: [UInt8]) throws(SystemError) -> Bool {
    var bytes = bytes
    while !bytes.isEmpty {
      do throws(SystemError) {
        bytes.removeFirst(try SystemCall.write(STDOUT_FILENO, bytes))
      } catch {
        switch error.code {
        case EPIPE: return false
        // Shared with a program that reads without waiting, which makes both ends so.
        case EAGAIN:
          var writable = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&writable, 1, -1)
        default: throw error
        }
      }
    }
    return true
  }
}
