internal import CUdev

/// The library's context, which the other objects are made from.
final class UdevContext {
  let pointer: OpaquePointer

  init() throws(SystemError) {
    pointer = try SystemCall.pointerOrErrno("udev_new") { udev_new() }
  }

  deinit { udev_unref(pointer) }

  /// The terminals there are, by name. Read from `/sys`, so it does without a running udev.
  /// - Parameter onlyReady: leave out those udev has not finished with: a monitor tells of them.
  func terminals(onlyReady: Bool) throws(SystemError) -> [UdevDevice] {
    let list = try SystemCall.pointerOrErrno("udev_enumerate_new") { udev_enumerate_new(pointer) }
    defer { udev_enumerate_unref(list) }
    udev_enumerate_add_match_subsystem(list, "tty")
    if onlyReady { udev_enumerate_add_match_is_initialized(list) }
    let status = udev_enumerate_scan_devices(list)
    guard status >= 0 else {
      throw SystemError(call: "udev_enumerate_scan_devices", code: -status)
    }
    return names(udev_enumerate_get_list_entry(list)).compactMap { path in
      udev_device_new_from_syspath(pointer, path).map(UdevDevice.init(owning:))
    }
  }
}

/// One device, as `/sys` and udev's rules describe it.
final class UdevDevice {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit { udev_device_unref(pointer) }

  var name: String? { string(udev_device_get_sysname(pointer)) }
  var node: String? { string(udev_device_get_devnode(pointer)) }
  var driver: String? { string(udev_device_get_driver(pointer)) }
  /// What has happened to a device that a monitor delivered: `add`, `remove`, `change`…
  var action: String? { string(udev_device_get_action(pointer)) }
  /// The names under `/dev` that rules gave it.
  var links: [String] { names(udev_device_get_devlinks_list_entry(pointer)) }

  /// What udev's rules found out.
  func property(_ key: String) -> String? {
    string(udev_device_get_property_value(pointer, key))
  }

  /// What the kernel says, in a file of `/sys`.
  func attribute(_ name: String) -> String? {
    string(udev_device_get_sysattr_value(pointer, name))
  }

  /// The device it is part of.
  var parent: UdevDevice? { borrowed(udev_device_get_parent(pointer)) }

  /// The nearest USB device or interface it is part of.
  func usbParent(_ type: String) -> UdevDevice? {
    borrowed(udev_device_get_parent_with_subsystem_devtype(pointer, "usb", type))
  }

  /// A parent belongs to its child: it is kept for as long as it is looked at.
  private func borrowed(_ parent: OpaquePointer?) -> UdevDevice? {
    parent.flatMap { udev_device_ref($0) }.map(UdevDevice.init(owning:))
  }
}

private func string(_ pointer: UnsafePointer<CChar>?) -> String? {
  pointer.map { String(cString: $0) }
}

private func names(_ first: OpaquePointer?) -> [String] {
  sequence(first: first) { udev_list_entry_get_next($0) }
    .prefix { $0 != nil }
    .compactMap { string(udev_list_entry_get_name($0)) }
    .sorted()
}
