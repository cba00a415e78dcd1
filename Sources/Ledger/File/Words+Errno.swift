internal import Glibc
package import Notation

extension Words {
  /// What a system call came to.
  package init(errno code: Int32) {
    self.init(errno: code, english: String(cString: strerror(code)))
  }
}
