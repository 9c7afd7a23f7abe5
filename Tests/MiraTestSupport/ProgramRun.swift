import Dispatch
import Glibc
import Synchronization

/// What a run of a program left: how it ended and what it said.
public struct ProgramRun: Sendable {
    /// The exit code; nil when a signal ended it.
    public var status: Int32?
    /// The signal that ended it.
    public var signal: Int32?
    /// Standard output.
    public var output: [UInt8]
    /// Standard error; with a terminal, everything that the terminal got.
    public var errors: String
    /// From start to end.
    public var seconds: Double

    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of standard error.
    public var messages: [Substring] { errors.split(separator: "\n") }
}

/// How a program is run.
public struct ProgramOptions: Sendable {
    /// Bytes for standard input.
    public var input: [UInt8] = []
    /// Whether standard input stays open when its bytes are written: its reader waits for more.
    public var leavesInputOpen = false
    /// The working folder; nil: the test's own.
    public var folder: String?
    /// Variables set for the program on top of the test's own.
    public var environment: [String: String] = [:]
    /// Whether standard error is a terminal instead of a pipe.
    public var hasTerminal = false
    /// Whether standard output is a pipe that nobody reads.
    public var closesOutput = false
    /// A file that standard output is written to, `/dev/full` for instance.
    public var outputPath: String?
    /// A signal that is sent a while after the start.
    public var interruption: (signal: Int32, afterSeconds: Double)?
    /// The program is killed when it takes longer.
    public var timeLimit = 120.0

    /// No input, the test's own folder and environment, pipes.
    public init() {}
}

/// The folder of the built executables: that of the test's own.
public let builtProducts: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
}()

/// A test's own trouble with the system.
public struct TestFailure: Error, CustomStringConvertible {
    /// What the test could not do.
    public let description: String
    /// Something that the test could not do.
    public init(_ description: String) { self.description = description }
}

/// Runs the built `mira` to its end.
public func runMira(_ arguments: String..., options: ProgramOptions = ProgramOptions()) async throws -> ProgramRun {
    try await runMira(arguments, options: options)
}

/// Runs the built `mira` to its end.
public func runMira(_ arguments: [String], options: ProgramOptions = ProgramOptions()) async throws -> ProgramRun {
    try await runProgram(builtProducts + "/mira", arguments, options: options)
}

/// Runs a program to its end.
public func runProgram(
    _ path: String, _ arguments: [String], options: ProgramOptions = ProgramOptions()
) async throws -> ProgramRun {
    try await withCheckedThrowingContinuation { continuation in
        // The run blocks; the threads of Swift's concurrency must not.
        DispatchQueue.global().async {
            continuation.resume(with: Result { try runBlocking(path, arguments, options) })
        }
    }
}

/// Held from the making of pipes to the start of their program: another one started in between would hold them open.
private let starting = Mutex(())

private func runBlocking(_ path: String, _ arguments: [String], _ options: ProgramOptions) throws -> ProgramRun {
    let start = ContinuousClock.now
    let (process, input, output, errors) = try starting.withLock { _ in try launch(path, arguments, options) }
    var run = ProgramRun(status: nil, signal: nil, output: [], errors: "", seconds: 0)
    var said: [UInt8] = []
    var rest = options.input[...]
    if rest.isEmpty, !options.leavesInputOpen { input.closeWriting() }
    var interruption = options.interruption
    func elapsed() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    var exit: Int32 = 0
    var hasEnded = false
    while !hasEnded || output.isReading || errors.isReading {
        if let (number, after) = interruption, elapsed() >= after {
            kill(process, number)
            interruption = nil
        }
        if elapsed() > options.timeLimit { kill(process, SIGKILL) }
        if !hasEnded { hasEnded = waitpid(process, &exit, WNOHANG) == process }
        output.read(into: &run.output)
        errors.read(into: &said)
        input.write(&rest, thenCloses: !options.leavesInputOpen)
        // A grandchild could hold the pipes open for ever.
        if hasEnded, elapsed() > options.timeLimit { break }
        usleep(500)
    }
    run.seconds = elapsed()
    if exit & 0x7F == 0 { run.status = exit >> 8 & 0xFF } else { run.signal = exit & 0x7F }
    run.errors = String(decoding: said, as: UTF8.self)
    return run
}

private func launch(
    _ path: String, _ arguments: [String], _ options: ProgramOptions
) throws -> (process: pid_t, input: Pipe, output: Pipe, errors: Pipe) {
    let output = try Pipe()
    let input = try Pipe()
    let errors = options.hasTerminal ? try Pipe(terminal: ()) : try Pipe()
    if options.closesOutput { output.closeReading() }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reading, STDIN_FILENO)
    if let target = options.outputPath {
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, target, O_WRONLY, 0)
    } else {
        posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    }
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)

    var variables = options.environment
    var entry = environ
    while let text = entry.pointee {
        let pair = String(cString: text)
        let name = String(pair.prefix { $0 != "=" })
        if variables[name] == nil { variables[name] = String(pair.dropFirst(name.count + 1)) }
        entry += 1
    }
    var process = pid_t()
    // env(1) changes the folder and becomes the program.
    let command = options.folder.map { ["/usr/bin/env", "-C", $0, path] } ?? [path]
    let status = withCStrings(command + arguments) { argv in
        withCStrings(variables.map { "\($0)=\($1)" }) { posix_spawn(&process, command[0], &actions, nil, argv, $0) }
    }
    guard status == 0 else { throw TestFailure("\(path) does not start: \(String(cString: strerror(status)))") }
    input.closeReading()
    output.closeWriting()
    errors.closeWriting()
    return (process, input, output, errors)
}

private func withCStrings<R>(_ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R
{
    var pointers = texts.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("it ends with nil, so it is not empty") }
        return body(base)
    }
}

/// Two ends for bytes; none of them outlives `exec`, and reading never waits.
private final class Pipe {
    private(set) var reading: Int32
    private(set) var writing: Int32
    private var isDone = false

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TestFailure("no pipe: \(String(cString: strerror(errno)))") }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    /// A terminal: what is written to one end is read at the other.
    init(terminal: Void) throws {
        // TIOCSPTLCK and TIOCGPTN of <asm/ioctls.h>, which Swift does not see: unlock, and ask for the number.
        reading = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (Int32, UInt32) = (0, 0)
        guard reading >= 0, ioctl(reading, 0x4004_5431, &lock) == 0, ioctl(reading, 0x8004_5430, &number) == 0 else {
            throw TestFailure("no terminal: \(String(cString: strerror(errno)))")
        }
        writing = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(writing, UInt(TIOCSWINSZ), &size)
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeReading()
        closeWriting()
    }

    var isReading: Bool { !isDone && reading >= 0 }

    func read(into bytes: inout [UInt8]) {
        guard isReading else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(reading, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else {
                // A terminal ends with EIO.
                isDone = count == 0 || errno == EIO
                return
            }
        }
    }

    /// Writes what there is room for, and closes after the last byte or when nobody reads.
    func write(_ bytes: inout ArraySlice<UInt8>, thenCloses: Bool) {
        guard writing >= 0, !bytes.isEmpty else { return }
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        let count = bytes.withUnsafeBytes { Glibc.write(writing, $0.baseAddress, $0.count) }
        if count > 0 { bytes = bytes.dropFirst(count) }
        if (bytes.isEmpty && thenCloses) || (count < 0 && errno == EPIPE) {
            bytes = []
            closeWriting()
        }
    }

    func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
}
