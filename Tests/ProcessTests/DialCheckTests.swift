import Foundation
import Testing

/// What `cabinad check` tells the technician of a number plan and of prices.
@Suite struct `The check of a configuration` {
  private static let booth = "[page]\nport = 0\n[booth 1]\nline = 1\n"

  @Test func `says what may be dialled`() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(
      "[dialling]\nplan = chile\nblocked = all\nallowed = 9\n" + Self.booth, to: "c.conf")
    let check = try Program("cabinad", ["check", "--config", path])
    #expect(try check.status() == 0)
    let output = check.restOfOutput()
    #expect(output.first == "\(path): good")
    #expect(output.contains("  emergency         131, 132, 133"))
    #expect(output.contains("  blocked           all"))
    #expect(output.contains("  allowed           9"))
    #expect(output.contains("  carriers          110-129, 150-199"))
  }

  @Test func `says so in Spanish where the locale is`() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("[dialling]\nplan = none\n" + Self.booth, to: "c.conf")
    let check = try Program(
      "cabinad", ["check", "--config", path], environment: ["LC_ALL": "es_CL.UTF-8"])
    #expect(try check.status() == 0)
    let output = check.restOfOutput()
    #expect(output.first == "\(path): en orden")
    #expect(output.contains("  carriers          ninguno"), "\(output)")
    #expect(output.contains("  plazos            primero 16 s, parcial 16 s, crítico 4 s"))
    let mistyped = try Program("cabinad", ["--frob"], environment: ["LC_ALL": "es_CL.UTF-8"])
    #expect(try mistyped.status() == 64)
    #expect(mistyped.everything.contains("no hay una opción «--frob»; vea cabinad --help"))
    let help = try Program("cabinad", ["--help"], environment: ["LC_ALL": "es_CL.UTF-8"])
    #expect(try help.status() == 0)
    #expect(
      help.restOfOutput().first
        == "uso: cabinad [--config ARCHIVO] [--state CARPETA] [--run CARPETA]")
  }

  @Test func `puts a caret under what is wrong in a digit map`() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("[dialling]\ndigit-map = (1xx|[2-9)\n" + Self.booth, to: "c.conf")
    let check = try Program("cabinad", ["check", "--config", path])
    #expect(try check.status() == 78)
    let lines = check.restOfErrors()
    #expect(lines.count == 3, "\(lines)")
    let column = try #require(lines.last?.firstIndex(of: "^"))
    let map = try #require(lines.dropLast().last)
    #expect(map[column] == ")", "\(lines)")
  }

  @Test(arguments: [["check"], []])
  func `and the start doubt a price that looks like thousands`(verb: [String]) throws {
    let folder = TemporaryFolder()
    let prices = """
      { currency: { code: "CLP", symbol: "$", decimals: 0 },
        tariffs: [ { prefix: "1", unit: "minute", price: "1.500" } ] }
      """
    let tariffs = try folder.write(prices, to: "tariffs.json5")
    let path = try folder.write("[prices]\nfile = \(tariffs)\n" + Self.booth, to: "c.conf")
    let places = verb.isEmpty ? ["--state", folder.path, "--run", folder.path + "/run"] : []
    let daemon = try Program("cabinad", verb + ["--config", path] + places)
    let line = try daemon.errorLine(containing: tariffs)
    #expect(line.contains(": line 2: price «1.500» is taken as 1.5, "), "\(line)")
    #expect(line.hasSuffix("if 1500 is meant write \"1500\", else \"1.5\""), "\(line)")
    if verb.isEmpty { try daemon.killAtOnce() } else { #expect(try daemon.status() == 0) }
  }
}
