import BoothControl
import Notation
import Rating

/// What every page is made for, and from.
struct PageContext: Sendable {
  var say: Language
  /// nil: nothing was published yet.
  var shop: ShopState?
  var visitor: Visitor
  var localTime: @Sendable (WallTime) -> LocalTime
  var startOfDay: @Sendable (CalendarDay) -> WallTime
  /// By the box's wall clock.
  var now: WallTime
  /// What was done on the page before this one.
  var notice: Notice?

  /// Of the shop; before the first snapshot the peso, for no amount is shown then.
  var currency: AmountFormat { (shop?.snapshot.currency ?? .chileanPeso).ofPages }

  var today: CalendarDay { CalendarDay(localTime(now)) }

  /// What a form has to send back; nil: nobody is logged in, and nothing is asked for.
  var formToken: String? { visitor.session?.formToken }

  /// For forms that change something: the first thing within them.
  var hiddenToken: HTML {
    guard let formToken else { return "" }
    return "<input type=\"hidden\" name=\"\(FormToken.field)\" value=\"\(formToken)\">"
  }

  func response(_ html: HTML, _ status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status, .html, html.text)
  }

  /// Where a form leads to once it is done, so that loading anew does not send it anew.
  func seeOther(_ path: String, _ notice: Notice? = nil) -> HTTPResponse {
    guard let notice else { return HTTPResponse(.seeOther).adding("Location", path) }
    let parts = path.split(separator: "#", maxSplits: 1)
    let page = parts.first.map(String.init) ?? "/"
    let place = parts.count == 2 ? "#\(parts[1])" : ""
    let sign = page.contains("?") ? "&" : "?"
    return HTTPResponse(.seeOther)
      .adding("Location", "\(page)\(sign)done=\(notice.rawValue)\(place)")
  }
}

extension AmountFormat {
  /// For a page, where no line ends between the symbol and its figures.
  var ofPages: AmountFormat {
    var format = self
    format.space = "\u{a0}"
    return format
  }
}

/// What proves that a change comes from one of the user's own pages.
enum FormToken {
  static let field = "token"
  /// In lower case, as the parser has names.
  static let header = "x-csrf-token"
}

/// What was done, said on the page that comes next; the raw value goes through its address.
enum Notice: String, Hashable, Sendable, CaseIterable, Worded {
  case saved
  case deleted
  case passwordChanged = "password-changed"
  case loggedOut = "logged-out"
  case collected
  case credited
  case reviewed

  var words: Words {
    switch self {
    case .saved: Words("Guardado.", "Saved.")
    case .deleted: Words("Borrado.", "Deleted.")
    case .passwordChanged: Words("La contraseña cambió.", "The password was changed.")
    case .loggedOut: Words("Sesión cerrada.", "Logged out.")
    case .collected: Words("Cobrado.", "Collected.")
    case .credited: Words("El crédito quedó guardado.", "The credit is written down.")
    case .reviewed: Words("La llamada quedó revisada.", "The call is reviewed.")
    }
  }
}
