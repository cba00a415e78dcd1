import BoardConformance
import BoothProtocol
import Dispatch
import SerialLine

/// A run of the checks in real time, on a port.
// Unchecked: all that varies is touched on `queue` only.
final class ConformanceSession: @unchecked Sendable {
  private let queue = DispatchQueue(label: "conformance")
  private let port: SerialPort
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
    printer: ConformancePrinter
  ) {
    self.port = port
    self.recorder = recorder
    self.hands = hands
    self.printer = printer
    run = ConformanceRun(options, nonce: .random(in: .min ... .max))
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
  }

  /// Runs them all and waits for their end.
  func finish() -> ConformanceReport {
    queue.sync {
      timer.setEventHandler { [weak self] in self?.feed(.timer) }
      timer.activate()
      port.start(on: queue) { [weak self] event in
        switch event {
        case .received(let bytes):
          self?.recorder?.fromBoard(bytes)
          self?.feed(.received(bytes))
        case .gone(let loss): self?.feed(.portGone("\(loss)"))
        }
      }
      feed(.opened)
    }
    end.wait()
    return queue.sync {
      timer.cancel()
      port.close()
      recorder?.closeAndWait()
      guard let report else { fatalError("the checks ended without a report") }
      return report
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
    case .began(let check): printer.began(check, of: run)
    case .ended(let result): printer.ended(result)
    case .finished(let report):
      self.report = report
      end.signal()
    }
  }
}
