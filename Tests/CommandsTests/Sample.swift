import Commands
import Notation

/// A small program with all that there can be.
let sample = Program(
  "shopctl", Words("de una tienda", "of a shop"),
  sections: [
    .init(
      Words("Caja", "Till"),
      [
        Verb(
          "credit", Words("paga por adelantado", "pays in advance"),
          operands: [
            Operand("BOOTH", .text, Words("una cabina", "a booth")),
            Operand(
              "AMOUNT",
              .checked(expected: Words("un monto", "an amount")) { Int64($0) != nil },
              Words("cuánto", "how much")),
          ], options: [Option("--key", "KEY", .text, Words("su clave", "its key"))],
          examples: ["4312 1000"]),
        Verb(
          "review", Words("la palabra del dueño", "the owner's word"),
          operands: [
            Operand("CALL", .number(1...Int64.max), Words("una llamada", "a call")),
            Operand("VERDICT", .words(["stands", "waived"]), Words("qué vale", "what holds")),
            Operand("NOTE", .text, Words("por qué", "why"), isOptional: true),
          ], examples: ["42 waived misdialled"]),
      ]),
    .init(
      Words("Precios", "Prices"),
      [
        Verb("prefixes", Words("los precios", "the prices")),
        Verb(
          "prefixes delete", Words("borra precios", "deletes prices"),
          operands: [
            Operand("PREFIX", .text, Words("los que se borran", "those to go"), isRepeated: true)
          ], examples: ["1006"]),
        Verb(
          "prefixes import", Words("carga un archivo", "takes a file"),
          operands: [Operand("FILE", .file, Words("un archivo", "a file"))],
          options: [
            Option("--dry-run", Words("no cambia nada", "changes nothing")),
            Option("--format", "F", .words(["csv", "json5"]), Words("cuál", "which")),
          ],
          notes: [Words("Una lista reemplaza a la otra.", "One list takes the other's place.")],
          examples: ["provider.csv --dry-run"],
          statuses: [.init(3, Words("hay líneas malas", "there are bad lines"))]),
      ]),
  ],
  options: [
    Option("--socket", "PATH", .file, Words("dónde se pregunta", "where it asks")),
    Option("--json", Words("para programas", "for programs")),
  ],
  statuses: [.init(0, Words("hecho", "done")), .init(2, Words("mal escrito", "mistyped"))],
  placeholders: ["BOOTH": "CABINA", "AMOUNT": "MONTO"], otherNames: ["precios": "prefixes"])
