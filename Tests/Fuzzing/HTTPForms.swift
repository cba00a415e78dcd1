@testable import OwnerPanel

/// Any bytes as a form with files in it: each field and file that is taken stands in the body between
/// its borders, and written again the form is the same.
func checkFileForm(_ body: [UInt8]) {
  let boundary = "b"
  guard let form = try? MultipartForm(body, boundary: boundary) else { return }
  let count = form.fields.count + form.files.count
  demand(count <= MultipartForm.partLimit, "there are not too many parts")
  // The first has no line end before it.
  let whole = Array("\r\n".utf8) + body
  let border = Array("\r\n--\(boundary)".utf8)
  demand(
    whole.ranges(of: border).count == count + 1, "every border ends a part, or begins the first")
  for (name, text) in form.fields {
    demand(form.files[name] == nil, "a name is a field's or a file's")
    demand(text.utf8.count <= MultipartForm.fieldLimit, "a field is within its limit")
    demand(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a field is one line")
    let part = Array("\r\n\r\n\(text)".utf8) + border
    demand(whole.firstRange(of: part) != nil, "a field is as it came")
  }
  for file in form.files.values {
    let part = Array("\r\n\r\n".utf8) + file.bytes + border
    demand(whole.firstRange(of: part) != nil, "a file is as it came")
    demand(file.bytes.firstRange(of: border) == nil, "no border is within a file")
  }
  let again = try? MultipartForm(written(form, boundary), boundary: boundary)
  demand(again?.fields == form.fields, "written again the fields are the same")
  demand(again?.files == form.files, "written again the files are the same")
}

private func written(_ form: MultipartForm, _ boundary: String) -> [UInt8] {
  func quoted(_ text: String) -> String { text.replacing("\"", with: "%22") }
  let opening = "--\(boundary)\r\nContent-Disposition: form-data; name="
  var body: [UInt8] = []
  for (name, text) in form.fields {
    body += "\(opening)\"\(quoted(name))\"\r\n\r\n\(text)\r\n".utf8
  }
  for (name, file) in form.files {
    let names = "\"\(quoted(name))\"; filename=\"\(quoted(file.name))\""
    body += "\(opening)\(names)\r\n\r\n".utf8
    body += file.bytes + Array("\r\n".utf8)
  }
  return body + "--\(boundary)--".utf8
}
