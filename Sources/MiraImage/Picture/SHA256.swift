import CMiraKernels

/// SHA-256 (FIPS 180-4) of bytes, as 64 lower-case hexadecimal digits.
///
/// A small one of our own: the pictures' program does without a cryptography package, which takes minutes to build.
public func sha256Hex(_ bytes: Span<UInt8>) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe bytes.withUnsafeBufferPointer { input in
        unsafe digest.withUnsafeMutableBufferPointer { output in
            // `output` holds the 32 bytes that the function writes; an empty input has no base and is not read.
            if let target = output.baseAddress {
                unsafe mira_sha256(input.baseAddress, input.count, target)
            }
        }
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// SHA-256 of an array of bytes, as 64 lower-case hexadecimal digits.
public func sha256Hex(_ bytes: [UInt8]) -> String { sha256Hex(bytes.span) }
