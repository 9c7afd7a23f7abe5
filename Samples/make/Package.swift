// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "make-samples",
    dependencies: [.package(name: "mira-image", path: "../..")],
    targets: [
        .executableTarget(
            name: "make-samples", dependencies: [.product(name: "MiraImage", package: "mira-image")], path: "Sources",
            swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")])
    ],
    swiftLanguageModes: [.v6]
)
