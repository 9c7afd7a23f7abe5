/* PNG's filters, and which one suits a row. */
#include "level.h"

#include "mira_png.h"

#include <string.h>

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x16u __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint8_t u8x32 __attribute__((vector_size(32)));
typedef uint8_t u8x32u __attribute__((vector_size(32), aligned(1), may_alias));
typedef uint16_t u16x16 __attribute__((vector_size(32)));

enum { NONE, SUB, UP, AVERAGE, PAETH, FILTERS };

/* (a + b) / 2 without a ninth bit. */
#define HALF_SUM(a, b) (((a) & (b)) + ((((a) ^ (b)) >> 1) & 127))

#define CHOOSE(mask, yes, no) (((yes) & (mask)) | ((no) & ~(mask)))

#define DISTANCE(a, b) (__builtin_elementwise_max(a, b) - __builtin_elementwise_min(a, b))

/* The neighbour nearest to left + up - corner. That is to_up + to_left away from the corner; in
 * bytes, the distance is the sum of both where they have the same sign (and then the other two are
 * no longer), else their difference. */
#define PAETH_GUESS(guess, left, up, corner)                                                       \
    do {                                                                                           \
        u8x32 pa = DISTANCE(up, corner), pb = DISTANCE(left, corner);                              \
        u8x32 one_sign = (u8x32)((up) >= (corner)) ^ (u8x32)((left) < (corner));                   \
        u8x32 pc = CHOOSE(one_sign, __builtin_elementwise_add_sat(pa, pb), DISTANCE(pa, pb));      \
        u8x32 not_left = CHOOSE((u8x32)(pb <= pc), up, corner);                                    \
        u8x32 best = __builtin_elementwise_min(pb, pc);                                            \
        (guess) = CHOOSE((u8x32)(pa <= best), left, not_left);                                     \
    } while (0)

MIRA_INLINE uint8_t guess_of(int filter, int left, int up, int corner) {
    switch (filter) {
    case SUB:
        return (uint8_t)left;
    case UP:
        return (uint8_t)up;
    case AVERAGE:
        return (uint8_t)((left + up) / 2);
    case PAETH: {
        int to_up = up - corner, to_left = left - corner, both = to_up + to_left;
        int pa = to_up < 0 ? -to_up : to_up, pb = to_left < 0 ? -to_left : to_left;
        int pc = both < 0 ? -both : both;
        return (uint8_t)(pa <= pb && pa <= pc ? left : pb <= pc ? up : corner);
    }
    default:
        return 0;
    }
}

MIRA_INLINE uint32_t size_of(uint8_t value) {
    return value < 128 ? value : 256u - value;
}

/* The filter whose bytes sum least, the first of equals. */
MIRA_INLINE int least_sum(const uint8_t *row, const uint8_t *above, size_t count, size_t step) {
    uint64_t sums[FILTERS] = {0};
    const uint8_t *left = row - step, *corner = above - step;
    size_t i = 0;
    while (i + 32 <= count) {
        /* Sixteen-bit sums of two bytes a turn hold for 128 turns. */
        u16x16 part[FILTERS] = {0};
        for (int turn = 0; turn < 128 && i + 32 <= count; turn++, i += 32) {
            u8x32 x = *(const u8x32u *)(row + i), a = *(const u8x32u *)(left + i);
            u8x32 b = *(const u8x32u *)(above + i), c = *(const u8x32u *)(corner + i);
            u8x32 p;
            PAETH_GUESS(p, a, b, c);
            u8x32 results[FILTERS] = {x, x - a, x - b, x - HALF_SUM(a, b), x - p};
            for (int f = 0; f < FILTERS; f++) {
                u16x16 v = (u16x16)__builtin_elementwise_min(results[f], -results[f]);
                part[f] += (v & 255) + (v >> 8);
            }
        }
        for (int f = 0; f < FILTERS; f++) {
            for (int lane = 0; lane < 16; lane++) {
                sums[f] += part[f][lane];
            }
        }
    }
    for (; i < count; i++) {
        for (int f = 0; f < FILTERS; f++) {
            sums[f] += size_of((uint8_t)(row[i] - guess_of(f, left[i], above[i], corner[i])));
        }
    }
    int best = NONE;
    for (int f = 1; f < FILTERS; f++) {
        best = sums[f] < sums[best] ? f : best;
    }
    return best;
}

