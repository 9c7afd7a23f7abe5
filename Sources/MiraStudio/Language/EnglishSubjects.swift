extension Lexicon {
    /// What a product may be called, and things that stages are asked to be decorated with.
    static let englishSubjects: [Concept] = [
        Concept(
            "product", .role,
            ["product", "item", "object", "reference", "reference image", "good", "merchandise", "article", "subject"]),
        Concept(
            "bottle", .subject,
            ["bottle", "flask", "perfume bottle", "wine bottle", "water bottle", "perfume", "fragrance"]),
        Concept("can", .subject, ["soda can", "beer can", "tin", "tin can", "beer", "soda", "drink"]),
        Concept("jar", .subject, ["jar", "tub", "cream jar", "candle jar"]),
        Concept("cup", .subject, ["cup", "mug", "coffee cup", "tea cup", "teacup"]),
        Concept("teapot", .subject, ["teapot", "kettle", "pot"]),
        Concept("bowl", .subject, ["bowl", "dish", "plate"]),
        Concept("vase", .subject, ["vase", "urn"]),
        Concept("box", .subject, ["box", "package", "packaging", "carton", "parcel", "gift box"]),
        Concept("bag", .subject, ["bag", "handbag", "backpack", "purse", "pouch", "tote"]),
        Concept("shoe", .subject, ["shoe", "sneaker", "boot", "sandal", "trainers", "footwear"]),
        Concept("watch", .subject, ["watch", "wristwatch"]),
        Concept("clock", .subject, ["clock", "alarm clock"]),
        Concept("jewelry", .subject, ["jewelry", "jewellery", "ring", "necklace", "earring", "bracelet"]),
        Concept(
            "cosmetics", .subject,
            ["cosmetic", "cosmetics", "lipstick", "serum", "skincare", "makeup", "lotion", "soap"]),
        Concept("candle", .subject, ["candle", "scented candle"]),
        Concept("lamp", .subject, ["lamp", "lantern", "light bulb"]),
        Concept("chair", .subject, ["chair", "armchair", "stool", "sofa", "couch", "bench"]),
        Concept("book", .subject, ["book", "notebook", "magazine cover"]),
        Concept("phone", .subject, ["phone", "smartphone", "laptop", "tablet", "headphones", "camera", "speaker"]),
        Concept("toy", .subject, ["toy", "duck", "rubber duck", "teddy bear", "doll", "plushie"]),
        Concept("car", .subject, ["car", "toy car", "rc car", "vehicle", "truck", "motorcycle", "bicycle", "bike"]),
        Concept("plant", .subject, ["plant", "potted plant", "succulent", "cactus", "houseplant", "eucalyptus"]),
        Concept("leaf", .subject, ["leaf", "palm leaf", "monstera", "branch", "twig"]),
        Concept("flower", .subject, ["flower", "bouquet", "petal", "blossom", "floral", "roses", "tulip"]),
        Concept(
            "fruit", .subject,
            ["fruit", "berry", "blueberry", "strawberry", "apple", "citrus", "lemon slice", "orange slice"]),
        Concept("food", .subject, ["food", "bread", "cake", "cookie", "cheese", "pizza", "burger", "salad", "meal"]),
        Concept("splash", .subject, ["splash", "droplet", "water drop", "water droplet", "bubble", "smoke", "steam"]),
        Concept("tree", .subject, ["tree", "palm tree", "pine tree"]),
        Concept("lighthouse", .subject, ["lighthouse"]),
        Concept("building", .subject, ["building", "tower", "castle", "church", "bridge", "cabin"]),
        Concept("boat", .subject, ["boat", "ship", "sailboat", "yacht"]),
        Concept(
            "person", .subject,
            [
                "person", "people", "man", "woman", "child", "girl", "boy", "model", "hand", "face", "human",
                "portrait", "family",
            ]),
        Concept(
            "animal", .subject,
            ["animal", "cat", "dog", "bird", "horse", "elephant", "fish", "kitten", "puppy", "lion", "tiger"]),
        Concept(
            "text", .subject,
            [
                "text", "word", "words", "letter", "lettering", "caption", "slogan", "typography", "writing",
                "watermark", "logo text",
            ]),

        Concept(
            "place", .operation,
            ["place", "put", "position", "stand", "set on", "display", "show", "present", "showcase", "arrange"]),
        Concept("make", .operation, ["make", "create", "generate", "draw", "produce", "give", "design", "compose"]),
        Concept(
            "replace-background", .operation,
            [
                "replace background", "replace the background", "change the background", "change background",
                "swap the background",
                "swap background", "new background", "background swap", "replace", "change", "swap", "turn",
            ]),
        Concept(
            "remove-background", .operation,
            [
                "remove the background", "remove background", "cut out", "cutout", "transparent background", "isolate",
                "isolated",
            ]),
        Concept("keep", .operation, ["keep", "preserve", "maintain", "unchanged", "as it is", "exact", "exactly"]),
        Concept("add", .operation, ["add", "insert"]),
    ]
}
