// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

func systemLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func swiftTarget(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], settings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict + settings)
}

func swiftTests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["MiraTestSupport"], exclude: exclude, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Targets that need the network, and their dependencies, are left out where the environment has MIRA_PICTURES_ONLY: they
// take minutes to build, and pictures need none of them. So far there is no such target.

let package = Package(
    name: "mira-image",
    products: [
        .library(name: "MiraImage", targets: ["MiraImage"]),
        .library(name: "MiraGeneration", targets: ["MiraGeneration", "MiraStudio"]),
        .library(name: "MiraNeural", targets: ["MiraNeural"]),
        .executable(name: "mira", targets: ["mira"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        systemLibrary("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
        systemLibrary("CJPEG", pkgConfig: "libjpeg", apt: "libjpeg-dev"),
        systemLibrary("CWebP", pkgConfig: "libwebpdemux", apt: "libwebp-dev"),
        systemLibrary("CLCMS", pkgConfig: "lcms2", apt: "liblcms2-dev"),
        systemLibrary("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        .target(
            name: "CMiraCodecs", dependencies: ["CPNG", "CJPEG", "CWebP", "CLCMS", "CDeflate", "CMiraKernels"]),
        .target(name: "CMiraKernels"),
        .target(name: "CMiraRuntime"),

        swiftTarget("MiraImage", ["CMiraCodecs", "CMiraKernels"], settings: [.strictMemorySafety()]),
        swiftTarget("MiraGeneration", ["MiraImage"]),
        swiftTarget("MiraStudio", ["MiraGeneration", "MiraImage", "CMiraKernels"], exclude: ["Language/Data"]),
        swiftTarget("MiraNeural", ["MiraImage", "CMiraRuntime"]),
        swiftTarget(
            "MiraCommands", ["MiraStudio", "MiraNeural", "MiraGeneration", "MiraImage", argumentParser]),
        .executableTarget(name: "mira", dependencies: ["MiraCommands", argumentParser], swiftSettings: strict),

        .target(
            name: "MiraTestSupport", dependencies: ["MiraImage"], path: "Tests/MiraTestSupport", swiftSettings: strict),
        swiftTests("MiraImageTests", ["MiraImage", "CMiraKernels"]),
        swiftTests("MiraGenerationTests", ["MiraGeneration"]),
        swiftTests("MiraStudioTests", ["MiraStudio"], exclude: ["Language/Prompts"]),
        swiftTests("MiraNeuralTests", ["MiraNeural"]),
        swiftTests("MiraCommandsTests", ["mira", "MiraGeneration", "MiraImage"]),
    ],
    swiftLanguageModes: [.v6]
)
