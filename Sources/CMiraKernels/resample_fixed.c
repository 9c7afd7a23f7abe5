#include "level.h"

#include <string.h>

#if MIRA_HAS_AVX2
#include <immintrin.h>
#endif

/*
 * Lanczos in 16-bit fixed point: samples of 14 bits (MIRA_WHITE), weights of 14 bits
 * (MIRA_WEIGHT_ONE), sums of 32. Sums of whole numbers don't depend on their order, so every
 * level gives the same bits.
 *
 * Rows pass first through the vertical filter, two at a time: sample i of both rows lie side by
 * side, so that one multiply-add takes both. Four pixels are a group; in memory the order of a
 * group's pixels is 0, 2, 1, 3, which is what unpacking registers gives. The vertical filter's
 * result has two pixels side by side, sample by sample, for the horizontal one.
 */

/* Where a group's pixels lie in memory. */
static const uint8_t slot[4] = {0, 2, 1, 3};

static void vertical_scalar(const int16_t *pairs, size_t stride, const int16_t *weights,
                            size_t pair_count, size_t groups, mira_sums sums, int32_t *acc,
                            int16_t *out) {
    for (size_t g = 0; g < groups; g++) {
        for (size_t p = 0; p < 4; p++) {
            for (size_t c = 0; c < 4; c++) {
                size_t i = 16 * g + 4 * slot[p] + c;
                uint32_t sum = sums.is_first ? 1u << (sums.shift - 1) : (uint32_t)acc[i];
                for (size_t k = 0; k < pair_count; k++) {
                    const int16_t *v = pairs + k * stride + 2 * i;
                    sum += (uint32_t)(v[0] * weights[2 * k] + v[1] * weights[2 * k + 1]);
                }
                if (sums.is_last) {
                    int32_t value = (int32_t)sum >> sums.shift;
                    value = value < -32768 ? -32768 : value > 32767 ? 32767 : value;
                    out[16 * g + 8 * (p / 2) + 2 * c + p % 2] = (int16_t)value;
                } else {
                    acc[i] = (int32_t)sum;
                }
            }
        }
    }
}

