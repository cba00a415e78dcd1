import Dispatch
import Glibc
import Synchronization

/// The wish that the program end: Ctrl-C, a terminal that is closed, `kill`. As long as this lives the
/// signals are what `manner` says, and afterwards again what they were before. One that is ignored by
/// who started the program, as `nohup` and the `&` of a script do, stays ignored.
///
/// One rule of exit statuses: what was asked for and is not done ends by the signal itself, as shells
/// expect it (130 after Ctrl-C), once it has told what it has. What goes on until somebody ends it
/// has come to its end, with status 0.
///
/// One at a time: there is one process.
final class Interrupt {
  enum Manner: Int {
    /// It is looked at between two steps. The second one ends the program at once.
    case wish
    /// The program ends by the signal, wherever it is.
    case atOnce
    /// The program ends wherever it is, and that is how it ends: with status 0.
    case isTheEnd
    /// What was begun is brought to its end.
    case tooLate
  }

  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  private let before: [(number: Int32, action: sigaction)]

  init(_ manner: Manner) {
    Self.clear()
    Self.manner.store(manner.rawValue, ordering: .releasing)
    before = Self.signals.compactMap { number in
      var found = sigaction()
      sigaction(number, nil, &found)
      guard !found.isIgnored else { return nil }
      var own = sigaction()
      own.__sigaction_handler.sa_handler = { Interrupt.take($0) }
      own.sa_flags = SA_RESTART
      sigaction(number, &own, nil)
      return (number, found)
    }
  }

  deinit {
    for (number, action) in before {
      var action = action
      sigaction(number, &action, nil)
    }
    Self.clear()
  }

  /// For as long as `body` takes.
  static func during<Value, Failure: Error>(
    _ manner: Manner, _ body: (Interrupt) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let interrupt = Interrupt(manner)
    defer { withExtendedLifetime(interrupt) {} }
    return try body(interrupt)
  }

  private static func clear() {
    draftCount.store(0, ordering: .releasing)
    lastWordsLength.store(0, ordering: .releasing)
    hasTerminal.store(false, ordering: .releasing)
    received.store(0, ordering: .releasing)
  }

  /// Somebody wishes it to end.
  var isRequested: Bool { signal != nil }

  /// By which signal; nil: nobody does.
  var signal: Int32? {
    let number = Self.received.load(ordering: .acquiring)
    return number == 0 ? nil : number
  }

  /// A file that is of no use before it is whole: it is gone when the program ends before.
  func removes(_ file: String) {
    let count = Self.draftCount.load(ordering: .relaxed)
    precondition(count < Self.mostDrafts)
    Self.drafts[count] = strdup(file)
    Self.draftCount.store(count + 1, ordering: .releasing)
  }

  /// What standard error is told when the program ends before its time.
  func says(_ text: String) {
    Self.lastWords.pointee = strdup(text)
    Self.lastWordsLength.store(text.utf8.count, ordering: .releasing)
  }

  /// What `removes` named is whole, and takes its place now.
  func comesTooLate() {
    Self.manner.store(Manner.tooLate.rawValue, ordering: .releasing)
  }

  /// How standard input's terminal was before it was changed: so it is given back when the program
  /// ends at once. `isFullScreen`: it shows another page, without a cursor.
  func givesBack(_ terminal: termios, isFullScreen: Bool = false) {
    Self.terminal.pointee = terminal
    Self.isFullScreen.store(isFullScreen, ordering: .relaxed)
    Self.hasTerminal.store(true, ordering: .releasing)
  }

  /// Waits so many microseconds, or until it is wished; false: it is.
  func wait(microseconds: Int64) -> Bool {
    let end = DispatchTime.now().uptimeNanoseconds &+ UInt64(max(0, microseconds)) * 1000
    while !isRequested {
      let now = DispatchTime.now().uptimeNanoseconds
      guard now < end else { return true }
      usleep(UInt32(min(20_000, (end - now) / 1000 + 1)))
    }
    return false
  }

  /// Ends the program as the signal does that nothing was done about.
  static func end(by number: Int32) -> Never {
    Glibc.signal(number, SIG_DFL)
    var only = sigset_t()
    sigemptyset(&only)
    sigaddset(&only, number)
    pthread_sigmask(SIG_UNBLOCK, &only, nil)
    raise(number)
    _exit(128 + number)
  }

  // MARK: In the midst of anything

  // What a handler looks at. It allocates nothing, waits for nothing, and calls what POSIX lets it.
  private static let manner = Atomic<Int>(0)
  private static let received = Atomic<Int32>(0)
  private static let draftCount = Atomic<Int>(0)
  private static let hasTerminal = Atomic<Bool>(false)
  private static let isFullScreen = Atomic<Bool>(false)
  private static let lastWordsLength = Atomic<Int>(0)
  nonisolated(unsafe) private static let lastWords =
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 1)
  private static let mostDrafts = 16
  nonisolated(unsafe) private static let drafts =
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: mostDrafts)
  nonisolated(unsafe) private static let terminal =
    UnsafeMutablePointer<termios>.allocate(capacity: 1)
  /// A cursor again, and the page that was there before.
  private static let usualPage: StaticString = "\u{1B}[?25h\u{1B}[?1049l"

  private static func take(_ number: Int32) {
    let manner = manner.load(ordering: .acquiring)
    if manner == Manner.tooLate.rawValue { return }
    if received.exchange(number, ordering: .acquiringAndReleasing) == 0,
      manner == Manner.wish.rawValue
    {
      return
    }
    var index = 0
    while index < draftCount.load(ordering: .acquiring) {
      if let draft = drafts[index] { unlink(draft) }
      index += 1
    }
    if hasTerminal.load(ordering: .acquiring) {
      if isFullScreen.load(ordering: .relaxed) {
        write(STDOUT_FILENO, usualPage.utf8Start, usualPage.utf8CodeUnitCount)
      }
      tcsetattr(STDIN_FILENO, TCSANOW, terminal)
    }
    let length = lastWordsLength.load(ordering: .acquiring)
    if length > 0, let words = lastWords.pointee { write(STDERR_FILENO, words, length) }
    if manner == Manner.isTheEnd.rawValue { _exit(0) }
    end(by: number)
  }
}

extension sigaction {
  fileprivate var isIgnored: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
