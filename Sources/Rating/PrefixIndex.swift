/// Which of many prefixes is the longest that begins a number. A sorted list with a table over it:
/// twelve bytes a prefix, and a look-up touches a handful of cache lines.
struct PrefixIndex: Sendable {
  /// Sorted, each once.
  private let keys: [DigitKey]
  /// For each key the longest of the others that begins it; `none`: no other does.
  private let enclosing: [UInt32]
  /// For each opening the first key that is not before it; and the end of the list.
  private let firstKey: [UInt32]

  /// For each key which entry of the list it was.
  let entries: [Int]

  private static let none = UInt32.max

  /// What is no prefix (0 to 16 digits) is left out. Of two equal prefixes the later is taken.
  init(_ prefixes: [String]) {
    var sorted: [(key: DigitKey, entry: Int)] = []
    sorted.reserveCapacity(prefixes.count)
    for (entry, prefix) in prefixes.enumerated() {
      if let key = DigitKey(prefix: prefix) { sorted.append((key, entry)) }
    }
    sorted.sort { ($0.key, $0.entry) < ($1.key, $1.entry) }

    var keys: [DigitKey] = []
    var entries: [Int] = []
    var enclosing: [UInt32] = []
    // The keys that begin the one before, from short to long.
    var begun: [Int] = []
    for (key, entry) in sorted {
      if key == keys.last {
        entries[entries.count - 1] = entry
        continue
      }
      while let last = begun.last, !keys[last].begins(key) { begun.removeLast() }
      enclosing.append(begun.last.map(UInt32.init) ?? PrefixIndex.none)
      begun.append(keys.count)
      keys.append(key)
      entries.append(entry)
    }

    var firstKey: [UInt32] = []
    var index = 0
    for opening in 0...DigitKey.openings {
      while index < keys.count, keys[index].opening < opening { index += 1 }
      firstKey.append(UInt32(index))
    }
    self.keys = keys
    self.enclosing = enclosing
    self.firstKey = firstKey
    self.entries = entries
  }

  /// The position of the key and how many digits it has; nil: none begins the number. What follows
  /// something other than a digit is not looked at.
  func longestMatch(_ number: String) -> (position: Int, length: Int)? {
    longestMatch(DigitKey(leadingDigitsOf: number))
  }

  var count: Int { keys.count }

  /// Ascending.
  subscript(position: Int) -> DigitKey { keys[position] }

  /// Of this key and of those that come after it.
  func positions(from key: DigitKey) -> Range<Int> {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low..<keys.count
  }

  func longestMatch(_ digits: DigitKey) -> (position: Int, length: Int)? {
    // The first key after the number.
    var low = Int(firstKey[digits.opening])
    var high = Int(firstKey[digits.opening + 1])
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] <= digits { low = middle + 1 } else { high = middle }
    }
    // Whatever stands between a prefix of the number and the number begins with that prefix. So if
    // the last key before the number is not it, then it is one that begins that key.
    var position = low > 0 ? UInt32(low - 1) : PrefixIndex.none
    while position != PrefixIndex.none {
      let key = keys[Int(position)]
      if key.begins(digits) { return (Int(position), key.count) }
      position = enclosing[Int(position)]
    }
    return nil
  }
}

/// Up to 16 digits in one integer, in the order of a dictionary: a prefix comes before what it
/// begins.
struct DigitKey: Comparable {
  /// Four bits a digit from the top, the digit plus one; 0 after the last.
  private var nibbles: UInt64 = 0

  static let longest = 16

  /// All of the text; nil: something other than digits, or more than 16.
  init?(prefix text: String) {
    self.init(leadingDigitsOf: text)
    guard count == text.utf8.count else { return nil }
  }

  /// The first 16 digits, or fewer where something else comes.
  init(leadingDigitsOf text: String) {
    var shift: UInt64 = 64
    for byte in text.utf8 {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10, shift > 0 else { break }
      shift -= 4
      nibbles |= UInt64(digit + 1) << shift
    }
  }

  var text: String {
    var text = ""
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
      guard case let digit = nibbles >> shift & 15, digit > 0 else { break }
      text.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "0") + UInt8(digit - 1)))
    }
    return text
  }

  var count: Int { DigitKey.longest - nibbles.trailingZeroBitCount / 4 }

  /// Whether the other one has these digits first.
  func begins(_ other: DigitKey) -> Bool {
    (nibbles ^ other.nibbles) >> UInt64(nibbles.trailingZeroBitCount & ~3) == 0
  }

  /// A number for the first four digits, or for fewer if there are no more, in the order of the keys.
  var opening: Int {
    var opening = 0
    for shift: UInt64 in [60, 56, 52, 48] { opening = opening * 11 + Int(nibbles >> shift & 15) }
    return opening
  }

  static let openings = 11 * 11 * 11 * 11

  static func < (left: DigitKey, right: DigitKey) -> Bool { left.nibbles < right.nibbles }
}
