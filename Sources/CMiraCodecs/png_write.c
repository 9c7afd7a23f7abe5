#include "common.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { FILTERS = 5 };

/* Packs one row of RGBA samples as PNG stores them: alpha left out unless wanted, 16 bits
 * big-endian. */
static void pack_row(const void *rgba, size_t width, int bits, bool has_alpha, uint8_t *out) {
    int channels = has_alpha ? 4 : 3;
    if (bits == 8) {
        const uint8_t *in = rgba;
        for (size_t x = 0; x < width; x++) {
            for (int c = 0; c < channels; c++) {
                *out++ = in[x * 4 + (size_t)c];
            }
        }
    } else {
        const uint16_t *in = rgba;
        for (size_t x = 0; x < width; x++) {
            for (int c = 0; c < channels; c++) {
                uint16_t value = in[x * 4 + (size_t)c];
                *out++ = (uint8_t)(value >> 8);
                *out++ = (uint8_t)value;
            }
        }
    }
}

static uint8_t paeth(int left, int up, int corner) {
    int p = left + up - corner;
    int a = abs(p - left), b = abs(p - up), c = abs(p - corner);
    return (uint8_t)(a <= b && a <= c ? left : b <= c ? up : corner);
}

/* Filters a row by `kind` (PNG's numbers) and returns the sum of the results taken as signed bytes,
 * the usual guess at how well it will compress. `row` and `above` have `step` zero bytes before
 * them. */
static uint64_t filter_row(int kind, const uint8_t *row, const uint8_t *above, size_t count,
                           size_t step, uint8_t *out) {
    uint64_t sum = 0;
    const uint8_t *left = row - step, *corner = above - step;
    for (size_t i = 0; i < count; i++) {
        uint8_t guess = 0;
        switch (kind) {
        case 1:
            guess = left[i];
            break;
        case 2:
            guess = above[i];
            break;
        case 3:
            guess = (uint8_t)((left[i] + above[i]) / 2);
            break;
        case 4:
            guess = paeth(left[i], above[i], corner[i]);
            break;
        }
        uint8_t value = (uint8_t)(row[i] - guess);
        out[i] = value;
        sum += value < 128 ? value : 256u - value;
    }
    return sum;
}

/* Filters all rows into `out`, each with the kind that sums least. `scratch` holds three rows with
 * `step` bytes before each. */
static void filter(const uint8_t *rgba, uint32_t width, uint32_t height, int bits, bool has_alpha,
                   uint8_t *out, uint8_t *scratch) {
    size_t step = (size_t)(has_alpha ? 4 : 3) * (size_t)(bits / 8);
    size_t count = width * step;
    uint8_t *above = scratch + step;
    uint8_t *row = above + count + step;
    uint8_t *trial = row + count;
    memset(scratch, 0, 2 * (count + step));
    for (uint32_t y = 0; y < height; y++) {
        pack_row(rgba + (size_t)y * width * 4 * (size_t)(bits / 8), width, bits, has_alpha, row);
        uint64_t least = UINT64_MAX;
        for (int kind = 0; kind < FILTERS; kind++) {
            uint64_t sum = filter_row(kind, row, above, count, step, trial);
            if (sum < least) {
                least = sum;
                out[0] = (uint8_t)kind;
                memcpy(out + 1, trial, count);
            }
        }
        out += 1 + count;
        uint8_t *old = above;
        above = row;
        row = old;
    }
}

/* libdeflate's levels for 0…9: the middle ones give zlib's sizes at the same number in a fraction
 * of the time. */
static const int levels[10] = {0, 1, 2, 3, 4, 5, 6, 7, 9, 12};

mira_status mira_png_compress(const void *rgba, uint32_t width, uint32_t height, int bits,
                              bool has_alpha, int level, uint8_t **out, size_t *out_count,
                              char *message) {
    size_t step = (size_t)(has_alpha ? 4 : 3) * (size_t)(bits / 8);
    size_t row_bytes = width * step;
    size_t filtered_bytes = (row_bytes + 1) * height;
    struct libdeflate_compressor *compressor =
        libdeflate_alloc_compressor(levels[level < 0   ? 0
                                           : level > 9 ? 9
                                                       : level]);
    uint8_t *filtered = malloc(filtered_bytes);
    uint8_t *scratch = malloc(3 * (row_bytes + step));
    size_t capacity = compressor ? libdeflate_zlib_compress_bound(compressor, filtered_bytes) : 0;
    uint8_t *packed = malloc(capacity);
    mira_status status = MIRA_FAULT;
    if (compressor && filtered && scratch && packed) {
        filter(rgba, width, height, bits, has_alpha, filtered, scratch);
        *out_count =
            libdeflate_zlib_compress(compressor, filtered, filtered_bytes, packed, capacity);
        *out = packed;
        packed = NULL;
        status = *out_count ? MIRA_OK : mira_fail(message, MIRA_FAULT, "libdeflate failed");
    } else {
        mira_fail(message, MIRA_FAULT, "out of memory");
    }
    free(packed);
    free(scratch);
    free(filtered);
    if (compressor) {
        libdeflate_free_compressor(compressor);
    }
    return status;
}
