import Glibc
import Synchronization

/// Standard output for results, standard error for people.
enum Console {
    /// Whether somebody watches standard error.
    static let isWatched = isatty(STDERR_FILENO) == 1

    /// The bar on the terminal's last line, where there is one: a message takes it away first.
    static let progress = Mutex<ProgressBar?>(nil)

    /// Writes one line for people: `mira: …`.
    static func say(_ text: String) {
        progress.withLock { bar in
            bar?.clear()
            try? write(Array("mira: \(text.onOneLine)\n".utf8), to: STDERR_FILENO)
        }
    }

    /// Writes one line that only somebody who watches wants: what was done.
    static func remark(_ text: @autoclosure () -> String) {
        if isWatched { say(text()) }
    }

    /// Writes a result to standard output, with a line break.
    static func print(_ text: String) throws {
        try printBytes(Array((text + "\n").utf8))
    }

    /// Tells where a result went whose name the program chose; `remark` has told it to who watches a terminal.
    static func printPath(_ path: String) throws {
        if !isWatched || isatty(STDOUT_FILENO) == 0 { try print(path) }
    }

    /// Writes bytes to standard output.
    ///
    /// - Throws: `.readerGone` when nobody reads them any more, `.cannotWrite`.
    static func printBytes(_ bytes: [UInt8]) throws {
        progress.withLock { $0?.clear() }
        do {
            try write(bytes, to: STDOUT_FILENO)
        } catch let error where error.number == EPIPE {
            throw Failure(.readerGone, "standard output was closed")
        } catch {
            throw Failure(
                .cannotWrite, "expected to write to standard output but found: \(error); make room and try again")
        }
    }
}

/// What a call of the system says when it fails.
struct SystemError: Error, CustomStringConvertible {
    let number: Int32

    /// The failure of the last call.
    static var last: SystemError { SystemError(number: errno) }

    /// `no space left on device`
    var description: String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// Writes all `bytes` to a file descriptor.
func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var done = 0
    while done < bytes.count {
        let count = bytes.withUnsafeBytes {
            Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
        }
        if count > 0 { done += count } else if !isWorthRetrying(descriptor, POLLOUT) { throw .last }
    }
}

/// Whether a call on `descriptor` failed for the moment only: it was interrupted, or somebody who shares the descriptor
/// made it non-blocking. Waits until it can go on.
func isWorthRetrying(_ descriptor: Int32, _ event: Int32) -> Bool {
    guard errno == EAGAIN else { return errno == EINTR }
    var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&waiting, 1, -1) > 0 || errno == EINTR
}

extension String {
    /// The text without control characters, which a file's name may hold: one line stays one line, and a terminal obeys nobody.
    var onOneLine: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}" {
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
