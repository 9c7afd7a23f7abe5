/* Hot pixel loops: scalar bodies and AVX2 twins that agree bit for bit, chosen at run time. */
#ifndef MIRA_KERNELS_H
#define MIRA_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* The instruction sets a kernel may use. */
typedef enum { MIRA_LEVEL_SCALAR = 0, MIRA_LEVEL_AVX2 = 1 } mira_kernels_level;

/* The level in use: the best that the CPU has, or scalar when MIRA_SIMD=scalar. */
mira_kernels_level mira_kernels_get_level(void);

/* Sets the level, for tests; a level that the CPU lacks is ignored. Returns the level in use. */
mira_kernels_level mira_kernels_set_level(mira_kernels_level level);

/* out[i] += sum over k < taps of weights[k] * rows[k * stride + i], for i < count, k from 0 up. */
void mira_convolve_vertical_f32(const float *rows, size_t stride, const float *weights, size_t taps,
                                size_t count, float *out);

/* Output pixel x of `count`: sum over k < taps of weights[x * taps + k] * pixel (starts[x] + k) of
 * `row`, whose pixels have 1 or 4 channels. */
void mira_convolve_horizontal_f32(const float *row, int channels, const int32_t *starts,
                                  const float *weights, size_t taps, size_t count, float *out);

/* White as a fixed-point sample: 255 << 6, which leaves twice as much room above for ringing. */
#define MIRA_WHITE 16320

/* A weight of 1. */
#define MIRA_WEIGHT_ONE 16384

/* What samples are made of RGBA8 pixels: */
typedef enum {
    /* the bytes, 0 to 255; for opaque pixels and for channels that mean something else; */
    MIRA_SAMPLES_RAW,
    /* the stored values of opaque pixels, 0 to MIRA_WHITE; */
    MIRA_SAMPLES_OPAQUE,
    /* linear light of opaque pixels, 0 to MIRA_WHITE; */
    MIRA_SAMPLES_LINEAR,
    /* the stored values times alpha, 0 to MIRA_WHITE; */
    MIRA_SAMPLES_ALPHA,
    /* linear light times alpha, 0 to MIRA_WHITE. */
    MIRA_SAMPLES_LINEAR_ALPHA
} mira_samples;

/* Brings `count` pixels of two rows side by side for mira_convolve_vertical_i16. `out` has room for
 * 8 values a pixel, with `count` rounded up to a multiple of 4. */
void mira_pair_rows(const uint8_t *upper, const uint8_t *lower, size_t count, mira_samples kind,
                    int16_t *out);

/* The same of straight RGBA16 pixels, for every kind but MIRA_SAMPLES_RAW. */
void mira_pair_rows16(const uint16_t *upper, const uint16_t *lower, size_t count, mira_samples kind,
                      int16_t *out);

/* Which part of a sum it is. Sums begin with a half and end with a shift to the right. */
typedef struct {
    int is_first, is_last, shift;
} mira_sums;

/* Adds `pair_count` pairs of rows, `stride` values apart, each times its two weights, for `groups`
 * of 4 pixels. Sums go on in `acc` (16 values a group), or end in `out` (16 values a group), where
 * two pixels lie side by side. */
void mira_convolve_vertical_i16(const int16_t *pairs, size_t stride, const int16_t *weights,
                                size_t pair_count, size_t groups, mira_sums sums, int32_t *acc,
                                int16_t *out);

/* Output pixel x of each of `row_count` rows, `stride` values apart: the sum of 4 * steps pixels
 * from starts[x] on (an even number), with as many weights. Rows are results of
 * mira_convolve_vertical_i16 and may be read 8 pixels beyond the last that has a weight. `out` gets
 * 4 * count values a row. */
void mira_convolve_horizontal_i16(const int16_t *rows, size_t stride, size_t row_count,
                                  const int32_t *starts, const int16_t *weights, size_t steps,
                                  size_t count, int16_t *out);

/* Fixed-point RGBA samples to straight RGBA8. `curve` has the byte of each of the MIRA_WHITE + 1
 * levels of light; without it samples are stored values. */
void mira_finish_rgba8(const int16_t *pixels, size_t count, int has_alpha, const uint8_t *curve,
                       uint8_t *out);

/* Fixed-point RGBA samples to straight RGBA16; the curves have the values of the MIRA_WHITE + 1
 * levels of light and of alpha. */
