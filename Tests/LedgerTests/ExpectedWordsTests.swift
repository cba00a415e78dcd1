import Testing

@testable import Ledger

/// What a tariff file is told to have wrong, in Spanish as well.
@Suite struct ExpectedWordsTests {
  @Test(arguments: [
    "", "[", "x", "{", "{tariffs", "{tariffs:", "{tariffs: [", "{tariffs: [}", "{tariffs: 1}",
    "{tariffs: {}}", "{tariffs: [1]}", "{tariffs: [{}]}", "{x: 1}", "{\"\": 1}", "{tariffs: []} x",
    "{tariffs: [], tariffs: []}", "{'': 1}", "{tariffs: [] deck: []}", "{a:'x\n'}", "{a:'x}",
    "{a: 01}", "{a: 1x}", "{a: /* }", "{1a: 1}", "{ñ: 1}", "{a: '\\u12'}", "{a: '\\ud800'}",
    "{a: ?}", "{a: '\u{1}'}", "{markupPercent: 5}", "{markupPercent: '-1'}",
    "{markupPercent: '1,5'}", "{currency: {code: 'x'}}",
    "{currency: {code: 'CLP', symbol: '$$$$$$$$$', decimals: 0, rounding: 'up'}}",
    "{currency: {code: 'CLP', symbol: '$', decimals: 9, rounding: 'up'}}",
    "{currency: {code: 'CLP', symbol: '$', rounding: 'up'}}",
    "{currency: {code: 'CLP', symbol: '$', decimals: 0, rounding: 'half-down'}}",
    "{tariffs: [{unit: 'minute', price: '1'}]}",
    "{tariffs: [{prefix: 'x', unit: 'minute', price: '1'}]}",
    "{tariffs: [{prefix: '1', price: '1'}]}", "{tariffs: [{prefix: '1', unit: 'minute'}]}",
    "{tariffs: [{prefix: '1', unit: 'hour', price: '1'}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', per: 60, price: '1'}]}",
    "{tariffs: [{prefix: '1', per: 0, price: '1'}]}",
    "{tariffs: [{prefix: '1', per: '6', price: '1'}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: 1}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1.0000001'}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '9999999'}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', steps: [{price: '1'}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', steps: [{after: 3, price: '1', per: 60}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', graceSeconds: 90000}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', increment: 0}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', bands: [{}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', bands: [{days: 'lun', price: '1'}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', bands: [{from: '8', price: '1'}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1', bands: [{from: '09:00', to: '08:00', price: '1'}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', bands: [{from: '09:00', price: '1'}]}]}",
    "{tariffs: [{prefix: '1', unit: 'minute', price: '1'}, {prefix: '1', unit: 'minute', price: '1'}]}",
    "{markupPercent: '100', deck: [{prefix: '1', unit: 'minute', price: '900000'}]}",
  ])
  func `every expectation has its Spanish words`(text: String) {
    do throws(TariffFileError) {
      _ = try TariffFile.read(json5: Array(text.utf8))
      Issue.record("\(text) was taken")
    } catch {
      for fault in [error] + error.further {
        let spanish = ExpectedWords.spanish(fault.expected)
        #expect(spanish != fault.expected, "\(text)")
        for word in [" the ", " with ", " and ", "such as", " or ", "least", "most", "seconds"] {
          #expect(!" \(spanish) ".contains(word), "\(spanish)")
        }
      }
      #expect(error.remarks.count == 1 + error.further.count)
    }
  }
}
