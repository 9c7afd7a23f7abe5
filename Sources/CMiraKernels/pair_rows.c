#include "level.h"

#include <string.h>

#if MIRA_HAS_AVX2
#include <immintrin.h>
#endif

/* Pixels to samples in 16-bit fixed point, two rows side by side: see resample_fixed.c. */

/* Where a group's pixels lie in memory. */
static const uint8_t slot[4] = {0, 2, 1, 3};

/* round(a * b / 2^15): the instruction that fixed-point products are made of. */
MIRA_INLINE int16_t scaled(int16_t a, int16_t b) {
    return (int16_t)((a * b + 0x4000) >> 15);
}

/* sRGB to linear light: a straight toe and a polynomial of degree 4, within 3/16320 of the curve
 * and within 0.17 of a stored step. `x` is 0 to LINEAR_END. */
enum {
    LINEAR_END = 32640,
    TOE = 1268,
    TOE_END = 1320,
    C0 = 20,
    C1 = 392,
    C2 = 9623,
    C3 = 7967,
    C4 = -1536
};

MIRA_INLINE int16_t linear(int16_t x) {
    if (x <= TOE_END) {
        return scaled(x, TOE);
    }
    int16_t r = (int16_t)(scaled(C4, x) + C3);
    r = (int16_t)(scaled(r, x) + C2);
    r = (int16_t)(scaled(r, x) + C1);
    return (int16_t)(scaled(r, x) + C0);
}

MIRA_INLINE void pair_pixel(const uint8_t *pixel, mira_samples kind, int16_t *out) {
    int16_t alpha = pixel[3];
    /* 0 to 32767: times this, a sample under 2^14 stays as it is when the pixel is opaque. */
    int16_t part = (int16_t)((alpha << 7) + (alpha >> 1));
    for (int c = 0; c < 3; c++) {
        int16_t v = pixel[c];
        switch (kind) {
        case MIRA_SAMPLES_RAW:
            break;
        case MIRA_SAMPLES_OPAQUE:
            v = (int16_t)(v << 6);
            break;
        case MIRA_SAMPLES_LINEAR:
            v = linear((int16_t)(v << 7));
            break;
        case MIRA_SAMPLES_ALPHA:
            v = scaled((int16_t)(v << 6), part);
            break;
        case MIRA_SAMPLES_LINEAR_ALPHA:
            v = scaled(linear((int16_t)(v << 7)), part);
            break;
        }
        out[2 * c] = v;
    }
    out[6] = kind == MIRA_SAMPLES_RAW ? alpha : (int16_t)(alpha << 6);
}

/* Whether every alpha of both rows is 255. */
static int is_opaque_scalar(const uint8_t *upper, const uint8_t *lower, size_t count) {
    uint8_t all = 255;
    for (size_t x = 0; x < count; x++) {
        all &= upper[4 * x + 3] & lower[4 * x + 3];
    }
    return all == 255;
}

/* A sample of 16 bits as one of 15; 65535 becomes 32767, which as a factor changes nothing. */
MIRA_INLINE void pair_pixel16(const uint16_t *pixel, mira_samples kind, int16_t *out) {
    int16_t part = (int16_t)(pixel[3] >> 1);
    for (int c = 0; c < 3; c++) {
        int16_t v = (int16_t)(pixel[c] >> 1);
        int is_linear = kind == MIRA_SAMPLES_LINEAR || kind == MIRA_SAMPLES_LINEAR_ALPHA;
        v = is_linear ? linear(scaled(v, LINEAR_END)) : scaled(v, MIRA_WHITE);
        out[2 * c] = scaled(v, part);
    }
    out[6] = scaled(part, MIRA_WHITE);
}

MIRA_INLINE void pair_scalar(const uint8_t *upper, const uint8_t *lower, size_t count,
                             mira_samples kind, int16_t *out) {
    for (size_t x = 0; x < count; x++) {
        int16_t *pixel = out + 32 * (x / 4) + 8 * slot[x % 4];
        pair_pixel(upper + 4 * x, kind, pixel);
        pair_pixel(lower + 4 * x, kind, pixel + 1);
    }
}

