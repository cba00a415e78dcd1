internal import Glibc

/// The signals that end a program in order: TERM, INT, and HUP when its terminal is gone. None is
/// lost, however soon it comes.
package struct EndingSignals: Sendable {
  private let set: sigset_t

  /// Blocks them. To be made before any other thread exists, so that every thread inherits it and
  /// none is killed by what `wait` is there to take. Nor is the program killed by a pipe whose reader
  /// is gone.
  package init() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
    self.set = set
  }

  /// Waits for one; one that came since they were blocked is here already.
  package func wait() {
    var set = set
    var number: Int32 = 0
    while sigwait(&set, &number) == EINTR {}
  }
}
