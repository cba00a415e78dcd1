import Commands
import Glibc
import Ledger
import Notation

/// A copy of the ledger to come back to.
extension Action {
  static let backup = Action(
    Verb(
      "backup",
      Words(
        "copia el libro como es en un instante, comprobado, aunque un servicio escriba en él",
        "copies the ledger as it is at one instant, checked, while a daemon writes it"),
      operands: [
        Operand(
          "FILE", .file,
          Words(
            "la copia. Una anterior se reemplaza cuando la nueva está entera y comprobada; ninguna otra cosa se "
              + "sobrescribe",
            "the copy. An earlier one there is replaced once the new one is whole and checked; anything else "
              + "is not overwritten"))
      ], options: [.ledger],
      notes: [
        Words(
          "cabina-backup.timer hace una cada noche, /var/lib/cabina/backups/cabina-DÍA.sqlite, y guarda una "
            + "semana de ellas. Guarde una también en otro disco.",
          "cabina-backup.timer makes one each night, /var/lib/cabina/backups/cabina-DAY.sqlite, and keeps a week "
            + "of them. Keep one on another disk too."),
        Words(
          "Comprobado quiere decir la estructura de la copia, cada página; «cabinactl verify --ledger ARCHIVO» "
            + "compara además sumas y cobros entre sí.",
          "Checked is the structure of the copy, every page of it; «cabinactl verify --ledger FILE» holds sums "
            + "and charges in it to one another as well."),
        Words(
          "El camino de vuelta, cuando cabinad rechaza su libro por dañado, cambiado, de una versión más nueva o "
            + "sin su diario («cabinactl restore --help» dice más):",
          "The way back, when cabinad refuses its ledger as damaged, changed, of a newer version or without its "
            + "log («cabinactl restore --help» says more):"),
      ],
      recipes: [
        [
          "systemctl stop cabinad", "cabinactl restore /var/lib/cabina/backups/cabina-Fri.sqlite",
          "systemctl start cabinad",
        ]
      ],
      json: Words(
        "file, bytes, calls y checked, la lista de lo que se comprobó",
        "file, bytes, calls, and checked, the list of what was checked"),
      examples: ["/mnt/usb/cabina.sqlite"], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let destination = invocation.value("FILE")
    return try console.waiting(Words("copiando", "copying")) { () throws(CommandError) in
      try backup(
        of: invocation["--ledger"] ?? usualLedgerPath, to: destination,
        isJSON: invocation.has("--json"), console.say)
    }
  }

  private static func backup(
    of path: String, to destination: String, isJSON: Bool, _ say: Language
  ) throws(CommandError) -> CommandOutcome {
    do throws(SmallFileError) { try RegularFile.check(path) } catch { throw .file(path, error) }
    do {
      try Interrupt.during(.atOnce) { interrupt in
        try LedgerReader(path: path).backup(to: destination) { drafts in
          for draft in drafts { interrupt.removes(draft) }
        }
      }
      let copy = try LedgerReader(path: destination)
      let calls = try copy.count(CallQuery())
      copy.close()
      let text =
        isJSON
        ? try json(destination, calls: calls) : "\(destination): \(say.count(ofCalls: calls))"
      return CommandOutcome(output: text + "\n", hasChanged: true)
    } catch let error as SmallFileError {
      throw .file(destination, error)
    } catch { throw .ledger(path, error) }
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
