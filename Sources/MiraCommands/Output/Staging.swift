import Glibc
import MiraGeneration
import MiraImage
import Synchronization

/// The outputs of a command on their way: written whole without a name, then put in their places together, or not at all.
///
/// One for the process, because an interruption has to know of them.
enum Staging {
    private struct State {
        var files: [AtomicFile] = []
        var streams: [(bytes: [UInt8], path: String)] = []
        var isAbandoned = false
        var isFinished = false
    }

    /// `AtomicFile` is used under the lock only.
    private final class Shared: @unchecked Sendable {
        private var state = State()
        private let lock = Mutex(())
        func with<R, E: Error>(_ body: (inout State) throws(E) -> R) throws(E) -> R {
            try lock.withLock { _ throws(E) in try body(&state) }
        }
    }
    private static let shared = Shared()

    /// Finds out, before long work, whether `path` can be written.
    ///
    /// - Throws: `.unwritable`.
    static func check(_ path: String) throws {
        if FileStatus(path)?.isStream != true { try AtomicFile.check(path) }
    }

    /// Writes what is to become the file at `path`.
    ///
    /// - Throws: `.unwritable`, `.cancelled`.
    static func add(_ bytes: [UInt8], to path: String) throws {
        try shared.with { state in
            guard !state.isAbandoned else { throw CancellationError() }
            // A device or a pipe is written to, not replaced, and only once everything else went well.
            if FileStatus(path)?.isStream == true {
                state.streams.append((bytes, path))
            } else {
                let file = try AtomicFile(replacing: path)
                try file.write(bytes)
                state.files.append(file)
            }
        }
    }

    /// Puts all files in their places. After the `last` ones an interruption no longer takes anything back.
    ///
    /// - Throws: `.unwritable`, `.cancelled`.
    static func commit(last: Bool) throws {
        let streams = try shared.with { state in
            try Interrupt.cancellation.check()
            let (files, streams) = (state.files, state.streams)
            state.files = []
            state.streams = []
            for file in files { try file.commit() }
            state.isFinished = last
            return streams
        }
        for (bytes, path) in streams { try pour(bytes, into: path) }
    }

    /// Lets go what was added since the last commit.
    static func discard() {
        shared.with { state in
            state.files = []
            state.streams = []
        }
    }

    /// For an interruption: takes everything unfinished away, and lets no file take its place any more. Waits while files take
    /// their places; when those were the last ones, the program gets a second to end well.
    static func abandon() {
        let isFinished = shared.with { state in
            state.isAbandoned = true
            state.files = []
            return state.isFinished
        }
        if isFinished { sleep(1) }
    }

    private static func pour(_ bytes: [UInt8], into path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        do throws(SystemError) {
            guard descriptor >= 0 else { throw .last }
            try write(bytes, to: descriptor)
        } catch {
            throw Failure(.cannotWrite, "expected to write \(path) but found: \(error); choose another path")
        }
    }
}
