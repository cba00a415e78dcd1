import Foundation
import Testing

/// The daemon's socket, as really other users come to it.
@Suite(
  .waiting,
  .enabled(if: geteuid() == 0, "only root can come as other users: run the tests as root"))
struct `Other users of the box` {
  /// Of the daemon; the system has no name for it.
  private static let owners = "4321"
  /// «games», which every Debian has.
  private static let cashiers = "60"

  /// With a socket that others can come to.
  private func shop() throws -> RunningShop {
    let shop = try RunningShop(
      balancePesos: 5000, more: "[socket]\ncashiers = games",
      launcher: ["setpriv", "--regid", Self.owners, "--clear-groups"])
    try #require(chmod(shop.folder.path, 0o711) == 0)
    return shop
  }

  private func user(_ uid: String, gid: String, groups: String...) -> [String] {
    ["setpriv", "--reuid", uid, "--regid", gid]
      + (groups.isEmpty ? ["--clear-groups"] : ["--groups", groups.joined(separator: ",")])
  }

  private func ask(
    _ shop: RunningShop, as user: [String], _ words: String...
  ) throws -> (status: Int32, output: String, errors: String) {
    let program = try Program(
      "cabinactl", ["--socket", shop.folder.path + "/cabina.sock"] + words, through: user)
    let status = try program.status()
    return (
      status, program.restOfOutput().joined(separator: "\n"),
      program.restOfErrors().joined(separator: "\n")
    )
  }

  @Test func `who is in the daemon's group may everything, by whichever of his groups`() throws {
    let shop = try shop()
    let many = (5000..<5200).map(String.init) + [Self.owners]
    for user in [
      user("4711", gid: "4711", groups: "100", Self.owners), user("4712", gid: Self.owners),
      // More than the list has room for at first.
      user("4713", gid: "4713", groups: many.joined(separator: ",")),
    ] {
      let answer = try ask(shop, as: user, "payment", "10")
      #expect(answer.status == 0, "\(user): \(answer)")
    }
    let audit = try shop.command("audit").output.joined(separator: "\n")
    for uid in 4711...4713 { #expect(audit.contains("uid \(uid)"), "\(audit)") }
  }

  @Test func `who is in the cashiers' group may what one may on the page`() throws {
    let shop = try shop()
    let cashier = user("5", gid: "4711", groups: Self.cashiers)
    #expect(try ask(shop, as: cashier, "status").status == 0)
    let booths = try ask(shop, as: cashier, "booths")
    #expect(booths.status == 0 && booths.output.contains("CABINA 02"), "\(booths)")
    #expect(try ask(shop, as: cashier, "disable", "4312").status == 0)
    for words in [["audit"], ["payment", "10"], ["setup-code"], ["user"], ["markup", "5"]] {
      let program = try Program(
        "cabinactl", ["--socket", shop.folder.path + "/cabina.sock"] + words, through: cashier)
      #expect(try program.status() == 1, "\(words)")
      #expect(program.restOfErrors().joined().contains("only the owner may do this"), "\(words)")
    }
    let audit = try shop.command("audit").output.joined(separator: "\n")
    #expect(audit.contains("uid 5 (games)"), "\(audit)")
  }

  @Test func `anybody else is told who he is and what would let him in`() throws {
    let shop = try shop()
    for (user, name) in [
      (user("4711", gid: "4711"), "uid 4711"),
      (user("5", gid: "4711", groups: "100"), "games (uid 5)"),
    ] {
      let answer = try ask(shop, as: user, "status")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("el usuario \(name) no puede usar la central"), "\(answer)")
      #expect(answer.errors.contains("adduser"))
      #expect(answer.errors.contains(" 4321»"))
      #expect(answer.errors.contains(" games»"))
      #expect(answer.output == "")
    }
  }

  /// Some have begun a request, and all send on and on.
  @Test func `strangers keep nobody from his place`() throws {
    let shop = try shop()
    let folder = "/proc/\(shop.daemon.identifier)/fd"
    let before = try FileManager.default.contentsOfDirectory(atPath: folder)
    let script = """
      import socket, sys, threading, time
      held = []
      def go_on():
          while True:
              for s in list(held):
                  try: s.send(b"x", socket.MSG_DONTWAIT)
                  except OSError: pass
              time.sleep(0.2)
      threading.Thread(target=go_on, daemon=True).start()
      for number in range(200):
          s = socket.socket(socket.AF_UNIX)
          s.connect(sys.argv[1])
          if number % 2 == 0:
              s.sendall(b"GET /api/v1/shop HTTP/1.1\\r\\nHost: x\\r\\n")
          held.append(s)
      last = held[-1].makefile("rb").read().decode()
      print(last.splitlines()[0], last.splitlines()[-1], flush=True)
      time.sleep(600)
      """
    let stranger = try Program(
      "/usr/bin/python3", ["-c", script, shop.folder.path + "/cabina.sock"],
      through: user("4711", gid: "4711"))
    defer { stranger.signal(SIGKILL) }
    let line = try stranger.outputLine()
    #expect(line.hasPrefix("HTTP/1.1 403 Forbidden {\"error\":\"local_stranger\""), "\(line)")
    for _ in 0..<20 {
      #expect(try shop.command("status").status == 0)
    }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: folder)
    // The eight that were turned away last, and one or two that are on their way.
    #expect(descriptors.count <= before.count + 12, "\(before.count), \(descriptors.count)")
  }
}
