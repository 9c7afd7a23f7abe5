// Puts a product on marble, and says what happened to its pixels.

import Foundation
import MiraGeneration
import MiraStudio

let photo = try Data(contentsOf: URL(fileURLWithPath: "Samples/bottle.jpg"))

var request = GenerationRequest(prompt: "on a marble countertop with soft morning light")
request.references = [Reference(bytes: Array(photo), role: .product, name: "bottle.jpg")]
request.seed = 7

let generation = try await Generator(engine: StudioEngine()).generate(request)
for image in generation.images {
    try Data(image.bytes).write(to: URL(fileURLWithPath: "on-marble.png"))
    print(image.revisedPrompt, "largest change of a kept pixel:", image.receipt.preservation?.maxDifference ?? 0)
}
