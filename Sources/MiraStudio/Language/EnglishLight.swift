extension Lexicon {
    static let englishLight: [Concept] = [
        Concept("sunrise", .time, ["dawn", "sunrise", "daybreak", "first light", "early morning"]),
        Concept("morning", .time, ["morning", "breakfast", "morning sun", "morning light", "morning sunlight"]),
        Concept("noon", .time, ["noon", "midday", "mid day", "lunchtime"]),
        Concept("day", .time, ["day", "daytime", "daylight", "day light"]),
        Concept("afternoon", .time, ["afternoon", "late afternoon", "teatime"]),
        Concept("golden-hour", .time, ["golden hour", "golden light", "magic hour", "low sun"]),
        Concept("sunset", .time, ["sunset", "sundown", "setting sun"]),
        Concept("dusk", .time, ["dusk", "twilight", "nightfall"]),
        Concept("blue-hour", .time, ["blue hour"]),
        Concept("evening", .time, ["evening", "dinner"]),
        Concept("night", .time, ["night", "nighttime", "midnight", "at night", "moonlight", "moonlit"]),

        Concept("sunny", .weather, ["sunny", "sunlit", "clear sky"]),
        Concept("overcast", .weather, ["overcast", "cloudy", "clouded", "gray day", "grey day"]),
        Concept("rain", .weather, ["rain", "rainy", "raining", "drizzle"]),
        Concept("fog", .weather, ["fog", "foggy", "mist", "misty", "haze", "hazy"]),
        Concept("snowfall", .weather, ["snowfall", "snowing", "blizzard", "snowflake"]),
        Concept("storm", .weather, ["storm", "stormy", "thunder", "lightning"]),
        Concept("wind", .weather, ["wind", "windy"]),

        Concept(
            "soft", .light,
            [
                "soft", "softly", "gentle", "soft light", "soft lighting", "softbox", "soft box", "soft shadow",
                "gentle light",
            ]),
        Concept(
            "diffused", .light,
            [
                "diffused", "diffuse", "even light", "even lighting", "diffused light", "diffuse light", "flat light",
                "evenly lit", "shadowless",
            ]),
        Concept(
            "hard", .light,
            [
                "hard light", "harsh", "hard", "direct sunlight", "direct light", "direct sun", "harsh light",
                "hard shadow",
                "harsh shadow", "strong shadow", "crisp shadow", "sharp shadow", "direct flash", "flash", "bright sun",
            ]),
        Concept(
            "sunlight", .light,
            ["sunlight", "sun", "sunshine", "sun light", "sunbeam", "sun ray", "sunlight streaming"]),
        Concept("natural-light", .light, ["natural light", "natural lighting", "ambient light", "available light"]),
        Concept("window-light", .light, ["window light", "window", "windows", "window lighting", "window pane"]),
        Concept("blinds", .light, ["blind", "blinds", "venetian blind", "blinds shadow", "shutters", "louvers"]),
        Concept(
            "leaf-shadow", .light,
            [
                "leaf shadow", "leaves shadow", "dappled", "dappled light", "dappled shade", "palm shadow",
                "plant shadow",
                "tree shadow", "botanical shadow", "shadow of leaves", "shadow of a plant", "shadows of leaves",
                "palm leaf shadow", "foliage shadow",
            ]),
        Concept(
            "studio-light", .light,
            ["studio light", "studio lighting", "studio lit", "beauty light", "strobe", "key light"]),
        Concept(
            "backlight", .light,
            ["backlight", "backlit", "back light", "back lit", "rim light", "rim lit", "contre jour"]),
        Concept(
            "front-light", .light, ["front light", "front lit", "frontal light", "light from the front", "ring light"]),
        Concept("side-light", .light, ["side light", "side lit", "sidelight", "side lighting"]),
        Concept(
            "top-light", .light, ["top light", "top lit", "overhead light", "light from above", "overhead lighting"]),
        Concept(
            "light-from-left", .light,
            ["from the left", "light from the left", "left light", "left side light", "left lit"]),
        Concept(
            "light-from-right", .light,
            ["from the right", "light from the right", "right light", "right side light", "right lit"]),
        Concept("spotlight", .light, ["spotlight", "spot light", "spotlit", "pool of light"]),
        Concept("candlelight", .light, ["candlelight", "candle light", "candlelit", "firelight", "fireplace"]),
        Concept("neon", .light, ["neon", "neon light", "neon sign", "cyberpunk"]),
        Concept(
            "warm", .light,
            ["warm", "warmly", "warm light", "warm lighting", "warm tones", "golden glow", "amber", "warmth"]),
        Concept("cool", .light, ["cool", "cold", "cool light", "cold light", "cool tones", "bluish"]),
        Concept(
            "bright", .light,
            ["bright", "brightly", "brightly lit", "high key", "airy", "well lit", "luminous", "glowing"]),
        Concept("low-key", .light, ["dim", "dimly lit", "low key", "low light", "dark light", "shadowy", "gloomy"]),
        Concept(
            "dramatic-light", .light, ["dramatic", "dramatically lit", "chiaroscuro", "high contrast", "contrasty"]),
        Concept("shadow", .light, ["shadow", "shade", "drop shadow", "cast shadow"]),
        Concept("reflection", .light, ["reflection", "reflections", "reflecting"]),
        Concept("light", .light, ["lighting", "lit", "illuminated", "illumination", "lights", "glow"]),
    ]

    static let englishLooks: [Concept] = [
        Concept("calm", .mood, ["calm", "peaceful", "serene", "quiet", "tranquil", "relaxing", "zen", "soothing"]),
        Concept("cozy", .mood, ["cozy", "cosy", "homely", "inviting", "hygge", "comfortable"]),
        Concept(
            "luxurious", .mood,
            ["luxury", "luxurious", "premium", "high end", "elegant", "sophisticated", "opulent", "exclusive"]),
        Concept("fresh", .mood, ["fresh", "crisp", "summery", "summer", "spring", "springtime", "breezy"]),
        Concept("moody", .mood, ["moody", "mysterious", "brooding", "melancholic", "noir"]),
        Concept("rustic", .mood, ["rustic", "farmhouse", "vintage", "retro", "traditional", "autumn", "autumnal"]),
        Concept("romantic", .mood, ["romantic", "dreamy", "ethereal", "tender"]),
        Concept(
            "playful", .mood,
            ["playful", "fun", "vibrant", "cheerful", "joyful", "lively", "happy", "colorful", "colourful"]),
        Concept("festive", .mood, ["festive", "christmas", "holiday", "celebration", "party", "xmas"]),
        Concept("natural", .mood, ["natural", "organic", "authentic", "honest"]),
        Concept("dark-mood", .mood, ["dark mood", "dark and moody", "dark atmosphere"]),
        Concept(
            "atmosphere", .mood, ["mood", "atmosphere", "atmospheric", "ambience", "ambiance", "vibe", "aesthetic"]),

        Concept(
            "photo", .style,
            [
                "photo", "photograph", "photography", "shot", "picture", "image", "photorealistic", "realistic",
                "realism",
                "photoreal", "product photo", "product photography", "product shot", "product image", "still life",
                "dslr",
                "professional photo", "studio photo", "studio shot", "studio photography", "packshot photo", "render",
                "hero shot",
                "hero image",
            ]),
        Concept(
            "advertising", .style,
            [
                "commercial", "advertising", "advertisement", "advert", "ad", "catalog", "catalogue", "e commerce",
                "ecommerce",
                "editorial", "magazine", "campaign", "lifestyle", "marketing", "amazon listing", "listing",
                "social media",
            ]),
        Concept(
            "minimalist", .style,
            ["minimal", "minimalist", "minimalistic", "scandinavian", "nordic", "japandi", "uncluttered"]),
        Concept("modern", .style, ["modern", "contemporary", "sleek", "futuristic"]),
        Concept(
            "high-quality", .style,
            ["professional", "professionally", "high quality", "high resolution", "sharp", "4k", "8k"]),
        Concept(
            "cinematic", .style,
            ["cinematic", "cinematic light", "cinematic lighting", "filmic", "film look", "movie still"]),
        Concept("black-and-white", .style, ["monochrome", "black and white", "b w", "grayscale", "greyscale"]),
        Concept("watercolor", .style, ["watercolor", "watercolour", "aquarelle"]),
        Concept(
            "painting", .style,
            ["painting", "oil painting", "painted", "painterly", "impressionist", "acrylic painting"]),
        Concept(
            "drawing", .style,
            ["drawing", "sketch", "pencil drawing", "line art", "ink drawing", "comic", "cartoon", "anime", "manga"]),
        Concept(
            "vector", .style,
            ["vector", "flat vector", "logo", "icon", "sticker", "illustration", "illustrated", "emoji"]),
        Concept("3d-render", .style, ["3d", "3d render", "cgi", "low poly", "isometric", "pixel art"]),

        Concept(
            "shallow-depth-of-field", .camera,
            [
                "bokeh", "shallow depth of field", "blurred background", "blurry background", "blurred", "out of focus",
                "defocused", "shallow focus", "soft focus", "blurry", "blurred backdrop", "background blur", "macro",
            ]),
        Concept(
            "sharp", .camera,
            ["deep focus", "everything in focus", "sharp background", "deep depth of field", "in focus"]),
        Concept("close-up", .camera, ["close up", "closeup", "detail shot", "tight shot"]),
        Concept(
            "top-view", .camera,
            ["top down", "flat lay", "flatlay", "overhead", "from above", "birds eye", "bird eye view", "top view"]),
        Concept("low-angle", .camera, ["low angle", "from below", "worms eye"]),
        Concept("eye-level", .camera, ["eye level", "straight on", "front view", "frontal"]),
        Concept("wide-angle", .camera, ["wide angle", "wide shot", "fisheye"]),

        Concept(
            "centered", .composition,
            ["centered", "centred", "center", "centre", "in the middle", "middle", "symmetrical"]),
        Concept(
            "negative-space", .composition,
            ["negative space", "copy space", "empty space", "lots of space", "whitespace"]),
        Concept("empty", .composition, ["empty", "blank", "bare", "nothing on it"]),
        Concept("gradient", .composition, ["gradient", "ombre", "fading", "color gradient"]),
    ]
}
