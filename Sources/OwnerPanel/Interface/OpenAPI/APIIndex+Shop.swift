import Notation

/// The shop now.
extension APIIndex {
  static let shop: [Entry] =
    [
      Entry(
        .get, "/shop", named: "readShop", of: .shop,
        Words(
          "El locutorio ahora: saldo, cabinas, placas.", "The shop now: balance, booths, boards."),
        answer: APIContent(.shop, ["the manual's shop": shopExample]),
        refusals: [.starting]),
      Entry(
        .get, "/booths/{number}", named: "readBooth", of: .shop,
        Words("Una cabina ahora.", "A booth now."), parameters: [.booth],
        answer: APIContent(.booth, ["talking": talkingExample, "refused": refusedExample]),
        refusals: [.noSuchBooth("4399"), .starting]),
    ] + actions + [
      Entry(
        .get, "/dialling", named: "readDialling", of: .shop,
        Words(
          "Qué se puede marcar: mapa de dígitos, números de emergencia, bloqueados y permitidos, "
            + "códigos de portador.",
          "What can be dialled: the digit map, emergency numbers, blocked and allowed ones, "
            + "carriers' codes."),
        answer: APIContent(.dialling, ["Chile": diallingExample])),
      Entry(
        .get, "/links", named: "readLinks", of: .shop,
        Words(
          "Cada línea serie: tramas, errores, repeticiones, deriva, tiempo de ida y vuelta.",
          "Each serial line: frames, errors, repetitions, drift, round trip."),
        answer: APIContent(.links, ["no board is plugged in": #"{"links":[]}"#])),
    ]

  private static let actions: [Entry] = BoothAction.allCases.map { action in
    Entry(
      .post, "/booths/{number}/\(action.rawValue)", named: "\(action.rawValue)Booth", of: .shop,
      action.does, parameters: [.booth], answer: .done,
      refusals: [.noSuchBooth("4399")] + action.refusals + .ofCore)
  }

  private static let shopExample =
    #"{"name":"Locutorio Central","version":"7","stale":false,"#
    + #""currency":{"code":"CLP","symbol":"$","decimals":0},"balance":"1856","#
    + #""balanceReserved":"200","balanceWarning":"5000","balanceLow":true,"#
    + #""restartNeeded":false,"booths":[\#(talkingExample)],"#
    + #""boards":[{"uid":"00112233445566778899aabb","connected":true,"firmware":"1.0.0"}]}"#

  private static let talkingExample =
    #"{"number":"4312","name":"CABINA 01","state":"talking","dialled":null,"refusal":null,"#
    + #""refusalText":null,"disabled":false,"nextCallUncharged":false,"#
    + #""call":{"number":"1006","destination":"INTERNAS 02","seconds":68,"price":"200","#
    + #""unit":"minute","total":"227","charged":true,"live":true},"#
    + #""account":{"credit":"1000","charged":"873","calls":2,"due":"-130"}}"#

  private static let refusedExample =
    #"{"number":"4313","name":"CABINA 02","state":"refused","dialled":"0055123","#
    + #""refusal":"unpriced","refusalText":"No price for this number","disabled":false,"#
    + #""nextCallUncharged":false,"call":null,"#
    + #""account":{"credit":"0","charged":"0","calls":0,"due":"0"}}"#

  private static let diallingExample =
    #"{"digitMap":"(0xx.T|1xxx)","emergency":["131","132","133"],"blocked":["700"],"#
    + #""blocksAll":false,"allowed":[],"carriers":["188"],"carriersReplace":"0","#
    + #""refusedCarriers":["110"]}"#
}

extension BoothAction {
  fileprivate var does: Words {
    switch self {
    case .disable:
      Words(
        "Deshabilita la cabina; los números de emergencia siguen.",
        "Disables the booth, emergency numbers excepted.")
    case .enable: Words("La vuelve a habilitar.", "Enables it again.")
    case .cut: Words("Corta su llamada ya.", "Ends its call now.")
    case .uncharged: Words("Su próxima llamada es sin cobro.", "Its next call is uncharged.")
    case .charged: Words("Su próxima llamada se cobra.", "Its next call is charged after all.")
    }
  }

  fileprivate var refusals: [Outcome] {
    switch self {
    case .cut: [.noCall, .emergencyCall]
    case .disable, .enable, .uncharged, .charged: []
    }
  }
}