MIRA_INLINE void pair16_scalar(const uint16_t *upper, const uint16_t *lower, size_t count,
                               mira_samples kind, int16_t *out) {
    for (size_t x = 0; x < count; x++) {
        int16_t *pixel = out + 32 * (x / 4) + 8 * slot[x % 4];
        pair_pixel16(upper + 4 * x, kind, pixel);
        pair_pixel16(lower + 4 * x, kind, pixel + 1);
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 MIRA_INLINE __m256i linear_avx2(__m256i x) {
    __m256i r = _mm256_mulhrs_epi16(_mm256_set1_epi16(C4), x);
    r = _mm256_mulhrs_epi16(_mm256_add_epi16(r, _mm256_set1_epi16(C3)), x);
    r = _mm256_mulhrs_epi16(_mm256_add_epi16(r, _mm256_set1_epi16(C2)), x);
    r = _mm256_mulhrs_epi16(_mm256_add_epi16(r, _mm256_set1_epi16(C1)), x);
    r = _mm256_add_epi16(r, _mm256_set1_epi16(C0));
    __m256i toe = _mm256_mulhrs_epi16(x, _mm256_set1_epi16(TOE));
    return _mm256_blendv_epi8(toe, r, _mm256_cmpgt_epi16(x, _mm256_set1_epi16(TOE_END)));
}

MIRA_AVX2 static int is_opaque_avx2(const uint8_t *upper, const uint8_t *lower, size_t count) {
    __m256i all = _mm256_set1_epi8(-1);
    size_t x = 0;
    for (; x + 8 <= count; x += 8) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(upper + 4 * x));
        __m256i b = _mm256_loadu_si256((const __m256i *)(lower + 4 * x));
        all = _mm256_and_si256(all, _mm256_and_si256(a, b));
    }
    uint32_t ones = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_set1_epi8(-1)));
    return (ones & 0x88888888) == 0x88888888 &&
           is_opaque_scalar(upper + 4 * x, lower + 4 * x, count - x);
}

/* Four pixels of a row as sixteen samples. */
MIRA_AVX2 MIRA_INLINE __m256i samples_avx2(const uint8_t *pixels, mira_samples kind) {
    __m256i v = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)pixels));
    if (kind == MIRA_SAMPLES_RAW) {
        return v;
    }
    __m256i six = _mm256_slli_epi16(v, 6);
    if (kind == MIRA_SAMPLES_OPAQUE) {
        return six;
    }
    __m256i light = kind == MIRA_SAMPLES_ALPHA ? six : linear_avx2(_mm256_slli_epi16(v, 7));
    if (kind != MIRA_SAMPLES_LINEAR) {
        const __m256i spread =
            _mm256_setr_epi8(6, 7, 6, 7, 6, 7, 6, 7, 14, 15, 14, 15, 14, 15, 14, 15, 6, 7, 6, 7, 6,
                             7, 6, 7, 14, 15, 14, 15, 14, 15, 14, 15);
        __m256i alpha = _mm256_shuffle_epi8(v, spread);
        __m256i part = _mm256_add_epi16(_mm256_slli_epi16(alpha, 7), _mm256_srli_epi16(alpha, 1));
        light = _mm256_mulhrs_epi16(light, part);
    }
    return _mm256_blend_epi16(light, six, 0x88);
}

/* The same of 16-bit pixels. */
MIRA_AVX2 MIRA_INLINE __m256i samples16_avx2(const uint16_t *pixels, int is_linear) {
    const __m256i spread = _mm256_setr_epi8(6, 7, 6, 7, 6, 7, 6, 7, 14, 15, 14, 15, 14, 15, 14, 15,
                                            6, 7, 6, 7, 6, 7, 6, 7, 14, 15, 14, 15, 14, 15, 14, 15);
    const __m256i white = _mm256_set1_epi16(MIRA_WHITE);
    __m256i v = _mm256_srli_epi16(_mm256_loadu_si256((const __m256i *)pixels), 1);
    __m256i plain = _mm256_mulhrs_epi16(v, white);
    __m256i light =
        is_linear ? linear_avx2(_mm256_mulhrs_epi16(v, _mm256_set1_epi16(LINEAR_END))) : plain;
    light = _mm256_mulhrs_epi16(light, _mm256_shuffle_epi8(v, spread));
    return _mm256_blend_epi16(light, plain, 0x88);
}

MIRA_AVX2 static void pair16_avx2(const uint16_t *upper, const uint16_t *lower, size_t groups,
                                  int is_linear, int16_t *out) {
    for (size_t g = 0; g < groups; g++) {
        __m256i a = samples16_avx2(upper + 16 * g, is_linear);
        __m256i b = samples16_avx2(lower + 16 * g, is_linear);
        _mm256_storeu_si256((__m256i *)(out + 32 * g), _mm256_unpacklo_epi16(a, b));
        _mm256_storeu_si256((__m256i *)(out + 32 * g + 16), _mm256_unpackhi_epi16(a, b));
    }
}

