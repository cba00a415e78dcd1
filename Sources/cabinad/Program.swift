import BoothControl
import Notation
import SerialLine

/// One run of the program, as the command line asks for it.
struct Program {
  let options: Options

  init(_ options: Options) { self.options = options }

  func run() -> Never {
    switch options.mode {
    case .check:
      let configuration = configuration
      check(configuration)
      let (path, dialling) = (options.configurationPath, DiallingSummary(configuration).words)
      ExitCode.stop(
        Words("\(path): en orden\n\(dialling.spanish)", "\(path): good\n\(dialling.english)"))
    case .serve:
      let configuration = configuration
      let ending = EndingSignals()
      Daemon(
        configuration, stateFolder: options.stateFolder, runFolder: options.runFolder
      ).run(until: ending)
    case .demo: Demo(pagePort: options.pagePort ?? 8080, isEmpty: options.isEmpty).run()
    }
  }

  private func check(_ configuration: DaemonConfiguration) {
    do {
      let source = PriceSource(configuration)
      if let file = try source.read(warn: { Journal.write(.warning, $0) }) {
        for line in PriceDoubts(file: file, plan: NumberPlan(configuration.shop)).lines {
          Journal.write(.warning, "\(source.file ?? ""): \(line)")
        }
      }
      Journal.flush()
    } catch { ExitCode.configuration.leave("\(error)") }
  }

  private var configuration: DaemonConfiguration {
    do {
      let mark = FileMark(options.configurationPath)
      let text = try TextFile.read(
        options.configurationPath, limit: ConfigurationFile.sizeLimit)
      var configuration = try DaemonConfiguration(
        ConfigurationFile(path: options.configurationPath, text: text))
      configuration.mark = mark
      return configuration
    } catch { ExitCode.configuration.leave("\(error)") }
  }
}
