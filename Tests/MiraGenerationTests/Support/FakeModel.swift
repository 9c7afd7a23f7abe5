import MiraImage

/// A model that finds the middle of pictures wider than `minWidth`, and nothing in others.
struct FakeModel: SaliencyModel {
    let name = "middle"
    let sha256 = String(repeating: "cd", count: 32)
    var minWidth = 0

    func saliency(of picture: Picture, monitor: Monitor) throws(ImageError) -> Mask {
        var mask = Mask(size: picture.size)
        guard picture.width > minWidth else { return mask }
        for y in picture.height / 4..<picture.height * 3 / 4 {
            for x in picture.width / 4..<picture.width * 3 / 4 { mask[x, y] = 255 }
        }
        return mask
    }
}
