/// What a person sees when a page or an action does not come about.
struct ErrorPage {
  var say: Language
  var outcome: Outcome
  var shop: ShopState?

  var html: HTML {
    let frame = PageFrame(
      say: say, title: say(outcome), shop: shop, addressForLanguage: "/?",
      // Before the first snapshot the page comes by itself as soon as it is there.
      isLive: outcome == .starting)
    return frame.page(
      """
      <div class="apology">
      <h1>\(say(outcome))</h1>
      \(outcome.detail.map { "<p class=\"detail\">\($0)</p>" as HTML } ?? "")
      <p><a href="/">\(say(.back))</a></p>
      </div>
      """)
  }
}
