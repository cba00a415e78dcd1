import Notation

/// What a person sees when a page or an action does not come about.
struct ErrorPage {
  var context: PageContext
  var outcome: Outcome
  /// Path and query that were asked for.
  var wanted = "/"

  private var say: Language { context.say }

  var html: HTML {
    let frame = PageFrame(
      context: context, title: say(outcome), addressForLanguage: "/?",
      // Before the first snapshot the page comes by itself as soon as it is there.
      isLive: outcome == .starting)
    return frame.page(
      """
      <div class="apology">
      <h1>\(say(outcome))</h1>
      \(context.detail(of: outcome).map { "<p class=\"detail\">\($0)</p>" as HTML } ?? "")
      \(logInAsOwner)<p><a href="/">\(say(.back))</a></p>
      </div>
      """)
  }

  /// Out, and in again by another name, which leads to what was asked for.
  private var logInAsOwner: HTML {
    guard outcome == .notAllowed, context.visitor.session != nil else { return "" }
    return context.form(
      to: "/logout", name: "another",
      """
      <input type="hidden" name="next" value="\(wanted)">
      <p><button class="main">\(say(AccessPhrase.logInAsOwner))</button></p>

      """)
  }
}
