#pragma STDC FP_CONTRACT OFF
#include "level.h"

typedef float f32x4 __attribute__((vector_size(16)));

MIRA_INLINE size_t clamped(ptrdiff_t value, size_t count) {
    return value < 0 ? 0 : (size_t)value < count ? (size_t)value : count - 1;
}

/* Coverage keeps the coordinates within a pixel's reach of the picture, far from what overflows. */
MIRA_INLINE ptrdiff_t rounded_down(double value) {
    ptrdiff_t whole = (ptrdiff_t)value;
    return (double)whole > value ? whole - 1 : whole;
}

/* How much of the interval from -1/2 to 1/2 lies between the edges at -at/slope and (end-at)/slope.
 */
MIRA_INLINE float covered(double at, double end, double slope) {
    double low = -at / slope, high = (end - at) / slope;
    low = low > -0.5 ? low : -0.5;
    high = high < 0.5 ? high : 0.5;
    return high > low ? (float)(high - low) : 0;
}

void mira_warp_row_f32(const float *pixels, size_t width, size_t height, mira_line line,
                       const float *phases, size_t phase_count, size_t count, float *out) {
    const double steps = (double)(phase_count - 1);
    for (size_t x = 0; x < count; x++, out += 4) {
        double u = line.u + (double)x * line.du;
        double v = line.v + (double)x * line.dv;
        float coverage =
            covered(u, (double)width, line.slope_u) * covered(v, (double)height, line.slope_v);
        if (!(coverage > 0)) {
            *(f32x4 *)out = (f32x4){0};
            continue;
        }
        double left = u - 0.5, top = v - 0.5;
        ptrdiff_t i = rounded_down(left), j = rounded_down(top);
        const float *across = phases + 6 * (size_t)((left - (double)i) * steps + 0.5);
        const float *down = phases + 6 * (size_t)((top - (double)j) * steps + 0.5);
        i -= 2, j -= 2;
        f32x4 sum = {0};
        if (i >= 0 && j >= 0 && (size_t)i + 6 <= width && (size_t)j + 6 <= height) {
            const float *row = pixels + 4 * ((size_t)j * width + (size_t)i);
            for (int k = 0; k < 6; k++, row += 4 * width) {
                f32x4 part = {0};
                for (int l = 0; l < 6; l++) {
                    part += across[l] * *(const f32x4 *)(row + 4 * l);
                }
                sum += down[k] * part;
            }
        } else {
            for (int k = 0; k < 6; k++) {
                const float *row = pixels + 4 * clamped(j + k, height) * width;
                f32x4 part = {0};
                for (int l = 0; l < 6; l++) {
                    part += across[l] * *(const f32x4 *)(row + 4 * clamped(i + l, width));
                }
                sum += down[k] * part;
            }
        }
        sum *= coverage;
        /* Ringing may go below black and above opaque. */
        for (int c = 0; c < 4; c++) {
            sum[c] = sum[c] > 0 ? sum[c] : 0;
        }
        sum[3] = sum[3] < 1 ? sum[3] : 1;
        *(f32x4 *)out = sum;
    }
}
