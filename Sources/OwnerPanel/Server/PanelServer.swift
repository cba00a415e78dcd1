package import BoothControl
import Glibc

/// The owner's page and the API, on a thread of their own.
///
/// The core publishes snapshots and performs actions; nothing here ever waits for the core, nor the
/// core for anything here.
package final class PanelServer: Sendable {
  private let configuration: PanelConfiguration
  private let source: any PanelSource
  private let state = Guarded(State())

  private struct State {
    var isStarted = false
    /// What was published before the start.
    var early: ShopSnapshot?
    var running: Running?
  }

  private struct Running {
    var mailbox: Mailbox
    var thread: pthread_t
    var addresses: [PanelAddress]
  }

  package init(configuration: PanelConfiguration, source: any PanelSource) {
    self.configuration = configuration
    self.source = source
  }

  deinit { stop() }

  /// Opens every socket and begins to answer. When one cannot be opened, none stays open.
  package func start() throws(PanelError) {
    let isFirst = state.with { state in
      defer { state.isStarted = true }
      return !state.isStarted
    }
    guard isFirst else { throw .alreadyStarted }
    do throws(PanelError) {
      let running = try open()
      state.with { state in
        state.running = running
        if let early = state.early { running.mailbox.leave(early) }
        state.early = nil
      }
    } catch {
      state.with { $0.isStarted = false }
      throw error
    }
  }

  private func open() throws(PanelError) -> Running {
    guard !configuration.addresses.isEmpty else { throw .noAddress }
    var sockets: [ListeningSocket] = []
    var closed: [PanelAddress] = []
    for address in configuration.addresses {
      let isOpen = try SocketAddress(address).isLoopback || source.isProtected
      if !isOpen { closed.append(address) }
      guard let first = isOpen ? address : address.standIn else { continue }
      sockets.append(try ListeningSocket(first, hostNames: configuration.hostNames))
    }
    let mailbox: Mailbox
    do {
      mailbox = try Mailbox()
    } catch {
      throw .noThread(code: error.code)
    }
    let loop = PanelLoop(
      configuration: configuration, source: source, sockets: sockets, closed: closed,
      mailbox: mailbox)
    return Running(
      mailbox: mailbox, thread: try startThread(loop), addresses: sockets.map(\.address))
  }

  /// Where it listens, with real ports in the place of 0, in the order of the configuration; empty
  /// while it does not run.
  package var addresses: [PanelAddress] { state.with { $0.running?.addresses ?? [] } }

  /// Shows this from now on; of several at once the latest wins. From any thread, at no cost to
  /// speak of. To be called at each change, before the result of the action that made it is given,
  /// and at least every few seconds: silence counts as a dead core (`coreSilenceLimitSeconds`). A
  /// snapshot of the version that is shown already is only a sign of life.
  package func publish(_ snapshot: ShopSnapshot) {
    let mailbox = state.with { state in
      if state.running == nil { state.early = snapshot }
      return state.running?.mailbox
    }
    mailbox?.leave(snapshot)
  }

  /// Ends every connection and closes the sockets; afterwards the source is not called any more.
  /// Not from within a call of the source.
  package func stop() {
    let running = state.with { state in
      defer { state.running = nil }
      return state.running
    }
    guard let running else { return }
    running.mailbox.stop()
    pthread_join(running.thread, nil)
  }
}

/// Runs the loop on a thread that takes no signals: those are for the daemon's own threads.
private func startThread(_ loop: PanelLoop) throws(PanelError) -> pthread_t {
  let argument = Unmanaged.passRetained(loop)
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { argument in
      var signals = sigset_t()
      sigfillset(&signals)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      guard let argument else { return nil }
      Unmanaged<PanelLoop>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, argument.toOpaque())
  guard code == 0 else {
    argument.release()
    throw .noThread(code: code)
  }
  return thread
}
