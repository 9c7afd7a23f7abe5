import Glibc
import MiraImage
import Synchronization

/// Ctrl-C, and being asked to end: the work is cancelled; work that does not stop soon is left behind.
enum Interrupt {
    /// Cancelled by SIGINT, SIGTERM and SIGHUP. Every command's work listens to it.
    static let cancellation = Cancellation()

    /// How long work may take to stop by itself.
    private static let patience: UInt32 = 60_000

    /// Starts to listen: the signals are blocked everywhere and awaited by a thread of their own, which nothing can hold up.
    ///
    /// Called once, on the main thread, before there are others.
    static func listen() {
        // A reader that goes away is an error of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGHUP)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        startThread { [signals] in
            var signals = signals
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { return }
            cancellation.cancel()
            usleep(patience)
            Staging.abandon()
            Console.progress.withLockIfAvailable { $0?.clear() }
            _exit(ExitStatus.interrupted.rawValue)
        }
    }
}

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
