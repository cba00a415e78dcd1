/// The icons of the states, drawn once a page; every card refers to its own by name.
enum Icons {
  static func icon(of state: CardState) -> HTML {
    """
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">\
    <use href="#state-\(state.rawValue)"/></svg>
    """
  }

  /// A triangle with a mark of exclamation.
  static let alarm: HTML = """
    <svg viewBox="0 0 24 24" aria-hidden="true">\(drawing(of: .refused))</svg>
    """

  static let sprite: HTML = """
    <svg class="sprite" aria-hidden="true">\(CardState.allCases.map(symbol))</svg>
    """

  private static func symbol(_ state: CardState) -> HTML {
    "<symbol id=\"state-\(state.rawValue)\" viewBox=\"0 0 24 24\">\(drawing(of: state))</symbol>"
  }

  /// A handset lying down.
  private static let handset: HTML = """
    <path class="solid" d="M2.4 14.6C2.4 9.2 6.4 6.6 12 6.6s9.6 2.6 9.6 8c0 1.3-.7 2-1.9 2h-2.3\
    c-1.1 0-1.7-.6-1.8-1.6l-.2-1.5c-.1-.7-.4-1-1.1-1.1-1.5-.2-3.1-.2-4.6 0-.7.1-1 .4-1.1 1.1\
    l-.2 1.5c-.1 1-.7 1.6-1.8 1.6H4.3c-1.2 0-1.9-.7-1.9-2z"/>
    """

  private static func drawing(of state: CardState) -> HTML {
    switch state {
    case .free: "\(handset)<path d=\"M7 20.2h10\"/>"
    case .disabled: "<circle cx=\"12\" cy=\"12\" r=\"8\"/><path d=\"M6.4 17.6 17.6 6.4\"/>"
    case .offHook:
      """
      <g transform="translate(0 3.6)">\(handset)</g><path d="M12 7.2V2.6M9.6 4.8 12 2.4l2.4 2.4"/>
      """
    case .dialling:
      """
      <g class="solid"><circle cx="6" cy="5" r="1.7"/><circle cx="12" cy="5" r="1.7"/>\
      <circle cx="18" cy="5" r="1.7"/><circle cx="6" cy="11" r="1.7"/>\
      <circle cx="12" cy="11" r="1.7"/><circle cx="18" cy="11" r="1.7"/>\
      <circle cx="6" cy="17" r="1.7"/><circle cx="12" cy="17" r="1.7"/>\
      <circle cx="18" cy="17" r="1.7"/></g>
      """
    case .due:
      """
      <rect x="2.6" y="6" width="18.8" height="12" rx="1.6"/><circle cx="12" cy="12" r="2.6"/>\
      <path d="M6 9.2v.2M18 14.6v.2"/>
      """
    case .connecting:
      """
      <path d="M3.4 12h12.2M11.4 7.2 16.2 12l-4.8 4.8"/><path d="M20.4 5v14"/>
      """
    case .ringing:
      """
      <path d="M7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4M4.6 19.4a10.4 10.4 0 0 1 0-14.8\
      M19.4 4.6a10.4 10.4 0 0 1 0 14.8"/><circle class="solid" cx="12" cy="12" r="1.9"/>
      """
    case .talking:
      """
      <path d="M4 5.2h16v10.6h-8.6L7.2 19.4v-3.6H4z"/><path d="M8 9h8M8 12.2h5"/>
      """
    case .released:
      """
      <g transform="translate(0 -3.4)">\(handset)</g>\
      <path d="M12 15.4v5M9.6 18.2 12 20.6l2.4-2.4"/>
      """
    case .refused: "<path d=\"M12 3.6 21.4 20H2.6z\"/><path d=\"M12 9.6v5M12 17.2v.4\"/>"
    case .fault: "<path class=\"solid\" d=\"M13.4 2.6 5.4 13.6h5.4l-1.2 7.8 8.6-11.6h-5.6z\"/>"
    case .removed: "<circle cx=\"12\" cy=\"12\" r=\"8.6\"/><path d=\"M7.6 12h8.8\"/>"
    case .gone:
      """
      <path d="M9.4 8.4V4M14.6 8.4V4M7 8.4h10v3.4a5 5 0 0 1-10 0z"/>\
      <path d="M12 16.8V19M12 21.4v.2M3.4 3.4l17.2 17.2"/>
      """
    }
  }
}
