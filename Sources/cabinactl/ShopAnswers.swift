/// The shapes of the daemon's API that the command line reads; OwnerPanel documents them.
struct ShopAnswer: Decodable {
  struct Currency: Decodable {
    let code: String
    let symbol: String
    let decimals: Int
  }

  struct Booth: Decodable {
    let number: String
    let name: String
    let state: String
    let refusal: String?
    let disabled: Bool
    let nextCallUncharged: Bool
    let call: Call?
  }

  struct Call: Decodable {
    let number: String
    let destination: String
    let seconds: Int64
    let total: String
    let charged: Bool
    let live: Bool
  }

  struct Board: Decodable {
    let uid: String
    let connected: Bool
    let firmware: String
  }

  let name: String
  let stale: Bool
  let currency: Currency
  let balance: String?
  let booths: [Booth]
  let boards: [Board]
}

struct CallsAnswer: Decodable {
  struct Call: Decodable {
    let id: Int64
    let booth: String
    let at: String
    let number: String
    let destination: String
    let seconds: Int64
    let charge: String
    let charged: Bool
    let open: Bool
    let suspicions: [String]
  }

  let total: Int
  let next: String?
  let calls: [Call]
}

struct RefusalAnswer: Decodable {
  let error: String
  let message: String
}
