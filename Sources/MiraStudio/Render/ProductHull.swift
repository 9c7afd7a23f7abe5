import CMiraKernels
import MiraImage

/// A placed cut-out as a body that throws a shadow: whatever it hides from the camera, between a front that stands where
/// its lower edge meets the floor and a back as far behind as its width suggests.
///
/// - Source: Laurentini 1994, "The visual hull concept", with one view and a guessed depth.
final class ProductHull: Sendable {
    /// The box of the visible product, output pixels.
    let left: Int, top: Int, width: Int, height: Int
    /// The lowest row it reaches, its lower edge.
    let base: Float
    /// Where it stands, and how deep it is.
    let depth: Float, thickness: Float
    /// Per column: the row in which it meets the floor, or would. For reflections.
    let contact: [Float]
    /// Premultiplied linear light, each level half the size of the one before.
    let colors: [Grid<SIMD4<Float>>]
    /// Per column, coarsely: the colour of the lowest quarter, linear light.
    private let feet: [SIMD3<Float>]
    private let alphas: [Grid<Float>]
    private let front: [Float], back: [Float]
    private let low: SIMD3<Float>, high: SIMD3<Float>

    /// - Parameter layer: the cut-out where it lies in the output, of the output's size.
    /// - Returns: nil where nothing of it is visible.
    init?(layer: LinearPicture, camera: Camera) {
        guard let box = Box(of: layer) else { return nil }
        (left, top, width, height) = (box.left, box.top, box.width, box.height)
        let outline = Outline(layer: layer, box: box)
        let footprint = Footprint(outline: outline, box: box, camera: camera)
        base = outline.base
        depth = footprint.center
        thickness = footprint.thickness
        contact = footprint.contact
        front = footprint.front
        back = footprint.back
        let crop = Self.crop(layer, box)
        colors = Self.halved(crop)
        feet = Self.feet(colors[min(4, colors.count - 1)])
        alphas = Self.halved(Self.footed(crop, top: box.top, footprint: footprint))
        // The box around everything, seen from the nearest front and the farthest back.
        let near = max(1e-3, footprint.front.min() ?? depth), far = max(near, footprint.back.max() ?? depth)
        let sides = [Float(box.left), Float(box.left + box.width)].flatMap { column in
            [near, far].map { (column - camera.center) * $0 / camera.focal }
        }
        let roof = [near, far].map { camera.eye - (Float(box.top) - camera.horizon) * $0 / camera.focal }
        low = SIMD3(sides.min() ?? 0, 0, near)
        high = SIMD3(sides.max() ?? 0, max(0.001, roof.max() ?? 0), far)
    }

    /// The product's colour near the floor in a column of the output.
    func footColor(column: Int) -> SIMD3<Float> {
        let share = (Float(column - left) + 0.5) / Float(width) * Float(feet.count) - 0.5
        let x = max(0, min(Float(feet.count - 1), share))
        let first = Int(x)
        return Arithmetic.mix(feet[first], feet[min(first + 1, feet.count - 1)], x - Float(first))
    }

    private static func feet(_ colors: Grid<SIMD4<Float>>) -> [SIMD3<Float>] {
        let pixels = colors.pixels
        var feet: [SIMD3<Float>] = []
        for x in 0..<colors.width {
            var sum = SIMD4<Float>.zero
            for y in colors.height * 3 / 4..<colors.height { sum += pixels[y * colors.width + x] }
            feet.append(SIMD3(sum.x, sum.y, sum.z) / max(0.05, sum.w))
        }
        return feet
    }

    /// Height and half width in world units, as seen where it stands.
    func extent(camera: Camera) -> (height: Float, width: Float) {
        let unit = depth / camera.focal
        return (Float(height) * unit, Float(width) * unit)
    }

    /// Calls `body` with the hulls for the kernels; the pointers in them must not escape.
    static func withKernelHulls<R>(_ hulls: [ProductHull], _ body: ([mira_hull]) -> R) -> R {
        func add(_ rest: ArraySlice<ProductHull>, _ done: [mira_hull]) -> R {
            guard let hull = rest.first else { return body(done) }
            return hull.withKernelHull { add(rest.dropFirst(), done + [$0]) }
        }
        return add(hulls[...], [])
    }

    private func withKernelHull<R>(_ body: (mira_hull) -> R) -> R {
        var hull = mira_hull()
        hull.left = Float(left)
        hull.top = Float(top)
        hull.low = (low.x, low.y, low.z)
        hull.high = (high.x, high.y, high.z)
        hull.levels = Int32(min(alphas.count, Int(MIRA_HULL_LEVELS)))
        return front.withUnsafeBufferPointer { front in
            back.withUnsafeBufferPointer { back in
                hull.front = front.baseAddress
                hull.back = back.baseAddress
                return addLevel(0, &hull, body)
            }
        }
    }

