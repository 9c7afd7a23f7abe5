#pragma STDC FP_CONTRACT OFF
#include "level.h"
#include "mira_matting.h"

#include <math.h>

enum { LANES = MIRA_MATTING_LANES, NEIGHBOURS = MIRA_MATTING_NEIGHBOURS };

typedef float lanes __attribute__((vector_size(32)));
/* The same in memory, at any float's address. */
typedef float lanes_at __attribute__((vector_size(32), aligned(4), may_alias));
#define AT(p) (*(lanes_at *)(p))
#define FROM(p) (*(const lanes_at *)(p))

/* Always in the same order, whatever the instruction set. */
#define SUM(v) (((v[0] + v[4]) + (v[1] + v[5])) + ((v[2] + v[6]) + (v[3] + v[7])))

/* Levin's Laplacian of one window: entry(k, l) = [k = l] - (1 + (c_k - m)' (C + epsilon/9)^-1 (c_l
 * - m)) / 9. The inverse is never formed: with C + epsilon/9 = G G', the middle term is a dot
 * product of G^-1 (c - m). */
static void window_entries(const uint8_t *const pixels[9], double epsilon, double entries[9][9]) {
    int sums[3] = {0}, squares[6] = {0};
    for (int k = 0; k < 9; k++) {
        int r = pixels[k][0], g = pixels[k][1], b = pixels[k][2];
        sums[0] += r, sums[1] += g, sums[2] += b;
        squares[0] += r * r, squares[1] += r * g, squares[2] += r * b;
        squares[3] += g * g, squares[4] += g * b, squares[5] += b * b;
    }
    /* 81 times the covariance is a whole number: no cancellation. */
    double scale = 1.0 / 81, spread = epsilon / 9;
    double c00 = (9 * squares[0] - sums[0] * sums[0]) * scale + spread;
    double c10 = (9 * squares[1] - sums[0] * sums[1]) * scale;
    double c20 = (9 * squares[2] - sums[0] * sums[2]) * scale;
    double c11 = (9 * squares[3] - sums[1] * sums[1]) * scale + spread;
    double c21 = (9 * squares[4] - sums[1] * sums[2]) * scale;
    double c22 = (9 * squares[5] - sums[2] * sums[2]) * scale + spread;
    /* Cholesky; the pivots can't fall under epsilon/9 but for rounding. */
    double i0 = 1 / sqrt(c00);
    double l10 = c10 * i0, l20 = c20 * i0;
    double p1 = c11 - l10 * l10;
    double i1 = 1 / sqrt(p1 > spread ? p1 : spread);
    double l21 = (c21 - l20 * l10) * i1;
    double p2 = c22 - l20 * l20 - l21 * l21;
    double i2 = 1 / sqrt(p2 > spread ? p2 : spread);

    double white[9][3];
    for (int k = 0; k < 9; k++) {
        double r = pixels[k][0] - sums[0] * (1.0 / 9), g = pixels[k][1] - sums[1] * (1.0 / 9),
               b = pixels[k][2] - sums[2] * (1.0 / 9);
        white[k][0] = r * i0;
        white[k][1] = (g - l10 * white[k][0]) * i1;
        white[k][2] = (b - l20 * white[k][0] - l21 * white[k][1]) * i2;
    }
    for (int k = 0; k < 9; k++) {
        for (int l = 0; l <= k; l++) {
            double likeness =
                white[k][0] * white[l][0] + white[k][1] * white[l][1] + white[k][2] * white[l][2];
            double entry = (k == l) - (1 + likeness) * (1.0 / 9);
            entries[k][l] = entries[l][k] = entry;
        }
    }
}

void mira_matting_assemble(const uint8_t *rgba, const uint8_t *trimap, const int32_t *slots,
                           size_t width, size_t first_row, size_t last_row, double epsilon,
                           float *coefficients, float *right_side) {
    for (size_t y = first_row; y < last_row; y++) {
        for (size_t x = 0; x + 2 < width; x++) {
            size_t at[9];
            const uint8_t *pixels[9];
            int unknown = 0;
            for (int k = 0; k < 9; k++) {
                at[k] = (y + (size_t)(k / 3)) * width + x + (size_t)(k % 3);
                unknown += slots[at[k]] >= 0;
                pixels[k] = rgba + 4 * at[k];
            }
            if (unknown == 0) {
                continue;
            }
            double entries[9][9];
            window_entries(pixels, epsilon, entries);
            for (int k = 0; k < 9; k++) {
                int32_t slot = slots[at[k]];
                if (slot < 0) {
                    continue;
                }
                float *row = coefficients + (size_t)(slot / LANES) * NEIGHBOURS * LANES +
                             (size_t)(slot % LANES);
                for (int l = 0; l < 9; l++) {
                    int neighbour = (l / 3 - k / 3 + 2) * 5 + (l % 3 - k % 3 + 2);
                    if (slots[at[l]] >= 0) {
                        row[neighbour * LANES] += (float)entries[k][l];
                    } else if (trimap[at[l]] == 255) {
                        right_side[slot] -= (float)entries[k][l];
                    }
                }
            }
        }
    }
}

