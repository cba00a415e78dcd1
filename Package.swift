// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to these. Warnings are errors: a warning nobody reads is a defect kept for later.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The rooms that decide: no clock, file, socket or thread in them, and no unsafe memory either.
let pure: [SwiftSetting] = strict + [.strictMemorySafety()]

/// The simulated world lives for years in each run of the tests. What its classes hold is watched for
/// overlapping accesses where it is tested, in debug; in release that would be a quarter of its time.
let simulated: [SwiftSetting] =
  strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let strictC: [CSetting] = [
  .unsafeFlags([
    "-std=c99", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wpedantic", "-Werror",
  ])
]

func tests(_ room: String, uses others: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.byName(name: room)] + others, swiftSettings: strict)
}

let package = Package(
  name: "Cabina",
  products: [
    .executable(name: "cabinad", targets: ["cabinad"]),
    .executable(name: "cabinactl", targets: ["cabinactl"]),
    .executable(name: "cabina-sim", targets: ["cabina-sim"]),
    .executable(name: "cabina-bench", targets: ["cabina-bench"]),
  ],
  targets: [
    // C libraries of the system, and what glibc's Swift module lacks.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CUdev", providers: [.apt(["libudev-dev"])]),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(
      name: "CBoardReference", path: "firmware-protocol/reference", sources: ["source"],
      publicHeadersPath: "include", cSettings: strictC),

    // The rooms, bottom to top: each imports only rooms above it in this list.
    .target(name: "Rating", swiftSettings: pure),
    .target(name: "Notation", dependencies: ["Rating"], swiftSettings: pure),
    .target(name: "Commands", dependencies: ["Notation"], swiftSettings: pure),
    .target(name: "BoothProtocol", swiftSettings: pure),
    .target(name: "LineRecord", dependencies: ["BoothProtocol"], swiftSettings: pure),
    .target(
      name: "BoardConformance", dependencies: ["Notation", "BoothProtocol", "LineRecord"],
      swiftSettings: pure),
    .target(name: "BoothControl", dependencies: ["Rating", "BoothProtocol"], swiftSettings: pure),
    .target(
      name: "Ledger",
      dependencies: ["CSQLite", "Rating", "Notation", "BoothProtocol", "BoothControl"],
      swiftSettings: strict),
    .target(
      name: "SerialLine", dependencies: ["CLinux", "CUdev", "Notation", "LineRecord"],
      swiftSettings: strict),
    .target(
      name: "OwnerPanel",
      dependencies: ["Rating", "Notation", "BoothProtocol", "LineRecord", "BoothControl"],
      swiftSettings: strict),
    .target(
      name: "BoothSimulator",
      dependencies: [
        "CBoardReference", "Rating", "BoothProtocol", "BoothControl", "Ledger", "SerialLine",
      ],
      swiftSettings: simulated),

    .executableTarget(
      name: "cabinad",
      dependencies: [
        "CCrypt", "CLinux", "Rating", "Notation", "BoothProtocol", "LineRecord", "BoothControl",
        "Ledger", "SerialLine", "OwnerPanel", "BoothSimulator",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "cabinactl",
      dependencies: [
        "CLinux", "Rating", "Notation", "Commands", "BoothProtocol", "LineRecord",
        "BoardConformance", "BoothControl", "Ledger", "SerialLine",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "cabina-sim",
      dependencies: ["BoothProtocol", "LineRecord", "BoothSimulator", "SerialLine"],
      swiftSettings: strict),
    .executableTarget(
      name: "cabina-bench",
      dependencies: ["Rating", "BoothProtocol", "BoothControl", "Ledger"],
      swiftSettings: strict),

    tests("Rating"),
    tests("Notation"),
    tests("Commands", uses: ["Notation"]),
    tests("BoothProtocol"),
    tests("LineRecord", uses: ["BoothProtocol"]),
    tests("BoardConformance", uses: ["Notation", "BoothProtocol", "BoothSimulator"]),
    tests("BoothControl", uses: ["Rating", "BoothProtocol"]),
    tests("Ledger", uses: ["Rating", "Notation", "BoothProtocol", "BoothControl", "CSQLite"]),
    tests("SerialLine", uses: ["Notation", "LineRecord"]),
    tests(
      "OwnerPanel", uses: ["Rating", "Notation", "BoothProtocol", "BoothControl", "Ledger"]),
    tests("BoothSimulator", uses: ["CBoardReference", "BoothProtocol"]),
    tests(
      "cabinactl",
      uses: [
        "Rating", "Notation", "Commands", "Ledger", "BoothControl", "BoothProtocol", "LineRecord",
        "SerialLine", "BoothSimulator", "OwnerPanel", "BoardConformance",
      ]),
    tests(
      "cabinad",
      uses: ["Rating", "Notation", "BoothControl", "BoothProtocol", "Ledger", "OwnerPanel"]),
    .testTarget(
      name: "ProcessTests",
      dependencies: [
        "CLinux", "Rating", "BoothProtocol", "BoothControl", "LineRecord", "Ledger",
        "BoothSimulator", "OwnerPanelTests",
      ], exclude: ["Recordings"], swiftSettings: strict),
  ]
)