MIRA_AVX2 MIRA_INLINE void pair_groups(const uint8_t *upper, const uint8_t *lower, size_t groups,
                                       mira_samples kind, int16_t *out) {
    for (size_t g = 0; g < groups; g++) {
        __m256i a = samples_avx2(upper + 16 * g, kind), b = samples_avx2(lower + 16 * g, kind);
        _mm256_storeu_si256((__m256i *)(out + 32 * g), _mm256_unpacklo_epi16(a, b));
        _mm256_storeu_si256((__m256i *)(out + 32 * g + 16), _mm256_unpackhi_epi16(a, b));
    }
}

MIRA_AVX2 static void pair_avx2(const uint8_t *upper, const uint8_t *lower, size_t groups,
                                mira_samples kind, int16_t *out) {
    switch (kind) {
    case MIRA_SAMPLES_RAW:
        pair_groups(upper, lower, groups, MIRA_SAMPLES_RAW, out);
        break;
    case MIRA_SAMPLES_OPAQUE:
        pair_groups(upper, lower, groups, MIRA_SAMPLES_OPAQUE, out);
        break;
    case MIRA_SAMPLES_LINEAR:
        pair_groups(upper, lower, groups, MIRA_SAMPLES_LINEAR, out);
        break;
    case MIRA_SAMPLES_ALPHA:
        pair_groups(upper, lower, groups, MIRA_SAMPLES_ALPHA, out);
        break;
    case MIRA_SAMPLES_LINEAR_ALPHA:
        pair_groups(upper, lower, groups, MIRA_SAMPLES_LINEAR_ALPHA, out);
        break;
    }
}
#endif

void mira_pair_rows(const uint8_t *upper, const uint8_t *lower, size_t count, mira_samples kind,
                    int16_t *out) {
    size_t groups = count / 4, rest = count % 4;
    /* What comes after these pixels is what is asked for next; rows of large pictures come from
     * afar. */
    for (size_t x = 4 * count; x < 8 * count; x += 64) {
        __builtin_prefetch((const void *)((uintptr_t)upper + x));
        __builtin_prefetch((const void *)((uintptr_t)lower + x));
    }
    int best = mira_kernels_get_level() == MIRA_LEVEL_AVX2;
    if (kind == MIRA_SAMPLES_ALPHA || kind == MIRA_SAMPLES_LINEAR_ALPHA) {
        /* Alpha of 255 changes nothing: only the way is shorter. */
#if MIRA_HAS_AVX2
        int is_opaque =
            best ? is_opaque_avx2(upper, lower, count) : is_opaque_scalar(upper, lower, count);
#else
        int is_opaque = is_opaque_scalar(upper, lower, count);
#endif
        if (is_opaque) {
            kind = kind == MIRA_SAMPLES_ALPHA ? MIRA_SAMPLES_OPAQUE : MIRA_SAMPLES_LINEAR;
        }
    }
#if MIRA_HAS_AVX2
    if (best) {
        pair_avx2(upper, lower, groups, kind, out);
    } else
#endif
    {
        pair_scalar(upper, lower, 4 * groups, kind, out);
    }
    if (rest > 0) {
        uint8_t last[2][16] = {{0}, {0}};
        memcpy(last[0], upper + 16 * groups, 4 * rest);
        memcpy(last[1], lower + 16 * groups, 4 * rest);
        pair_scalar(last[0], last[1], 4, kind, out + 32 * groups);
    }
}

void mira_pair_rows16(const uint16_t *upper, const uint16_t *lower, size_t count, mira_samples kind,
                      int16_t *out) {
    size_t groups = count / 4, rest = count % 4;
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        int is_linear = kind == MIRA_SAMPLES_LINEAR || kind == MIRA_SAMPLES_LINEAR_ALPHA;
        pair16_avx2(upper, lower, groups, is_linear, out);
    } else
#endif
    {
        pair16_scalar(upper, lower, 4 * groups, kind, out);
    }
    if (rest > 0) {
        uint16_t last[2][16] = {{0}, {0}};
        memcpy(last[0], upper + 16 * groups, 8 * rest);
        memcpy(last[1], lower + 16 * groups, 8 * rest);
        pair16_scalar(last[0], last[1], 4, kind, out + 32 * groups);
    }
}
