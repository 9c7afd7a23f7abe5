import CMiraKernels
import Synchronization

private let turn = Mutex(())

/// Calls `body` with scalar kernels and with the best that the CPU has, one caller at a time.
///
/// The level is the whole process's: tests that run meanwhile see it too, and must not care.
func atEveryLevel(_ body: () throws -> Void) rethrows {
    try turn.withLock { _ in
        let before = mira_kernels_get_level()
        defer { mira_kernels_set_level(before) }
        for level in [MIRA_LEVEL_SCALAR, MIRA_LEVEL_AVX2] {
            mira_kernels_set_level(level)
            try body()
        }
    }
}

/// What `body` gives with scalar kernels, and what with the best that the CPU has.
func scalarAndBest<Result>(_ body: () throws -> Result) rethrows -> (scalar: Result, best: Result) {
    var results: [Result] = []
    try atEveryLevel { results.append(try body()) }
    return (results[0], results[1])
}
