import Commands
import Notation

/// What is made of the declaration of the command line itself.
extension Action {
  static let completion = Action(
    Verb(
      "completion",
      Words(
        "lo que un shell necesita para completar verbos y opciones",
        "what a shell needs to complete verbs and options"),
      operands: [
        Operand("SHELL", .words(["bash", "zsh", "fish"]), Words("para cuál", "for which"))
      ],
      recipes: [
        ["cabinactl completion bash > /usr/share/bash-completion/completions/cabinactl"],
        ["cabinactl completion zsh > /usr/share/zsh/vendor-completions/_cabinactl"],
        ["cabinactl completion fish > /usr/share/fish/vendor_completions.d/cabinactl.fish"],
      ], json: Words("shell y script", "shell and script"), examples: ["bash"], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let program = Cabinactl.program
    let shell = invocation.value("SHELL")
    let text =
      switch shell {
      case "bash": program.bashCompletion
      case "zsh": program.zshCompletion(in: console.say)
      default: program.fishCompletion(in: console.say)
      }
    guard invocation.has("--json") else { return CommandOutcome(output: text) }
    let json: JSON = ["shell": .text(shell), "script": .text(text)]
    return CommandOutcome(output: json.text + "\n")
  }

  static let manual = Action(
    Verb(
      "manual",
      Words(
        "esta ayuda como página de manual, man(1)", "this help as a page of the manual, man(1)"),
      recipes: [["cabinactl manual > cabinactl.1 && man ./cabinactl.1"]],
      json: Words("page, en man(7)", "page, in man(7)"), lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let text = ManualPage(Cabinactl.program, in: console.say).text(
      version: "cabinactl \(Version.text)")
    guard invocation.has("--json") else { return CommandOutcome(output: text) }
    let json: JSON = ["page": .text(text)]
    return CommandOutcome(output: json.text + "\n")
  }
}
