/// A connected part of a mask.
public struct Component: Sendable, Hashable {
    /// Number of pixels.
    public var area: Int
    /// Columns that it touches.
    public var columns: Range<Int>
    /// Rows that it touches.
    public var rows: Range<Int>
    /// Mean of its pixels' centres.
    public var centerX: Double
    /// Mean of its pixels' centres.
    public var centerY: Double
    /// Whether one of its pixels lies at the picture's edge.
    public var touchesEdge: Bool
}

/// The connected parts of a mask, and to which of them each pixel belongs.
public struct Components: Sendable {
    /// For each pixel the index of its component, -1 outside.
    public var labels: Grid<Int32>
    /// In the order of their first pixels, row by row.
    public var all: [Component]

    /// The index of the component with most pixels, the first of equals; nil where there is none.
    public var largest: Int? {
        all.indices.max { (all[$0].area, -$0) < (all[$1].area, -$1) }
    }

    /// 255 at the pixels of the components that `isWanted` names by their index.
    public func mask(where isWanted: (Int) -> Bool) -> Mask {
        let wanted = all.indices.map { isWanted($0) ? UInt8(255) : 0 }
        var mask = Mask(size: labels.size)
        var values = mask.grid.mutablePixels
        let indices = labels.pixels
        for index in indices.indices where indices[index] >= 0 { values[index] = wanted[Int(indices[index])] }
        return mask
    }
}

/// Which pixels count as neighbours.
public enum Connectivity: Sendable {
    /// Those that share an edge.
    case four
    /// Those that share an edge or a corner.
    case eight
}

extension Mask {
    /// The connected parts of the pixels of at least `threshold`.
    ///
    /// - Source: Wu, Otoo and Suzuki, "Optimizing two-pass connected-component labeling algorithms", 2009.
    public func components(connectivity: Connectivity = .eight, threshold: UInt8 = 128) -> Components {
        let (width, height) = (width, height)
        var labels = Grid<Int32>(size: size, filledWith: -1)
        var parents: [Int32] = []

        func root(_ label: Int32) -> Int32 {
            var label = label
            while parents[Int(label)] != label {
                parents[Int(label)] = parents[Int(parents[Int(label)])]
                label = parents[Int(label)]
            }
            return label
        }
        let values = grid.pixels
        var marks = labels.mutablePixels
        let reach = connectivity == .eight ? 1 : 0
        for y in 0..<height {
            for x in 0..<width where values[y * width + x] >= threshold {
                var label: Int32 = x > 0 ? marks[y * width + x - 1] : -1
                if y > 0 {
                    for above in max(0, x - reach)...min(width - 1, x + reach) {
                        let other = marks[(y - 1) * width + above]
                        if other < 0 || other == label { continue }
                        if label < 0 {
                            label = other
                        } else {
                            // The smaller root stays, so components keep the order of their first pixels.
                            let (a, b) = (root(label), root(other))
                            parents[Int(max(a, b))] = min(a, b)
                        }
                    }
                }
                if label < 0 {
                    label = Int32(parents.count)
                    parents.append(label)
                }
                marks[y * width + x] = label
            }
        }

        var indices = [Int32](repeating: -1, count: parents.count)
        var tallies: [Tally] = []
        for label in parents.indices {
            let top = Int(root(Int32(label)))
            if indices[top] < 0 {
                indices[top] = Int32(tallies.count)
                tallies.append(Tally())
            }
            indices[label] = indices[top]
        }
        for y in 0..<height {
            for x in 0..<width where marks[y * width + x] >= 0 {
                let index = indices[Int(marks[y * width + x])]
                marks[y * width + x] = index
                tallies[Int(index)].add(x, y)
            }
        }
        return Components(labels: labels, all: tallies.map { $0.component(in: size) })
    }
}

/// What is counted of a component while its pixels pass.
private struct Tally {
    var area = 0
    var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
    var (sumX, sumY) = (0, 0)

    mutating func add(_ x: Int, _ y: Int) {
        area += 1
        left = min(left, x)
        right = max(right, x)
        top = min(top, y)
        bottom = max(bottom, y)
        sumX += x
        sumY += y
    }

    func component(in size: PixelSize) -> Component {
        Component(
            area: area, columns: left..<right + 1, rows: top..<bottom + 1,
            centerX: Double(sumX) / Double(area) + 0.5, centerY: Double(sumY) / Double(area) + 0.5,
            touchesEdge: left == 0 || top == 0 || right == size.width - 1 || bottom == size.height - 1)
    }
}
