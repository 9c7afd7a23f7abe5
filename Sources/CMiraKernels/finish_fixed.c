#pragma STDC FP_CONTRACT OFF
#include "level.h"

#if MIRA_HAS_AVX2
#include <immintrin.h>
#endif

/* From fixed-point samples, premultiplied, to bytes with straight alpha. */

MIRA_INLINE int32_t limited(int32_t value, int32_t most) {
    return value < 0 ? 0 : value > most ? most : value;
}

/* The stored byte of a sample that is a stored value: its upper bits, rounded. */
MIRA_INLINE uint8_t byte_of(int32_t sample) {
    return (uint8_t)limited((sample + 32) >> 6, 255);
}

/* Divides by alpha; what has less than half a byte of it becomes nothing. */
MIRA_INLINE void unpremultiply(const int16_t *pixel, int16_t *out) {
    int16_t alpha = pixel[3];
    float scale = alpha < MIRA_WHITE ? (float)MIRA_WHITE / (float)alpha : 1.0f;
    for (int c = 0; c < 3; c++) {
        int32_t sample = alpha < 32 ? 0 : (int32_t)((float)pixel[c] * scale + 0.5f);
        out[c] = (int16_t)limited(sample, MIRA_WHITE);
    }
    out[3] = (int16_t)limited(alpha < 32 ? 0 : alpha, MIRA_WHITE);
}

MIRA_INLINE void finish_pixel(const int16_t *pixel, const uint8_t *curve, uint8_t *out) {
    for (int c = 0; c < 3; c++) {
        out[c] = curve ? curve[limited(pixel[c], MIRA_WHITE)] : byte_of(pixel[c]);
    }
    out[3] = byte_of(pixel[3]);
}

static void finish_scalar(const int16_t *pixels, size_t count, int has_alpha, const uint8_t *curve,
                          uint8_t *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        int16_t straight[4];
        if (has_alpha && pixels[3] != MIRA_WHITE) {
            unpremultiply(pixels, straight);
            finish_pixel(straight, curve, out);
        } else {
            finish_pixel(pixels, curve, out);
        }
    }
}

#if MIRA_HAS_AVX2
/* Two pixels as floats or 32-bit samples, divided by their alphas. */
MIRA_AVX2 MIRA_INLINE __m256i unpremultiply_two(__m256i samples) {
    const __m256i white = _mm256_set1_epi32(MIRA_WHITE), zero = _mm256_setzero_si256();
    __m256i alpha = _mm256_shuffle_epi32(samples, 0xff);
    __m256 scale = _mm256_div_ps(_mm256_set1_ps((float)MIRA_WHITE), _mm256_cvtepi32_ps(alpha));
    __m256i is_whole = _mm256_cmpgt_epi32(alpha, _mm256_set1_epi32(MIRA_WHITE - 1));
    scale = _mm256_blendv_ps(scale, _mm256_set1_ps(1), _mm256_castsi256_ps(is_whole));
    __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(samples), scale);
    __m256i straight = _mm256_cvttps_epi32(_mm256_add_ps(product, _mm256_set1_ps(0.5f)));
    straight = _mm256_blend_epi32(straight, samples, 0x88);
    straight = _mm256_andnot_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32(32), alpha), straight);
    return _mm256_min_epi32(_mm256_max_epi32(straight, zero), white);
}

/* Four pixels divided by their alphas. */
MIRA_AVX2 MIRA_INLINE __m256i unpremultiply_four(__m256i pixels) {
    __m256i low = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(pixels));
    __m256i high = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(pixels, 1));
    __m256i both = _mm256_packs_epi32(unpremultiply_two(low), unpremultiply_two(high));
    return _mm256_permute4x64_epi64(both, 0xd8);
}

MIRA_AVX2 MIRA_INLINE int are_opaque(__m256i pixels) {
    __m256i white = _mm256_cmpeq_epi16(pixels, _mm256_set1_epi16(MIRA_WHITE));
    return ((uint32_t)_mm256_movemask_epi8(white) & 0xc0c0c0c0) == 0xc0c0c0c0;
}

MIRA_AVX2 MIRA_INLINE __m256i bytes_avx2(__m256i samples) {
    return _mm256_srai_epi16(_mm256_adds_epi16(samples, _mm256_set1_epi16(32)), 6);
}

MIRA_AVX2 static void finish_avx2(const int16_t *pixels, size_t count, int has_alpha,
                                  const uint8_t *curve, uint8_t *out) {
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(pixels + 4 * i));
        __m256i b = _mm256_loadu_si256((const __m256i *)(pixels + 4 * i + 16));
        if (has_alpha && !(are_opaque(a) && are_opaque(b))) {
            a = unpremultiply_four(a);
            b = unpremultiply_four(b);
        }
        if (curve) {
            int16_t levels[32];
            const __m256i white = _mm256_set1_epi16(MIRA_WHITE), zero = _mm256_setzero_si256();
            a = _mm256_min_epi16(_mm256_max_epi16(a, zero), white);
            b = _mm256_min_epi16(_mm256_max_epi16(b, zero), white);
            _mm256_storeu_si256((__m256i *)levels, a);
            _mm256_storeu_si256((__m256i *)(levels + 16), b);
            for (int p = 0; p < 8; p++) {
                const int16_t *pixel = levels + 4 * p;
                uint8_t *target = out + 4 * (i + (size_t)p);
                target[0] = curve[pixel[0]];
                target[1] = curve[pixel[1]];
                target[2] = curve[pixel[2]];
                target[3] = (uint8_t)((pixel[3] + 32) >> 6);
            }
        } else {
            __m256i packed = _mm256_packus_epi16(bytes_avx2(a), bytes_avx2(b));
            _mm256_storeu_si256((__m256i *)(out + 4 * i), _mm256_permute4x64_epi64(packed, 0xd8));
        }
    }
    finish_scalar(pixels + 4 * i, count - i, has_alpha, curve, out + 4 * i);
}
#endif

void mira_finish_rgba8(const int16_t *pixels, size_t count, int has_alpha, const uint8_t *curve,
                       uint8_t *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        finish_avx2(pixels, count, has_alpha, curve, out);
        return;
    }
#endif
    finish_scalar(pixels, count, has_alpha, curve, out);
}

void mira_finish_rgba16(const int16_t *pixels, size_t count, const uint16_t *curve,
                        const uint16_t *alpha_curve, uint16_t *out) {
    for (size_t i = 0; i < count; i++, pixels += 4, out += 4) {
        int16_t straight[4];
        unpremultiply(pixels, straight);
        for (int c = 0; c < 3; c++) {
            out[c] = curve[straight[c]];
        }
        out[3] = alpha_curve[straight[3]];
    }
}
