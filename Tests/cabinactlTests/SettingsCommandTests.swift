import Testing

@testable import cabinactl

extension CommandLineTests {
  /// `cabinactl settings`, of a daemon that a test plays.
  struct SettingsCommandTests {
    private final class Asked {
      var lines: [String] = []
    }

    private let asked = Asked()

    private func run(_ words: String..., answer: String = #"{"result":"done"}"#) -> CommandOutcome {
      let asked = asked
      return typed(["settings"] + words) { (_, request) throws(ShopClient.Failure) in
        asked.lines.append("\(request.method) \(request.path) \(request.body)")
        return ShopClient.Answer(status: 200, body: Array(answer.utf8))
      }
    }

    @Test func `what is set is asked for and told`() {
      #expect(run("booth", "4312", "MESÓN").output == "name of booth 4312: «MESÓN»\n")
      #expect(run("name", "SUR \"1\"").output == "name of the shop: «SUR \"1\"»\n")
      #expect(run("language", "").output == "language of the page: as in the configuration\n")
      #expect(
        asked.lines == [
          #"POST /api/v1/settings?lang=en {"booth":"4312","boothName":"MESÓN"}"#,
          #"POST /api/v1/settings?lang=en {"shopName":"SUR \"1\""}"#,
          #"POST /api/v1/settings?lang=en {"language":""}"#,
        ])
    }

    @Test func `without words what holds is told, and where it comes from`() {
      let answer = #"""
        {"own":{"shopName":null,"language":"en","boothNames":[{"booth":"4313","name":"MESÓN"}]},
         "booths":[{"number":"4312","name":"CABINA 01"},{"number":"4313","name":"MESÓN"}],
         "sections":[{"section":"shop","items":[{"key":"name","value":"SUR"}]},
          {"section":"page","items":[{"key":"language","value":"English"}]}]}
        """#
      #expect(
        run(answer: answer).output == """
          name        SUR        as in the configuration
          language    English    set here
          booth 4312  CABINA 01  as in the configuration
          booth 4313  MESÓN      set here

          """)
    }

    @Test func `anything else is refused`() {
      for words in [["booth", "4312"], ["name"], ["colour", "red"], ["name", "A", "B"]] {
        #expect(typed(["settings"] + words).status == .usage)
      }
    }
  }
}
