#pragma STDC FP_CONTRACT OFF
#include "level.h"

#include <string.h>

void mira_premultiply_rgba8_f32(const uint8_t *pixels, size_t count, const float table[256],
                                float *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        float alpha = (float)pixels[3] / 255.0f;
        out[0] = table[pixels[0]] * alpha;
        out[1] = table[pixels[1]] * alpha;
        out[2] = table[pixels[2]] * alpha;
        out[3] = alpha;
    }
}

MIRA_INLINE uint32_t float_bits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

MIRA_INLINE uint8_t encode(float light, const mira_curve *curve) {
    float least = curve->threshold[0];
    /* Also stops what is not a number. */
    if (!(light >= least)) {
        return 0;
    }
    if (light >= 1.0f) {
        return 255;
    }
    uint8_t code = curve->bucket[(float_bits(light) >> 16) - (float_bits(least) >> 16)];
    return (uint8_t)(code + (light >= curve->threshold[code]));
}

void mira_encode_f32_rgba8(const float *pixels, size_t count, const mira_curve *curve,
                           uint8_t *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        float alpha = pixels[3];
        float whole = alpha > 0.0f ? (alpha < 1.0f ? alpha : 1.0f) : 0.0f;
        out[3] = (uint8_t)(whole * 255.0f + 0.5f);
        if (out[3] == 0) {
            memset(out, 0, 3);
            continue;
        }
        for (int c = 0; c < 3; c++) {
            out[c] = encode(whole < 1.0f ? pixels[c] / whole : pixels[c], curve);
        }
    }
}
