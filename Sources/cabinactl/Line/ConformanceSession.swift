import BoardConformance
import BoothProtocol
import Dispatch
import Notation
import SerialLine

/// A run of the checks in real time, on a port.
// Unchecked: all that varies is touched on `queue` only.
final class ConformanceSession: @unchecked Sendable {
  private let queue = DispatchQueue(label: "conformance")
  private var port: SerialPort
  /// Opens it once more; may wait.
  private let openAgain: @Sendable () throws(CommandError) -> SerialPort
  /// nil: nothing is recorded.
  private let recorder: LineRecorder?
  private let hands: Hands
  private let printer: ConformancePrinter
  private let timer: any DispatchSourceTimer
  private let opening = DispatchTime.now().uptimeNanoseconds
  private let end = DispatchSemaphore(value: 0)
  private var run: ConformanceRun
  private var report: ConformanceReport?

  init(
    _ options: ConformanceRun.Options, port: SerialPort, recorder: LineRecorder?, hands: Hands,
    printer: ConformancePrinter,
    openAgain: @escaping @Sendable () throws(CommandError) -> SerialPort
  ) {
    self.port = port
    self.openAgain = openAgain
    self.recorder = recorder
    self.hands = hands
    self.printer = printer
    run = ConformanceRun(options, nonce: .random(in: .min ... .max))
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
  }

  /// Runs them all and waits for their end, or until it is wished: then it is of those that have ended.
  func finish(_ interrupt: Interrupt) -> ConformanceReport {
    queue.sync {
      timer.setEventHandler { [weak self] in self?.feed(.timer) }
      timer.activate()
      listen()
      feed(.opened)
    }
    while end.wait(timeout: .now() + .milliseconds(50)) == .timedOut, !interrupt.isRequested {}
    return queue.sync {
      timer.cancel()
      port.close()
      recorder?.closeAndWait()
      return report ?? run.reportSoFar
    }
  }

  private func listen() {
    port.start(on: queue) { [weak self] event in
      switch event {
      case .received(let bytes):
        self?.recorder?.fromBoard(bytes)
        self?.feed(.received(bytes))
      case .gone(let loss): self?.feed(.portGone("\(loss)"))
      }
    }
  }

  /// Long enough for a driver to close the port and for a board to see DTR fall.
  private static let closedMilliseconds = 500

  private func reopen() {
    port.closeDroppingLines()
    let time = DispatchTime.now() + .milliseconds(Self.closedMilliseconds)
    // The opening may wait for the driver: not on the queue of the port.
    DispatchQueue.global().asyncAfter(deadline: time) { [self] in
      do throws(CommandError) {
        let port = try openAgain()
        queue.async {
          self.port = port
          self.listen()
          self.feed(.opened)
        }
      } catch {
        let why = error.words.english
        queue.async { self.feed(.portGone(why)) }
      }
    }
  }

  private var now: Moment {
    Moment(
      milliseconds: Int64((DispatchTime.now().uptimeNanoseconds - opening) / 1_000_000))
  }

  private func feed(_ input: ConformanceRun.Input) {
    for effect in run.handle(input, at: now) { perform(effect) }
    guard let deadline = run.deadline else { return }
    let milliseconds = UInt64(max(0, deadline.milliseconds))
    timer.schedule(
      deadline: DispatchTime(uptimeNanoseconds: opening + milliseconds * 1_000_000),
      leeway: .nanoseconds(0))
  }

  private func perform(_ effect: ConformanceRun.Effect) {
    switch effect {
    case .write(let bytes):
      recorder?.toBoard(bytes)
      port.write(bytes)
    case .stimulus(let stimulus):
      hands.perform(stimulus) { [self] answer in
        queue.async { self.feed(answer) }
      }
    case .reopen: reopen()
    case .began(let check): printer.began(check, of: run)
    case .ended(let result): printer.ended(result)
    case .finished(let report):
      self.report = report
      end.signal()
    }
  }
}
