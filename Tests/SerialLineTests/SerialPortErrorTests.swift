import Glibc
import Notation
import Testing

@testable import SerialLine

@Suite struct SerialPortErrorTests {
  @Test func `a path with nothing there is missing`() {
    #expect(throws: SerialPortError.missing(path: "/dev/no-such-port")) {
      try SerialPort.open("/dev/no-such-port")
    }
  }

  @Test(arguments: ["/dev/null", "/dev"])
  func `what is no terminal is left alone`(path: String) {
    #expect(throws: SerialPortError.notATerminal(path: path)) { try SerialPort.open(path) }
  }

  @Test func `a file is no terminal`() {
    let folder = Folder()
    let path = folder.makeFile("file")
    #expect(throws: SerialPortError.notATerminal(path: path)) { try SerialPort.open(path) }
  }

  @Test func `a second opening fails and names the holder`() throws {
    let line = try Line()
    let port = try line.open()
    let error = #expect(throws: SerialPortError.self) { try SerialPort.open(line.path) }
    guard case .inUse(let path, let holder) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == line.path)
    #expect(holder?.processID == getpid())
    #expect(holder?.command.isEmpty == false)
    line.close(port)
  }

  @Test func `a port in use is found in use through a link as well`() throws {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    let port = try line.open()
    #expect(throws: SerialPortError.self) { try SerialPort.open(line.terminal.device ?? "") }
    line.close(port)
  }

  @Test func `a line somebody is logged in on stays theirs, as it was`() throws {
    let line = try Line()
    let guest = try Session(on: line.path)
    defer { guest.end() }
    wait { PortHolder.holder(of: line.path)?.processID == guest.processID }
    let error = #expect(throws: SerialPortError.self) { try SerialPort.open(line.path) }
    guard case .inUse(_, let holder) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holder?.processID == guest.processID)
    #expect(holder?.command == "sleep")
  }

  @Test func `every process that has a port open is found`() throws {
    let line = try Line()
    let guest = try Session(on: line.path)
    defer { guest.end() }
    wait { PortHolder.all(of: line.path).contains { $0.processID == guest.processID } }
    let holders = PortHolder.all(of: line.path).map(\.processID)
    #expect(holders.contains(getpid()))
    #expect(holders.contains(guest.processID))
    #expect(!holders.contains(1))
  }

  @Test func `a port without permission says so`() async {
    // In a process of its own: root has to step down to be refused anything.
    await #expect(processExitsWith: .success) {
      let terminal = try PseudoTerminal()
      let path = terminal.device ?? ""
      chmod(path, 0)
      if geteuid() == 0 { #expect(seteuid(65534) == 0) }
      let error = SerialPortError.notPermitted(path: path)
      #expect(throws: error) { try SerialPort.open(path) }
      // No group is the remedy there.
      #expect(error.description.contains("--mode 666"))
      #expect(!error.description.contains("dialout"))
      #expect(error.words.spanish.contains("--mode 666"))
      #expect(!error.words.spanish.contains("dialout"))
    }
  }

  @Test(arguments: [
    (SerialPortError.missing(path: "/dev/x"), "plugged in"),
    (.notPermitted(path: "/dev/x"), "dialout"),
    (.notATerminal(path: "/dev/x"), "not a serial port"),
    (.inUse(path: "/dev/x", by: PortHolder(processID: 1)), "(process 1)"),
    (.inUse(path: "/dev/x", by: nil), "another program"),
    (.settingsRefused(path: "/dev/x", settings: "230400 bits per second"), "230400"),
    (.tooManyPorts(path: "/dev/x", limit: 32), "32"),
    (.failed(path: "/dev/x", SystemError(call: "open", code: EMFILE)), "Too many open files"),
  ])
  func `an error tells the path and the cause`(error: SerialPortError, cause: String) {
    #expect(error.path == "/dev/x")
    #expect(error.description.contains("/dev/x"))
    #expect(error.description.contains(cause))
    #expect(error.words.english == error.description)
  }

  @Test(arguments: [
    (
      SerialPortError.missing(path: "/dev/x"),
      "no hay ningún dispositivo; ¿está enchufada la placa?"
    ),
    (
      .notPermitted(path: "/dev/x"),
      "sin permiso para abrirlo; ¿está su usuario en el grupo del dispositivo (dialout)?"
    ),
    (.notATerminal(path: "/dev/x"), "no es un puerto serial"),
    (
      .inUse(path: "/dev/x", by: PortHolder(processID: 7, command: "getty")),
      "lo usa getty (proceso 7)"
    ),
    (.inUse(path: "/dev/x", by: nil), "lo usa otro programa"),
    (
      .settingsRefused(path: "/dev/x", settings: "230400 bit/s"),
      "el controlador no acepta 230400 bit/s"
    ),
    (.tooManyPorts(path: "/dev/x", limit: 32), "no se abre, 32 puertos son el límite"),
    (
      .failed(path: "/dev/x", SystemError(call: "open", code: EMFILE)),
      "hay demasiados archivos abiertos"
    ),
  ])
  func `an error is told in Spanish as well`(error: SerialPortError, cause: String) {
    #expect(error.words.spanish == "/dev/x: \(cause)")
  }
}

/// A process whose controlling terminal is a given one.
struct Session {
  let processID: pid_t

  init(on path: String) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID, which Swift's Glibc module lacks.
    posix_spawnattr_setflags(&attributes, 0x80)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    var processID: pid_t = 0
    let sleep = strdup("sleep")
    // It is ended by the test, which on a busy machine may take its time.
    let seconds = strdup("3600")
    defer {
      free(sleep)
      free(seconds)
    }
    let status = posix_spawnp(
      &processID, "sleep", &actions, &attributes, [sleep, seconds, nil], nil)
    try #require(status == 0)
    self.processID = processID
  }

  func end() {
    kill(processID, SIGKILL)
    waitpid(processID, nil, 0)
  }
}
