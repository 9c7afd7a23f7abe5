// Cuts a product out, and brings it to a size for an upload.

import Foundation
import MiraImage

let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: "Samples/mug.jpg")))
let cutout = try Picture(decoding: bytes).cutOut()
print("confidence \(cutout.confidence)", cutout.reasons)

var fit = FitOptions()
fit.padding = .transparent
let (picture, _) = try cutout.picture.fitted(to: PixelSize(width: 1024, height: 1024), options: fit)
try Data(picture.encoded(EncodingOptions(.webp))).write(to: URL(fileURLWithPath: "mug.webp"))
