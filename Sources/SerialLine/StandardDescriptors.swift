import Glibc

/// Standard input, output and error of a program whose starter has closed some of them.
package enum StandardDescriptors {
  /// Opens what is closed of them on nothing, before anything else is opened: the next file would have
  /// the number, and what is written to standard error would go into it, or onto a serial line. What
  /// is read and written there fails as it did, since each is opened the wrong way.
  package static func occupy() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest number that is free.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
