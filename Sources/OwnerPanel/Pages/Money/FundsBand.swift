import BoothControl

/// What every page says when the centre's money at its provider comes to its end.
extension ShopState {
  /// There is some left, less than the owner wants.
  var isBalanceLow: Bool {
    guard let balance = snapshot.balance, let balanceWarning, !isBalanceGone else { return false }
    return balance < balanceWarning
  }
}

extension PageFrame {
  /// Below the head of the page; the script shows and hides them as the balance moves.
  var fundsBands: HTML {
    guard !context.visitor.isStranger, let shop = context.shop, shop.snapshot.balance != nil else {
      return ""
    }
    return """
      \(band("gone", .balanceGone, isShown: shop.isBalanceGone))\
      \(band("low", .balanceLow, isShown: shop.isBalanceLow))
      """
  }

  private func band(_ name: String, _ phrase: MoneyPhrase, isShown: Bool) -> HTML {
    let say = context.say
    let way: HTML =
      context.visitor.may(.owner)
      ? " <a href=\"/balance\">\(say(MoneyPhrase.notifyPayment))</a>"
      : " \(say(MoneyPhrase.tellOwner))"
    return """
      <p class="funds" role="status" data-funds="\(name)"\(attribute: "hidden", when: !isShown)>\
      <strong>\(say(phrase))</strong>\(way)</p>

      """
  }
}
