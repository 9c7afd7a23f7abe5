import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Runs the stripes of a picture on as many threads as `MIRA_THREADS` says (default: as many as cores).
///
/// Stripes are fixed by the caller, never by the number of threads, so the result does not depend on it.
public enum Parallel {
    /// Number of threads that `stripes` uses.
    public static let threads: Int = {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        guard let text = unsafe getenv("MIRA_THREADS"), let wanted = Int(unsafe String(cString: text)), wanted > 0
        else { return cores }
        return min(wanted, 256)
    }()

    /// Calls `body` once for each index in `0..<count`, in no particular order, from several threads; returns when all are done.
    public static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
        let workers = min(threads, count)
        guard workers > 1 else {
            for index in 0..<count { body(index) }
            return
        }
        let next = Counter()
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.take()
                guard index < count else { return }
                body(index)
            }
        }
    }

    /// Calls `body` with row ranges of `rowsPerStripe` that together cover `0..<rows`.
    public static func stripes(of rows: Int, rowsPerStripe: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let stripe = max(1, rowsPerStripe)
        forEach((rows + stripe - 1) / stripe) { index in
            body(index * stripe..<min(rows, (index + 1) * stripe))
        }
    }
}

private final class Counter: Sendable {
    private let value = Atomic<Int>(0)
    func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