    private func addLevel<R>(_ level: Int, _ hull: inout mira_hull, _ body: (mira_hull) -> R) -> R {
        guard level < Int(hull.levels) else { return body(hull) }
        let grid = alphas[level]
        return grid.withUnsafePixels { pixels in
            withUnsafeMutableBytes(of: &hull.alpha) {
                $0.assumingMemoryBound(to: UnsafePointer<Float>?.self)[level] = pixels.baseAddress
            }
            withUnsafeMutableBytes(of: &hull.width) {
                $0.assumingMemoryBound(to: Int32.self)[level] = Int32(grid.width)
            }
            withUnsafeMutableBytes(of: &hull.height) {
                $0.assumingMemoryBound(to: Int32.self)[level] = Int32(grid.height)
            }
            return addLevel(level + 1, &hull, body)
        }
    }
}

extension ProductHull {
    /// The part of an output that a product is seen in.
    struct Box {
        var left = Int.max, top = Int.max, right = -1, bottom = -1
        var width: Int { right - left + 1 }
        var height: Int { bottom - top + 1 }

        init?(of layer: LinearPicture) {
            let pixels = layer.grid.pixels
            for y in 0..<layer.height {
                let row = pixels.extracting(y * layer.width..<(y + 1) * layer.width)
                guard let first = row.indices.first(where: { row[$0].w > 0.1 }),
                    let last = row.indices.last(where: { row[$0].w > 0.1 })
                else { continue }
                left = min(left, first)
                right = max(right, last)
                top = min(top, y)
                bottom = y
            }
            guard right >= left else { return nil }
        }
    }

    private static func crop(_ layer: LinearPicture, _ box: Box) -> Grid<SIMD4<Float>> {
        var grid = Grid(size: PixelSize(width: box.width, height: box.height), filledWith: SIMD4<Float>.zero)
        let from = layer.grid.pixels
        var to = grid.mutablePixels
        for y in 0..<box.height {
            let start = (box.top + y) * layer.width + box.left
            for x in 0..<box.width { to[y * box.width + x] = from[start + x] }
        }
        return grid
    }

    /// The alpha, with the foot drawn on under the lower edge, so that what lies between edge and floor is dark.
    private static func footed(_ crop: Grid<SIMD4<Float>>, top: Int, footprint: Footprint) -> Grid<Float> {
        var grid = Grid(size: crop.size, filledWith: Float(0))
        let from = crop.pixels
        var to = grid.mutablePixels
        let (width, height) = (crop.width, crop.height)
        for i in 0..<width * height { to[i] = from[i].w }
        for x in 0..<width where footprint.stands[x] {
            // The last row that is wholly above the floor.
            let last = min(height - 1, max(0, Int(footprint.contact[x]) - top - 1))
            let alpha = to[last * width + x] * footprint.foot[x]
            for y in last..<height { to[y * width + x] = max(alpha, to[y * width + x]) }
        }
        return grid
    }

    private static func halved(_ grid: Grid<Float>) -> [Grid<Float>] {
        levels(from: grid, atMost: Int(MIRA_HULL_LEVELS)) { ($0 + $1 + $2 + $3) * 0.25 }
    }

    private static func halved(_ grid: Grid<SIMD4<Float>>) -> [Grid<SIMD4<Float>>] {
        levels(from: grid, atMost: 7) { ($0 + $1 + $2 + $3) * 0.25 }
    }

    /// `grid`, and means of 2×2 pixels of it, again and again; an odd last row or column counts twice.
    private static func levels<Value>(
        from grid: Grid<Value>, atMost count: Int, mean: (Value, Value, Value, Value) -> Value
    ) -> [Grid<Value>] {
        var all = [grid]
        while let last = all.last, all.count < count, max(last.width, last.height) > 2 {
            let size = PixelSize(width: (last.width + 1) / 2, height: (last.height + 1) / 2)
            var next = last.height > 0 ? Grid(size: size, filledWith: last.pixels[0]) : last
            let from = last.pixels
            var to = next.mutablePixels
            for y in 0..<size.height {
                let upper = 2 * y * last.width, lower = min(2 * y + 1, last.height - 1) * last.width
                for x in 0..<size.width {
                    let right = min(2 * x + 1, last.width - 1)
                    to[y * size.width + x] = mean(
                        from[upper + 2 * x], from[upper + right], from[lower + 2 * x], from[lower + right])
                }
            }
            all.append(next)
        }
        return all
    }
}