static void horizontal_scalar(const int16_t *row, const int32_t *starts, const int16_t *weights,
                              size_t steps, size_t count, int16_t *out) {
    for (size_t x = 0; x < count; x++, weights += 4 * steps) {
        const int16_t *p = row + 4 * (size_t)starts[x];
        for (size_t c = 0; c < 4; c++) {
            uint32_t sum = MIRA_WEIGHT_ONE / 2;
            for (size_t k = 0; k < 4 * steps; k++) {
                sum += (uint32_t)(p[8 * (k / 2) + 2 * c + k % 2] * weights[k]);
            }
            int32_t value = (int32_t)sum >> 14;
            out[4 * x + c] = (int16_t)(value < -32768 ? -32768 : value > 32767 ? 32767 : value);
        }
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 MIRA_INLINE __m256i two_weights(const int16_t *weights) {
    int32_t both;
    memcpy(&both, weights, sizeof both);
    return _mm256_set1_epi32(both);
}

/* `n` groups, so few that their sums stay in registers. */
MIRA_AVX2 MIRA_INLINE void vertical_groups(const int16_t *pairs, size_t stride,
                                           const int16_t *weights, size_t pair_count,
                                           mira_sums sums, int32_t *acc, int16_t *out,
                                           const int n) {
    const __m256i beside = _mm256_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15, 0,
                                            1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
    const __m128i shift = _mm_cvtsi32_si128(sums.shift);
    __m256i sum[8];
    for (int i = 0; i < 2 * n; i++) {
        sum[i] = sums.is_first ? _mm256_set1_epi32(1 << (sums.shift - 1))
                               : _mm256_loadu_si256((const __m256i *)(acc + 8 * i));
    }
    for (size_t k = 0; k < pair_count; k++, pairs += stride) {
        __m256i w = two_weights(weights + 2 * k);
        for (int i = 0; i < 2 * n; i++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(pairs + 16 * i));
            sum[i] = _mm256_add_epi32(sum[i], _mm256_madd_epi16(v, w));
        }
    }
    for (int i = 0; i < n; i++) {
        if (sums.is_last) {
            __m256i v = _mm256_packs_epi32(_mm256_sra_epi32(sum[2 * i], shift),
                                           _mm256_sra_epi32(sum[2 * i + 1], shift));
            _mm256_storeu_si256((__m256i *)(out + 16 * i), _mm256_shuffle_epi8(v, beside));
        } else {
            _mm256_storeu_si256((__m256i *)(acc + 16 * i), sum[2 * i]);
            _mm256_storeu_si256((__m256i *)(acc + 16 * i + 8), sum[2 * i + 1]);
        }
    }
}

MIRA_AVX2 static void vertical_avx2(const int16_t *pairs, size_t stride, const int16_t *weights,
                                    size_t pair_count, size_t groups, mira_sums sums, int32_t *acc,
                                    int16_t *out) {
    size_t g = 0;
    for (; g + 4 <= groups; g += 4) {
        vertical_groups(pairs + 32 * g, stride, weights, pair_count, sums, acc + 16 * g,
                        out + 16 * g, 4);
    }
    for (; g < groups; g++) {
        vertical_groups(pairs + 32 * g, stride, weights, pair_count, sums, acc + 16 * g,
                        out + 16 * g, 1);
    }
}

/* `n` rows at once share the weights. */
MIRA_AVX2 MIRA_INLINE void horizontal_rows(const int16_t *rows, size_t stride,
                                           const int32_t *starts, const int16_t *weights,
                                           size_t steps, size_t count, int16_t *out, const int n) {
    const __m256i halves = _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1);
    for (size_t x = 0; x < count; x++, weights += 4 * steps) {
        const size_t start = 4 * (size_t)starts[x];
        __m256i sum[4];
        for (int i = 0; i < n; i++) {
            sum[i] = _mm256_setzero_si256();
        }
        for (size_t k = 0; k < steps; k++) {
            __m128i four = _mm_loadl_epi64((const __m128i *)(weights + 4 * k));
            __m256i w = _mm256_permutevar8x32_epi32(_mm256_castsi128_si256(four), halves);
            for (int i = 0; i < n; i++) {
                __m256i v = _mm256_loadu_si256(
                    (const __m256i *)(rows + (size_t)i * stride + start + 16 * k));
                sum[i] = _mm256_add_epi32(sum[i], _mm256_madd_epi16(v, w));
            }
        }
        for (int i = 0; i < n; i++) {
            __m128i v =
                _mm_add_epi32(_mm256_castsi256_si128(sum[i]), _mm256_extracti128_si256(sum[i], 1));
            v = _mm_srai_epi32(_mm_add_epi32(v, _mm_set1_epi32(MIRA_WEIGHT_ONE / 2)), 14);
            _mm_storel_epi64((__m128i *)(out + 4 * ((size_t)i * count + x)), _mm_packs_epi32(v, v));
        }
    }
}

MIRA_AVX2 static void horizontal_avx2(const int16_t *rows, size_t stride, size_t row_count,
                                      const int32_t *starts, const int16_t *weights, size_t steps,
                                      size_t count, int16_t *out) {
    for (; row_count >= 4; row_count -= 4, rows += 4 * stride, out += 16 * count) {
        horizontal_rows(rows, stride, starts, weights, steps, count, out, 4);
    }
    for (; row_count > 0; row_count--, rows += stride, out += 4 * count) {
        horizontal_rows(rows, stride, starts, weights, steps, count, out, 1);
    }
}
#endif

void mira_convolve_vertical_i16(const int16_t *pairs, size_t stride, const int16_t *weights,
                                size_t pair_count, size_t groups, mira_sums sums, int32_t *acc,
                                int16_t *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        vertical_avx2(pairs, stride, weights, pair_count, groups, sums, acc, out);
        return;
    }
#endif
    vertical_scalar(pairs, stride, weights, pair_count, groups, sums, acc, out);
}

void mira_convolve_horizontal_i16(const int16_t *rows, size_t stride, size_t row_count,
                                  const int32_t *starts, const int16_t *weights, size_t steps,
                                  size_t count, int16_t *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        horizontal_avx2(rows, stride, row_count, starts, weights, steps, count, out);
        return;
    }
#endif
    for (size_t i = 0; i < row_count; i++) {
        horizontal_scalar(rows + i * stride, starts, weights, steps, count, out + 4 * i * count);
    }
}
