import Glibc
import MiraImage
import Synchronization

/// Ctrl-C, and being asked to end: the work is cancelled; work that does not stop soon is left behind.
enum Interrupt {
    /// Cancelled by SIGINT, SIGTERM and SIGHUP. Every command's work listens to it.
    static let cancellation = Cancellation()

    /// How long work may take to stop by itself.
    private static let patience: UInt32 = 60_000

    /// Starts to listen: a handler, which may do next to nothing, wakes a thread of its own, which nothing can hold up.
    ///
    /// A mask and `sigwait` would not do: the program's first thread is not the only one when it gets here.
    static func listen() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        let listening = ends[0]
        wakeUp = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A reader that goes away is an error of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let previous = signal(number) { _ in
                let found = errno
                var byte: UInt8 = 0
                _ = Glibc.write(wakeUp, &byte, 1)
                errno = found
            }
            // nohup(1) has it ignored, and means it.
            if number == SIGHUP, isIgnoring(previous) { signal(number, SIG_IGN) }
        }
        startThread {
            var byte: UInt8 = 0
            while Glibc.read(listening, &byte, 1) != 1 { guard errno == EINTR else { return } }
            cancellation.cancel()
            usleep(patience)
            Staging.abandon()
            Console.progress.withLockIfAvailable { $0?.clear() }
            _exit(ExitStatus.interrupted.rawValue)
        }
    }
}

private func isIgnoring(_ handler: __sighandler_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
}

/// What the signals' handler writes to. Set once, before there is a handler.
nonisolated(unsafe) private var wakeUp: Int32 = -1

/// Runs `body` on a detached thread of its own, not on one of a pool that may be busy.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }, work.toOpaque())
    if status == 0 { pthread_detach(thread) } else { work.release() }
}
