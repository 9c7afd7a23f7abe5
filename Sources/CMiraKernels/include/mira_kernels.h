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
