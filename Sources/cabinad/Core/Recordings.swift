import SerialLine

/// Begins a recording of each port that is opened, when the configuration asks for it.
struct Recordings {
  private let folder: RecordingFolder
  private let speed: BaudRate

  init(folder path: String, speed: BaudRate) {
    self.speed = speed
    folder = RecordingFolder(path: path, program: "cabinad \(Version.text)") {
      Journal.write(.warning, $0)
    }
  }

  func recorder(for port: SerialPort) -> LineRecorder {
    folder.recorder(port: port.path, speed: speed)
  }
}
