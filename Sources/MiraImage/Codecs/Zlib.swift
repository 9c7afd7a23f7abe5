import CMiraCodecs

/// Inflates a zlib stream; nil when it is damaged or grows beyond `limit`.
func inflate(_ stream: [UInt8], upTo limit: Int) -> [UInt8]? {
    // Deflate grows at most 1032-fold, so small streams never ask for much.
    var capacity = min(limit, max(1024, stream.count * 4))
    while true {
        var produced = 0
        var status = MIRA_FAULT
        let out = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            if let base = buffer.baseAddress {
                // Writes at most `capacity` bytes, and says how many on success.
                status = unsafe mira_inflate(stream, stream.count, base, capacity, &produced)
            }
            count = status == MIRA_OK ? produced : 0
        }
        if status == MIRA_OK { return out }
        guard status == MIRA_LIMIT, capacity < limit else { return nil }
        capacity = min(limit, capacity * 4)
    }
}

/// Deflates to a zlib stream.
func deflate(_ bytes: [UInt8]) throws(ImageError) -> [UInt8] {
    try unsafe encodedBytes("zlib") { out, count, message in
        unsafe mira_deflate(bytes, bytes.count, out, count, message)
    }
}

/// PNG's CRC of a part of `bytes`.
func crc32(of bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    unsafe bytes[range].withUnsafeBufferPointer { unsafe mira_crc32($0.baseAddress, $0.count) }
}
