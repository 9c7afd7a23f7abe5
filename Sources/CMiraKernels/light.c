#pragma STDC FP_CONTRACT OFF
#include "level.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/* Between neighbours in a table; `at` is within it. */
MIRA_INLINE float interpolated(const float *table, float at) {
    int32_t index = (int32_t)at;
    float part = at - (float)index;
    return table[index] + (table[index + 1] - table[index]) * part;
}

void mira_premultiply_rgba16_f32(const uint16_t *pixels, size_t count, const float *table,
                                 float *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        float alpha = (float)pixels[3] / 65535.0f;
        for (int c = 0; c < 3; c++) {
            float light = table ? interpolated(table, (float)pixels[c] * 0.0625f)
                                : (float)pixels[c] / 65535.0f;
            out[c] = light * alpha;
        }
        out[3] = alpha;
    }
}

MIRA_INLINE float square_root(float x) {
#if defined(__SSE2__)
    return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)));
#else
    return __builtin_sqrtf(x);
#endif
}

void mira_encode_f32_rgba16(const float *pixels, size_t count, const float *table, uint16_t *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        float alpha = pixels[3];
        float whole = alpha > 0.0f ? (alpha < 1.0f ? alpha : 1.0f) : 0.0f;
        out[3] = (uint16_t)(whole * 65535.0f + 0.5f);
        for (int c = 0; c < 3; c++) {
            float light = whole < 1.0f && whole > 0.0f ? pixels[c] / whole : pixels[c];
            light = light > 0.0f && out[3] > 0 ? (light < 1.0f ? light : 1.0f) : 0.0f;
            if (table) {
                light = interpolated(table, square_root(square_root(light)) * 4096.0f);
            }
            out[c] = (uint16_t)(light * 65535.0f + 0.5f);
        }
    }
}
