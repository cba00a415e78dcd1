import Glibc
import Ledger
import Notation

/// `cabinactl backup`: a copy of the ledger to come back to.
enum BackupCommand {
  static let help = """
    cabinactl backup: copies the ledger as it is at one instant, checked, while a daemon writes it

    usage: cabinactl backup FILE [--ledger FILE] [--json]

      FILE           the copy. An earlier one there is replaced once the new one is whole and checked;
                     anything else is not overwritten
      --ledger FILE  the ledger's file (/var/lib/cabina/cabina.sqlite)
      --json         for programs: file, its bytes, calls in it, and what was checked of the copy

    cabina-backup.timer makes one each night, /var/lib/cabina/backups/cabina-DAY.sqlite, and keeps a
    week of them. Keep one on another disk too.

    Checked is the structure of the copy, every page of it; cabinactl verify --ledger FILE holds sums
    and charges in it to one another as well.

    The way back, when cabinad refuses its ledger as damaged, changed, of a newer version or without its
    log. What was refused is kept, with all that has its name (-wal, -shm, .lock); what was written
    after the copy is in it alone. Calls that the boards have and the copy does not are cut, charge
    nothing and are among «cabinactl suspects»; those for help go on.

      systemctl stop cabinad
      cabinactl verify --ledger COPY
      mkdir -p /var/lib/cabina/refused && mv /var/lib/cabina/cabina.sqlite* /var/lib/cabina/refused/
      install -o cabina -g cabina -m 600 COPY /var/lib/cabina/cabina.sqlite
      systemctl start cabinad

    exit status: 0 the copy is there, 1 it is not, and an earlier one is as it was, 2 the command line
                 is wrong

    """

  static func run(_ words: [String]) -> CommandOutcome {
    if words.contains("--help") || words.contains("-h") { return CommandOutcome(output: help) }
    do throws(UsageError) {
      var arguments = try ShopArguments(words, taking: ["--ledger"])
      let destination = try arguments.operand("the file that is to be the copy")
      try arguments.finish()
      guard !destination.isEmpty else {
        throw UsageError(message: "FILE is empty: expected the file that is to be the copy")
      }
      return backup(
        of: arguments.options["--ledger"] ?? "/var/lib/cabina/cabina.sqlite", to: destination,
        isJSON: arguments.isJSON)
    } catch {
      return CommandOutcome(.usage, "backup: \(error.message); cabinactl backup --help says more")
    }
  }

  private static func backup(
    of path: String, to destination: String, isJSON: Bool
  ) -> CommandOutcome {
    do throws(SmallFileError) { try RegularFile.check(path) } catch {
      return CommandOutcome(.failed, "\(path): \(error.message)")
    }
    do {
      try LedgerReader(path: path).backup(to: destination)
      let copy = try LedgerReader(path: destination)
      let calls = try copy.count(CallQuery())
      copy.close()
      if isJSON {
        return CommandOutcome(output: try json(destination, calls: calls) + "\n", hasChanged: true)
      }
      let noun = calls == 1 ? "call" : "calls"
      return CommandOutcome(output: "\(destination): \(calls) \(noun)\n", hasChanged: true)
    } catch let error as SmallFileError {
      return CommandOutcome(.failed, "\(destination): \(error.message)")
    } catch { return .refused(error, ledger: path) }
  }

  private static func json(_ copy: String, calls: Int) throws(SmallFileError) -> String {
    let (stream, bytes) = try RegularFile.open(copy)
    fclose(stream)
    var object = JSONObject()
    object.add("file", copy)
    object.add("bytes", Int64(bytes))
    object.add("calls", Int64(calls))
    object.add("checked", JSON.array([.text("structure")]))
    return object.text
  }
}
