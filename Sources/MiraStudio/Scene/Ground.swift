/// What the camera sees in one row of the output: all of a row lies in one depth, because the camera is level.
struct GroundRow: Sendable, Hashable {
    enum Part: Sendable {
        case floor, curve, wall
        /// Past the far edge: the backdrop is seen.
        case beyond
    }

    var part = Part.beyond
    /// World units; the floor has height 0.
    var depth: Float = 0
    var height: Float = 0
    /// Length along the ground from the camera's foot, up the curve and the wall: the pattern's second coordinate.
    var arc: Float = 0
    /// The surface normal: upwards, and towards the camera.
    var up: Float = 1
    var toward: Float = 0
}

/// The ground under and behind a product, seen from the side.
enum GroundShape: Sendable, Hashable {
    /// A table that ends at a depth; behind it is the backdrop.
    case table(edge: Float)
    /// Paper that leaves the floor at a depth, bends with a radius and goes on straight up.
    case sweep(start: Float, radius: Float)
    /// A floor that meets a wall.
    case wall(depth: Float)
    /// A plain to the horizon.
    case plain

    /// What is seen through the centre of row `row`.
    func row(_ row: Float, camera: Camera) -> GroundRow {
        // The ray falls by this much for each unit of depth.
        let slope = (row - camera.horizon) / camera.focal
        let floorDepth = slope > 1e-4 ? camera.eye / slope : .infinity
        switch self {
        case .table(let edge):
            return floorDepth <= edge ? Self.floor(floorDepth) : GroundRow()
        case .plain:
            return floorDepth.isFinite && floorDepth < 400 ? Self.floor(floorDepth) : GroundRow()
        case .wall(let depth):
            if floorDepth <= depth { return Self.floor(floorDepth) }
            let height = camera.eye - slope * depth
            return GroundRow(part: .wall, depth: depth, height: height, arc: depth + height, up: 0, toward: 1)
        case .sweep(let start, let radius):
            if floorDepth <= start { return Self.floor(floorDepth) }
            return curve(slope: slope, start: start, radius: radius, camera: camera)
        }
    }

    private static func floor(_ depth: Float) -> GroundRow {
        GroundRow(part: .floor, depth: depth, height: 0, arc: depth)
    }

    /// Where a ray meets the quarter circle about (start, radius), or the wall above it.
    private func curve(slope: Float, start: Float, radius: Float, camera: Camera) -> GroundRow {
        // (depth − start)² + (eye − slope·depth − radius)² = radius², the farther solution.
        let rise = camera.eye - radius
        let a = 1 + slope * slope
        let b = -(start + slope * rise)
        let c = start * start + rise * rise - radius * radius
        let root = max(0, b * b - a * c).squareRoot()
        let depth = (root - b) / a
        let height = camera.eye - slope * depth
        guard height < radius else {
            let wall = start + radius
            let height = camera.eye - slope * wall
            let arc = start + radius * 1.5707963 + height - radius
            return GroundRow(part: .wall, depth: wall, height: height, arc: arc, up: 0, toward: 1)
        }
        let up = (radius - height) / radius
        let toward = max(0, depth - start) / radius
        let angle = Arithmetic.angle(y: toward, x: up) * 6.2831853
        return GroundRow(
            part: .curve, depth: depth, height: max(0, height), arc: start + radius * angle, up: up, toward: toward)
    }
}