MIRA_INLINE void apply(const int filter, const uint8_t *row, const uint8_t *above, size_t count,
                       size_t step, uint8_t *out) {
    const uint8_t *left = row - step, *corner = above - step;
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        u8x32 a = *(const u8x32u *)(left + i), b = *(const u8x32u *)(above + i);
        u8x32 guess;
        switch (filter) {
        case SUB:
            guess = a;
            break;
        case UP:
            guess = b;
            break;
        case AVERAGE:
            guess = HALF_SUM(a, b);
            break;
        default: {
            u8x32 c = *(const u8x32u *)(corner + i);
            PAETH_GUESS(guess, a, b, c);
        }
        }
        *(u8x32u *)(out + i) = *(const u8x32u *)(row + i) - guess;
    }
    for (; i < count; i++) {
        out[i] = (uint8_t)(row[i] - guess_of(filter, left[i], above[i], corner[i]));
    }
}

MIRA_INLINE void filter(mira_png_filtering filtering, const uint8_t *row, const uint8_t *above,
                        size_t count, size_t step, uint8_t *out) {
    int best = filtering == MIRA_PNG_LEAST_SUM ? least_sum(row, above, count, step) : NONE;
    *out++ = (uint8_t)best;
    switch (best) {
    case SUB:
        apply(SUB, row, above, count, step, out);
        break;
    case UP:
        apply(UP, row, above, count, step, out);
        break;
    case AVERAGE:
        apply(AVERAGE, row, above, count, step, out);
        break;
    case PAETH:
        apply(PAETH, row, above, count, step, out);
        break;
    default:
        memcpy(out, row, count);
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void filter_avx2(mira_png_filtering filtering, const uint8_t *row,
                                  const uint8_t *above, size_t count, size_t step, uint8_t *out) {
    filter(filtering, row, above, count, step, out);
}
#endif

void mira_png_filter(mira_png_filtering filtering, const uint8_t *row, const uint8_t *above,
                     size_t count, size_t pixel_bytes, uint8_t *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        filter_avx2(filtering, row, above, count, pixel_bytes, out);
        return;
    }
#endif
    filter(filtering, row, above, count, pixel_bytes, out);
}

MIRA_INLINE void pack8(const uint8_t *rgba, size_t count, uint8_t *out) {
    size_t i = 0;
    for (; i + 4 <= count; i += 4, out += 12) {
        u8x16 v = *(const u8x16u *)(rgba + i * 4);
        v = __builtin_shufflevector(v, v, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 14, 14, 14, 14);
        *(u8x16u *)out = v;
    }
    for (; i < count; i++, out += 3) {
        memcpy(out, rgba + i * 4, 3);
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void pack8_avx2(const uint8_t *rgba, size_t count, uint8_t *out) {
    pack8(rgba, count, out);
}
#endif

void mira_png_pack_rgba8(const uint8_t *rgba, size_t count, int has_alpha, uint8_t *out) {
    if (has_alpha) {
        memcpy(out, rgba, count * 4);
        return;
    }
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        pack8_avx2(rgba, count, out);
        return;
    }
#endif
    pack8(rgba, count, out);
}

void mira_png_pack_rgba16(const uint16_t *rgba, size_t count, int has_alpha, uint8_t *out) {
    int channels = has_alpha ? 4 : 3;
    for (size_t i = 0; i < count; i++, rgba += 4) {
        for (int c = 0; c < channels; c++) {
            *out++ = (uint8_t)(rgba[c] >> 8);
            *out++ = (uint8_t)rgba[c];
        }
    }
}
