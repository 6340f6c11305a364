// swift-tools-version: 6.2
// The rooms of Cancelbox and who may enter which. docs/ARCHITECTURE.md explains why; Tests/TidyTests holds it.

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of our own.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of one room. `more` names what else they need to build their inputs, `files` the folders of their fixtures.
func tests(of name: String, _ more: [Target.Dependency] = [], files: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.target(name: name)] + more, exclude: files, swiftSettings: settings)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

let package = Package(
    name: "cancelbox",
    products: [
        .executable(name: "cancelbox", targets: ["cancelbox"]),
        .executable(name: "cancelbox-watch", targets: ["cancelbox-watch"]),
    ],
    // Pinned: a program that moves money says what it is built of. swift-async-algorithms comes with swift-service-lifecycle.
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // C libraries, each with as few importers as can be.
        .systemLibrary(name: "CInotifyTools", providers: [.apt(["libinotifytools0-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CGsf", pkgConfig: "libgsf-1", providers: [.apt(["libgsf-1-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CLinux"),

        // The pure core: no clock, no disk, no network.
        room("Cancellation"),
        room("StrictJSON"),
        room("Tables", ["CGsf", "CXML", "CCrypto"]),
        room("Digest", ["CCrypto"]),
        room("Intake", ["Cancellation", "StrictJSON", "Tables", "Digest", "CGMime"]),

        // What the engine needs of the world, and the engine.
        room("Ports", ["Cancellation"]),
        room("Engine", ["Cancellation", "Intake", "Ports", "StrictJSON", "Digest", logging]),

        // The world.
        room("LinuxHost", ["Ports", "CLinux"]),
        room("SQLiteLedger", ["Cancellation", "Ports", grdb, sqlite], resources: [.embedInCode("Migrations")]),
        room("SmartStore", ["Cancellation", "Ports", "StrictJSON"]),
        room(
            "Notices", ["Cancellation", "Ports", "StrictJSON", "CGMime", mustache],
            resources: [.embedInCode("Templates")]),

        // The programs.
        room(
            "CancelboxApp",
            [
                "Cancellation", "Intake", "Ports", "Engine", "LinuxHost", "SQLiteLedger", "SmartStore", "Notices",
                "StrictJSON",
                "Digest", arguments, lifecycle, signals, logging, yams,
            ], resources: [.embedInCode("Resources")]),
        .executableTarget(name: "cancelbox", dependencies: ["CancelboxApp"], swiftSettings: settings),
        // Measures the program from outside; `make bench`.
        .executableTarget(name: "cancelbox-bench", dependencies: [arguments], swiftSettings: settings),
        // GPL-2.0 as a whole, because libinotifytools is: it links nothing else, and speaks to cancelbox through a pipe only.
        .executableTarget(name: "cancelbox-watch", dependencies: ["CInotifyTools"], swiftSettings: settings),

        // Every port in memory, with all its promises and every way of breaking down. For tests only.
        .target(
            name: "Simulation", dependencies: ["Cancellation", "Ports"], path: "Tests/Simulation",
            swiftSettings: settings),

        // Counts flushes in the test program, those of libraries too.
        .target(name: "FlushSpy", path: "Tests/FlushSpy"),

        tests(of: "Cancellation"),
        tests(of: "StrictJSON"),
        tests(of: "Tables"),
        tests(of: "Intake", ["Cancellation", "StrictJSON"]),
        tests(of: "Engine", ["Cancellation", "Intake", "Ports", "Simulation", "StrictJSON"]),
        tests(of: "Simulation", ["Cancellation", "Intake", "Ports", "Engine", "StrictJSON", "Digest", logging]),
        tests(of: "LinuxHost", ["Ports", "Simulation", "FlushSpy"]),
        tests(of: "SQLiteLedger", ["Cancellation", "Ports", "Simulation", "FlushSpy", grdb, sqlite]),
        tests(of: "SmartStore", ["Cancellation", "Ports", "Simulation", "StrictJSON"]),
        tests(of: "Notices", ["Cancellation", "Ports", "Simulation", "StrictJSON", "CGMime"], files: ["Golden"]),
        .testTarget(name: "TidyTests", swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Cancellation", "Intake", "Ports", "Engine", "StrictJSON", "Digest", "SQLiteLedger", "SmartStore",
                "Simulation", "cancelbox",
                "cancelbox-watch",
            ], swiftSettings: settings),
    ]
)

// `make fuzz`: without a main of its own, so it is there only when it is asked for.
if Context.environment["CANCELBOX_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "cancelbox-fuzz", dependencies: ["Intake"], path: "Tests/Fuzz",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]))
}
