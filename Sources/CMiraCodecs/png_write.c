#include "common.h"

#include "mira_png.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* libdeflate's levels for PNG's 0 to 9. */
static const int levels[10] = {0, 1, 2, 3, 4, 5, 6, 7, 9, 12};

typedef struct {
    const uint8_t *rgba;
    size_t width, height;
    int bits;
    bool has_alpha;
    /* Bytes of a pixel and of a row in the file. */
    size_t pixel_bytes, row_bytes;
} picture;

/* Two rows with a pixel of zeros before each, and some room that packing may write to. */
static size_t scratch_bytes(const picture *p) {
    return 2 * (p->pixel_bytes + p->row_bytes + 16);
}

static void pack(const picture *p, size_t y, uint8_t *out) {
    const uint8_t *row = p->rgba + y * p->width * (size_t)(p->bits / 2);
    if (p->bits == 16) {
        mira_png_pack_rgba16((const uint16_t *)row, p->width, p->has_alpha, out);
    } else {
        mira_png_pack_rgba8(row, p->width, p->has_alpha, out);
    }
}

/* Filters `count` rows from `first` on; returns the end of what it wrote. */
static uint8_t *filter(const picture *p, size_t first, size_t count, mira_png_filtering filtering,
                       uint8_t *scratch, uint8_t *out) {
    memset(scratch, 0, scratch_bytes(p));
    uint8_t *above = scratch + p->pixel_bytes;
    uint8_t *row = above + p->row_bytes + 16 + p->pixel_bytes;
    if (first > 0) {
        pack(p, first - 1, above);
    }
    for (size_t y = first; y < first + count; y++) {
        pack(p, y, row);
        mira_png_filter(filtering, row, above, p->row_bytes, p->pixel_bytes, out);
        out += 1 + p->row_bytes;
        uint8_t *old = above;
        above = row;
        row = old;
    }
    return out;
}

/* The size of `bytes` compressed, or 0 when memory is out. */
static size_t compressed_size(const uint8_t *bytes, size_t count, int level, uint8_t *out,
                              size_t capacity) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor) {
        return 0;
    }
    size_t size = libdeflate_zlib_compress(compressor, bytes, count, out, capacity);
    libdeflate_free_compressor(compressor);
    return size;
}

typedef struct {
    mira_png_filtering filtering;
    int level;
} plan;

/* Tries on a sample what suits the picture. Photographs want filters, and a high level gains little
 * on their noise; graphics are better left unfiltered. */
static plan choose(const picture *p, int level, uint8_t *scratch) {
    enum { STRIPS = 6, SAMPLE = 96 << 10, WORTH = 40 };
    plan best = {.filtering = MIRA_PNG_LEAST_SUM, .level = level};
    if (level < 2) {
        return best;
    }
    size_t strips = STRIPS, strip = SAMPLE / STRIPS / (p->row_bytes + 1) + 1;
    if (strip * STRIPS > p->height) {
        strips = 1;
        strip = p->height;
    }
    size_t count = strips * strip * (p->row_bytes + 1);
    size_t capacity = count + count / 8 + 1024;
    uint8_t *sample = malloc(count + capacity);
    if (!sample) {
        return best;
    }
    size_t sizes[2];
    for (int filtering = MIRA_PNG_UNFILTERED; filtering <= MIRA_PNG_LEAST_SUM; filtering++) {
        uint8_t *end = sample;
        for (size_t i = 0; i < strips; i++) {
            size_t first = strips == 1 ? 0 : (p->height - strip) * i / (strips - 1);
            end = filter(p, first, strip, (mira_png_filtering)filtering, scratch, end);
        }
        sizes[filtering] = compressed_size(sample, count, level, sample + count, capacity);
    }
    if (sizes[MIRA_PNG_UNFILTERED] < sizes[MIRA_PNG_LEAST_SUM]) {
        best.filtering = MIRA_PNG_UNFILTERED;
    } else if (level <= levels[6]) {
        size_t quick = compressed_size(sample, count, 1, sample + count, capacity);
        if (quick < sizes[MIRA_PNG_LEAST_SUM] + quick / WORTH) {
            best.level = 1;
        }
    }
    free(sample);
    return best;
}

mira_status mira_png_compress(const void *rgba, uint32_t width, uint32_t height, int bits,
                              bool has_alpha, int level, uint8_t **out, size_t *out_count,
                              char *message) {
    picture p = {
        .rgba = rgba, .width = width, .height = height, .bits = bits, .has_alpha = has_alpha};
    p.pixel_bytes = (size_t)(has_alpha ? 4 : 3) * (size_t)(bits / 8);
    p.row_bytes = p.width * p.pixel_bytes;
    size_t count = (p.row_bytes + 1) * p.height;
    uint8_t *scratch = malloc(scratch_bytes(&p));
    uint8_t *filtered = malloc(count), *packed = NULL;
    struct libdeflate_compressor *compressor = NULL;
    mira_status status = mira_fail(message, MIRA_FAULT, "out of memory");
    if (scratch && filtered) {
        plan best = choose(&p, levels[level < 0 ? 0 : level > 9 ? 9 : level], scratch);
        filter(&p, 0, p.height, best.filtering, scratch, filtered);
        compressor = libdeflate_alloc_compressor(best.level);
    }
    if (compressor) {
        size_t capacity = libdeflate_zlib_compress_bound(compressor, count);
        packed = malloc(capacity);
        if (packed) {
            *out_count = libdeflate_zlib_compress(compressor, filtered, count, packed, capacity);
            *out = packed;
            status = MIRA_OK;
        }
        libdeflate_free_compressor(compressor);
    }
    free(filtered);
    free(scratch);
    return status;
}
