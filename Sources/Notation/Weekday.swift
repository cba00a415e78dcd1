/// As hours tell it, in short.
package enum Weekday: Int, Worded, Hashable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  package var words: Words {
    switch self {
    case .monday: Words("lun", "Mon")
    case .tuesday: Words("mar", "Tue")
    case .wednesday: Words("mié", "Wed")
    case .thursday: Words("jue", "Thu")
    case .friday: Words("vie", "Fri")
    case .saturday: Words("sáb", "Sat")
    case .sunday: Words("dom", "Sun")
    }
  }
}
