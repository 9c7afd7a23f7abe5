/// Memory that a worker keeps from picture to picture; it grows and never shrinks, and its contents are anything.
@safe final class Scratch<Value: BitwiseCopyable> {
    /// Room for as many values as were reserved last.
    private(set) var base: UnsafeMutablePointer<Value>
    private var capacity: Int

    init() {
        capacity = 0
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64).assumingMemoryBound(to: Value.self)
    }

    /// Makes room for `count` values. New memory is zeroed, so that kernels may read ahead of what was written.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        unsafe UnsafeMutableRawPointer(base).deallocate()
        let bytes = count * MemoryLayout<Value>.stride + 64
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        unsafe raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        unsafe base = raw.assumingMemoryBound(to: Value.self)
        capacity = count
    }

    deinit {
        unsafe UnsafeMutableRawPointer(base).deallocate()
    }
}
