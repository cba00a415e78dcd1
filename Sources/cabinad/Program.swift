import Glibc

/// One run of the program, as the command line asks for it.
struct Program {
  let options: Options

  init(_ options: Options) { self.options = options }

  func run() -> Never {
    switch options.mode {
    case .check:
      let configuration = configuration
      check(configuration)
      print("\(options.configurationPath): good")
      print(DiallingSummary(shop: configuration.shop))
      exit(0)
    case .serve:
      Daemon(
        configuration, stateFolder: options.stateFolder, runFolder: options.runFolder
      ).run()
    case .demo: Demo(pagePort: options.pagePort ?? 8080).run()
    }
  }

  private func check(_ configuration: DaemonConfiguration) {
    do {
      _ = try PriceSource(configuration).read { Journal.write(.warning, $0) }
      Journal.flush()
    } catch { ExitCode.configuration.leave("\(error)") }
  }

  private var configuration: DaemonConfiguration {
    do {
      let text = try TextFile.read(
        options.configurationPath, limit: ConfigurationFile.sizeLimit)
      return try DaemonConfiguration(
        ConfigurationFile(path: options.configurationPath, text: text))
    } catch { ExitCode.configuration.leave("\(error)") }
  }
}
