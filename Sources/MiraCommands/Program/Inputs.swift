import MiraGeneration
import MiraImage

/// Runs `work` on each input. One that fails is told, and the others go on; the first failure decides how the program ends.
func forEach(_ inputs: [Source], json: Bool, _ work: (_ input: Source, _ isLast: Bool) throws -> Void) throws {
    var status = ExitStatus.done
    for (index, input) in inputs.enumerated() {
        do {
            try Interrupt.cancellation.check()
            try work(input, index == inputs.count - 1)
        } catch {
            Staging.discard()
            let failed = try tell(error, input: input.name, json: json)
            if status == .done { status = failed }
        }
    }
    if status != .done { throw Reported(status: status) }
}

/// Tells what went wrong with an input: a line for people, and with `--json` an object for programs.
///
/// - Throws: the error itself where nothing is to be told: the program was interrupted, or nobody reads its results.
func tell(_ error: any Error, input: String, json: Bool) throws -> ExitStatus {
    let complaint = Complaint(error)
    guard complaint.status != .interrupted, complaint.status != .done else { throw error }
    Console.say("\(input): \(complaint.message)")
    if json {
        let failure: JSON = ["code": .string(complaint.code), "message": .string(complaint.message)]
        try Console.print(JSON.object(.init([.init("input", .string(input)), .init("error", failure)])).description)
    }
    return complaint.status
}