void mira_finish_rgba16(const int16_t *pixels, size_t count, const uint16_t *curve,
                        const uint16_t *alpha_curve, uint16_t *out);

/* Straight RGBA8 to premultiplied floats; `table` gives the light of a byte. */
void mira_premultiply_rgba8_f32(const uint8_t *pixels, size_t count, const float table[256],
                                float *out);

/* From light (a float of 0 to 1) to a byte, exactly rounded. Floats are sorted into buckets by
 * their bits 16 and up, each so small that the byte changes at most once within it. */
typedef struct {
    /* The byte at the start of each bucket; the first bucket is that of threshold[0], the last ends
     * at 1. */
    const uint8_t *bucket;
    /* 256 values: the least float whose byte is over i; infinite at 255. */
    const float *threshold;
} mira_curve;

/* Premultiplied floats to straight RGBA8; what has no alpha becomes 0, light over 1 is clipped. */
void mira_encode_f32_rgba8(const float *pixels, size_t count, const mira_curve *curve,
                           uint8_t *out);

/* Straight RGBA16 to premultiplied floats. `table` has the light of every 16th value, 4097 in all;
 * without it values are light. */
void mira_premultiply_rgba16_f32(const uint16_t *pixels, size_t count, const float *table,
                                 float *out);

/* Premultiplied floats to straight RGBA16. `table` has the stored value, 0 to 1, of (i / 4096)^4
 * for i from 0 to 4097; without it light is stored as it is. */
void mira_encode_f32_rgba16(const float *pixels, size_t count, const float *table, uint16_t *out);

/* A Porter-Duff operator: source * (source + source_by_backdrop * backdrop's alpha)
 * + backdrop * (backdrop + backdrop_by_source * source's alpha). */
typedef struct {
    float source, source_by_backdrop, backdrop, backdrop_by_source;
} mira_operator;

typedef enum {
    MIRA_BLEND_NORMAL,
    MIRA_BLEND_MULTIPLY,
    MIRA_BLEND_SCREEN,
    MIRA_BLEND_OVERLAY,
    MIRA_BLEND_DARKEN,
    MIRA_BLEND_LIGHTEN,
    MIRA_BLEND_COLOR_DODGE,
    MIRA_BLEND_COLOR_BURN,
    MIRA_BLEND_HARD_LIGHT,
    MIRA_BLEND_SOFT_LIGHT,
    MIRA_BLEND_DIFFERENCE,
    MIRA_BLEND_EXCLUSION,
    MIRA_BLEND_HUE,
    MIRA_BLEND_SATURATION,
    MIRA_BLEND_COLOR,
    MIRA_BLEND_LUMINOSITY
} mira_blend;

/* Composites premultiplied RGBA `source`, pixel i times weights[i], with `backdrop`, in place. Both
 * are 16-byte aligned. */
void mira_composite_f32(const float *source, const float *weights, size_t count, mira_operator op,
                        mira_blend blend, float *backdrop);

/* Where the centres of a row of pixels lie in a source: the first at (u, v), each next (du, dv)
 * further. A slope is how fast a coordinate changes per pixel of the result, in its steepest
 * direction. */
typedef struct {
    double u, v, du, dv, slope_u, slope_v;
} mira_line;

/* Interpolates premultiplied RGBA pixels (16-byte aligned) along a line by six by six taps;
 * `phases` holds six weights for each of `phase_count` fractions from 0 to 1. Pixels at the
 * source's edge get the part of their alpha that it covers. */
void mira_warp_row_f32(const float *pixels, size_t width, size_t height, mira_line line,
                       const float *phases, size_t phase_count, size_t count, float *out);

/* Base64 (RFC 4648) with padding: (count + 2) / 3 * 4 characters into `out`; returns their number.
 */
size_t mira_base64_encode(const uint8_t *bytes, size_t count, uint8_t *out);

/* Decodes groups of four characters up to the first that holds another character, or until `out`
 * has no room for three bytes more. Returns the bytes written; `consumed` gets the characters read.
 */
size_t mira_base64_decode(const uint8_t *text, size_t count, uint8_t *out, size_t capacity,
                          size_t *consumed);

/* SHA-256 of `count` bytes (FIPS 180-4), 32 bytes into `digest`. */
void mira_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);

#endif
