package import Rating

/// What was asked of a price.
package enum QuoteQuestion: Hashable, Sendable {
  case charge(TalkTime)
  case longestTalk(Money)
}

/// What a price answers.
package enum QuoteAnswer: Hashable, Sendable {
  case charge(Explanation)
  case longestTalk(TalkLimit)

  package init(_ quote: Quote, _ question: QuoteQuestion) {
    self =
      switch question {
      case .charge(let talked): .charge(quote.explain(at: talked))
      case .longestTalk(let amount): .longestTalk(quote.longestTalk(for: amount))
      }
  }

  /// Of an emergency number.
  package static func free(_ question: QuoteQuestion) -> QuoteAnswer {
    switch question {
    case .charge: .charge(.free)
    case .longestTalk: .longestTalk(.unlimited)
    }
  }

  /// For programs: `{"charge":"2701","billedSeconds":3600,"prefix":"…","description":"…","lines":[…]}`
  /// or `{"maximumSeconds":"49"}`, or `"unlimited"` in place of a number.
  package var json: JSON {
    switch self {
    case .charge(let explanation): explanation.json
    case .longestTalk(let limit): ["maximumSeconds": .text(limit.secondsText)]
    }
  }

  /// The same, with the lines in words for people.
  package func json(in words: ExplanationWords) -> JSON {
    if case .charge(let explanation) = self { explanation.json(in: words) } else { json }
  }
}

extension TalkLimit {
  /// Whole seconds: `49`, `unlimited`.
  package var secondsText: String {
    switch self {
    case .unlimited: "unlimited"
    case .limited(let time): "\(time.milliseconds / 1000)"
    }
  }
}
