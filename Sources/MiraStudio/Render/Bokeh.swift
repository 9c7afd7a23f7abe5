import MiraImage

extension BackdropLook {
    /// Lays the points of light over the part of the picture where the backdrop is seen, sharp-edged as a lens shows them.
    func drawBokeh(into scene: inout LinearPicture, stage: Stage, rows: [GroundRow]) {
        guard !bokeh.isEmpty else { return }
        let unit = Float(scene.width * scene.height).squareRoot() / 2
        let width = scene.width, height = scene.height
        let end = rows.firstIndex { $0.part != .beyond } ?? height
        var pixels = scene.grid.mutablePixels
        for point in bokeh {
            let x = stage.camera.center + point.center.x * unit, y = stage.camera.horizon - point.center.y * unit
            let radius = point.radius * unit
            let rowRange = max(0, Int(y - radius - 2))..<max(0, min(end, Int(y + radius + 3)))
            guard !rowRange.isEmpty, x + radius > 0, x - radius < Float(width) else { continue }
            let columns = max(0, Int(x - radius - 2))..<max(0, min(width, Int(x + radius + 3)))
            for row in rowRange {
                // Behind the table's edge, which is out of focus itself.
                let fade = min(1, Float(end - row) / 14)
                for column in columns {
                    let (dx, dy) = (Float(column) + 0.5 - x, Float(row) + 0.5 - y)
                    let distance = (dx * dx + dy * dy).squareRoot()
                    guard distance < radius + 1.5 else { continue }
                    let inside = Arithmetic.smooth(radius + 1.5, radius - 1.5, distance)
                    // Lenses draw the rim a little brighter.
                    let rim = 0.82 + 0.3 * Arithmetic.smooth(0.6, 0.97, distance / radius)
                    let cover = point.opacity * inside * rim * fade
                    let i = row * width + column
                    pixels[i] += (SIMD4(point.color * 1.5, 1) - pixels[i]) * min(1, cover)
                }
            }
        }
    }
}
