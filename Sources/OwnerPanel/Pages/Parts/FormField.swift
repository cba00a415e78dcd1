/// One question of a form, with its label, and what is wrong with the answer.
struct FormField {
  enum Kind: Hashable {
    case text
    case password
    /// Figures, with the keyboard that a telephone has for them.
    case amount
    case digits
    case date
    case choice([Choice])
    case check
  }

  struct Choice: Hashable {
    var value: String
    var text: String

    init(_ value: String, _ text: String) {
      self.value = value
      self.text = text
    }
  }

  /// Of the field and, with `field-` before it, of its element.
  var name: String
  var label: String
  var kind = Kind.text
  /// What was typed before; of a box, anything but the empty text is ticked.
  var value = ""
  /// What is expected, below the field.
  var help = ""
  /// What is wrong with the value; empty: nothing.
  var fault = ""
  var isRequired = false
  /// What the browser may fill in, in the words of HTML: `username`, `current-password`.
  var autocomplete = "off"
  /// Characters.
  var longest = 120
  /// Where the keyboard is when the page comes. Not where a good value stands: browsers put the caret
  /// before it, and what is typed would become a part of it.
  var hasFocus = false

  var html: HTML {
    """
    <p class="field\(" has-fault", when: !fault.isEmpty)"\
    \(attribute: "data-check", when: kind == .check)>\
    <label for="field-\(name)">\(label)</label>\(control)\
    \("<span class=\"help\" id=\"help-\(name)\">\(help)</span>", when: !help.isEmpty)\
    \("<span class=\"fault\" id=\"fault-\(name)\">\(fault)</span>", when: !fault.isEmpty)</p>

    """
  }

  private var control: HTML {
    switch kind {
    case .choice(let choices):
      """
      <select\(common)>\(choices.map { choice in
        """
        <option value="\(choice.value)"\(attribute: "selected", when: choice.value == value)>\
        \(choice.text)</option>
        """ as HTML
      })</select>
      """
    case .check:
      "<input type=\"checkbox\"\(common) value=\"yes\"\(attribute: "checked", when: !value.isEmpty)>"
    case .password: input("password", value: "", "")
    case .text: input("text", value: value, "")
    case .amount: input("text", value: value, " inputmode=\"decimal\"")
    case .digits: input("text", value: value, " inputmode=\"numeric\"")
    case .date: input("date", value: value, "")
    }
  }

  private func input(_ type: String, value: String, _ more: HTML) -> HTML {
    """
    <input type="\(type)"\(common) value="\(value)" maxlength="\(longest)" \
    autocomplete="\(autocomplete)"\(more)>
    """
  }

  private var common: HTML {
    """
     id="field-\(name)" name="\(name)"\(described)\
    \(" aria-invalid=\"true\"", when: !fault.isEmpty)\
    \(attribute: "required", when: isRequired)\(attribute: "autofocus", when: takesFocus)
    """
  }

  private var takesFocus: Bool {
    hasFocus && (value.isEmpty || !fault.isEmpty || kind == .password)
  }

  private var described: HTML {
    let ids = [help.isEmpty ? "" : "help-\(name)", fault.isEmpty ? "" : "fault-\(name)"]
      .filter { !$0.isEmpty }
    return ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
  }
}
