#pragma STDC FP_CONTRACT OFF
#include "level.h"

typedef float f32x4 __attribute__((vector_size(16)));
typedef float f32x8 __attribute__((vector_size(32)));
/* The same in memory, at any float's address. */
typedef float f32x4u __attribute__((vector_size(16), aligned(4), may_alias));
typedef float f32x8u __attribute__((vector_size(32), aligned(4), may_alias));

/* Each lane adds up its own column, first row first: any vector width gives the same bits. */
MIRA_INLINE void vertical(const float *rows, size_t stride, const float *weights, size_t taps,
                          size_t count, float *out) {
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        f32x8 a = *(f32x8u *)(out + i), b = *(f32x8u *)(out + i + 8);
        f32x8 c = *(f32x8u *)(out + i + 16), d = *(f32x8u *)(out + i + 24);
        const float *p = rows + i;
        for (size_t k = 0; k < taps; k++, p += stride) {
            f32x8 w = weights[k] - (f32x8){0};
            a += w * *(const f32x8u *)(p);
            b += w * *(const f32x8u *)(p + 8);
            c += w * *(const f32x8u *)(p + 16);
            d += w * *(const f32x8u *)(p + 24);
        }
        *(f32x8u *)(out + i) = a;
        *(f32x8u *)(out + i + 8) = b;
        *(f32x8u *)(out + i + 16) = c;
        *(f32x8u *)(out + i + 24) = d;
    }
    for (; i < count; i++) {
        float a = out[i];
        const float *p = rows + i;
        for (size_t k = 0; k < taps; k++, p += stride) {
            a += weights[k] * *p;
        }
        out[i] = a;
    }
}

/* Four channels: even and odd taps are added up apart, the odd last tap with the even ones. */
MIRA_INLINE void horizontal4(const float *row, const int32_t *starts, const float *weights,
                             size_t taps, size_t count, float *out) {
    for (size_t x = 0; x < count; x++, weights += taps) {
        const float *p = row + 4 * (size_t)starts[x];
        f32x4 even = {0}, odd = {0};
        size_t k = 0;
        for (; k + 2 <= taps; k += 2, p += 8) {
            even += (weights[k] - (f32x4){0}) * *(const f32x4u *)(p);
            odd += (weights[k + 1] - (f32x4){0}) * *(const f32x4u *)(p + 4);
        }
        if (k < taps) {
            even += (weights[k] - (f32x4){0}) * *(const f32x4u *)(p);
        }
        even += odd;
        *(f32x4u *)(out + 4 * x) = even;
    }
}

/* One channel: four partial sums, tap k in sum k mod 4, added up as (0 + 2) + (1 + 3). */
MIRA_INLINE void horizontal1(const float *row, const int32_t *starts, const float *weights,
                             size_t taps, size_t count, float *out) {
    for (size_t x = 0; x < count; x++, weights += taps) {
        const float *p = row + starts[x];
        f32x4 sum = {0};
        size_t k = 0;
        for (; k + 4 <= taps; k += 4) {
            sum += *(const f32x4u *)(weights + k) * *(const f32x4u *)(p + k);
        }
        for (size_t lane = 0; k < taps; k++, lane++) {
            sum[lane] += weights[k] * p[k];
        }
        out[x] = (sum[0] + sum[2]) + (sum[1] + sum[3]);
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void vertical_avx2(const float *rows, size_t stride, const float *weights,
                                    size_t taps, size_t count, float *out) {
    vertical(rows, stride, weights, taps, count, out);
}

MIRA_AVX2 static void horizontal4_avx2(const float *row, const int32_t *starts,
                                       const float *weights, size_t taps, size_t count,
                                       float *out) {
    horizontal4(row, starts, weights, taps, count, out);
}
#endif

void mira_convolve_vertical_f32(const float *rows, size_t stride, const float *weights, size_t taps,
                                size_t count, float *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        vertical_avx2(rows, stride, weights, taps, count, out);
        return;
    }
#endif
    vertical(rows, stride, weights, taps, count, out);
}

void mira_convolve_horizontal_f32(const float *row, int channels, const int32_t *starts,
                                  const float *weights, size_t taps, size_t count, float *out) {
    if (channels == 1) {
        horizontal1(row, starts, weights, taps, count, out);
        return;
    }
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        horizontal4_avx2(row, starts, weights, taps, count, out);
        return;
    }
#endif
    horizontal4(row, starts, weights, taps, count, out);
}