MIRA_INLINE float apply(const float *coefficients, const int32_t *starts, size_t first, size_t last,
                        const float *grid, size_t stride, float *product) {
    lanes total = {0};
    for (size_t block = first; block < last; block++) {
        const float *c = coefficients + block * NEIGHBOURS * LANES;
        const float *centre = grid + starts[block];
        lanes rows[5];
        for (int dy = 0; dy < 5; dy++, c += 5 * LANES) {
            const float *p = centre + (ptrdiff_t)stride * (dy - 2) - 2;
            lanes row = FROM(c) * FROM(p);
            for (int dx = 1; dx < 5; dx++) {
                row += FROM(c + dx * LANES) * FROM(p + dx);
            }
            rows[dy] = row;
        }
        lanes result = (rows[0] + rows[4]) + (rows[1] + rows[3]) + rows[2];
        AT(product + block * LANES) = result;
        total += result * FROM(centre);
    }
    return SUM(total);
}

MIRA_INLINE float advance(const int32_t *starts, size_t first, size_t last, float step,
                          const float *grid, const float *product, const float *inverse_diagonal,
                          float *solution, float *residual) {
    lanes total = {0}, steps = step - (lanes){0};
    for (size_t block = first; block < last; block++) {
        size_t i = block * LANES;
        AT(solution + i) += steps * FROM(grid + starts[block]);
        lanes rest = FROM(residual + i) - steps * FROM(product + i);
        AT(residual + i) = rest;
        total += rest * (rest * FROM(inverse_diagonal + i));
    }
    return SUM(total);
}

MIRA_INLINE void turn(const int32_t *starts, size_t first, size_t last, float keep,
                      const float *inverse_diagonal, const float *residual, float *grid) {
    lanes kept = keep - (lanes){0};
    for (size_t block = first; block < last; block++) {
        size_t i = block * LANES;
        float *p = grid + starts[block];
        AT(p) = FROM(inverse_diagonal + i) * FROM(residual + i) + kept * FROM(p);
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static float apply_avx2(const float *coefficients, const int32_t *starts, size_t first,
                                  size_t last, const float *grid, size_t stride, float *product) {
    return apply(coefficients, starts, first, last, grid, stride, product);
}

MIRA_AVX2 static float advance_avx2(const int32_t *starts, size_t first, size_t last, float step,
                                    const float *grid, const float *product,
                                    const float *inverse_diagonal, float *solution,
                                    float *residual) {
    return advance(starts, first, last, step, grid, product, inverse_diagonal, solution, residual);
}

MIRA_AVX2 static void turn_avx2(const int32_t *starts, size_t first, size_t last, float keep,
                                const float *inverse_diagonal, const float *residual, float *grid) {
    turn(starts, first, last, keep, inverse_diagonal, residual, grid);
}
#endif

float mira_matting_apply(const float *coefficients, const int32_t *starts, size_t first,
                         size_t last, const float *grid, size_t stride, float *product) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        return apply_avx2(coefficients, starts, first, last, grid, stride, product);
    }
#endif
    return apply(coefficients, starts, first, last, grid, stride, product);
}

float mira_matting_step(const int32_t *starts, size_t first, size_t last, float step,
                        const float *grid, const float *product, const float *inverse_diagonal,
                        float *solution, float *residual) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        return advance_avx2(starts, first, last, step, grid, product, inverse_diagonal, solution,
                            residual);
    }
#endif
    return advance(starts, first, last, step, grid, product, inverse_diagonal, solution, residual);
}

void mira_matting_turn(const int32_t *starts, size_t first, size_t last, float keep,
                       const float *inverse_diagonal, const float *residual, float *grid) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        turn_avx2(starts, first, last, keep, inverse_diagonal, residual, grid);
        return;
    }
#endif
    turn(starts, first, last, keep, inverse_diagonal, residual, grid);
}
