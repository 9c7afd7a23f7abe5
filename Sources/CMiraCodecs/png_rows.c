/* Reads the common kinds of PNG with libdeflate and vectorised filters. What it has any doubt about
 * it leaves to libpng. */
#include "common.h"

#include "mira_png.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* Above this, libpng's row by row takes less memory. */
static const size_t max_inflated = (size_t)384 << 20;

enum { GRAY = 0, RGB = 2, PALETTE = 3, GRAY_ALPHA = 4, RGBA = 6 };

struct mira_png_rows {
    size_t width, height;
    int color, bits;
    /* Bytes of a pixel in the file, and of one that is handed out. */
    size_t pixel_bytes, out_bytes;
    uint8_t palette[256][4];
    /* Filtered rows, each behind its filter byte, and a little room behind the last. */
    uint8_t *inflated;
    /* The next row. */
    size_t next;
    /* The last row handed out, as the filters of the next one need it. */
    uint8_t *above;
};

static size_t stride(const mira_png_rows *rows) {
    return 1 + rows->width * rows->pixel_bytes;
}

static uint32_t big_endian(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

typedef struct {
    const uint8_t *name, *data;
    size_t length;
} chunk;

/* The chunk at `*at`, which moves behind it; false at the end, and where a chunk that matters has a
 * wrong checksum. */
static bool next_chunk(const uint8_t *bytes, size_t count, size_t *at, chunk *c) {
    if (count - *at < 12) {
        return false;
    }
    size_t length = big_endian(bytes + *at);
    if (length > count - *at - 12) {
        return false;
    }
    *c = (chunk){.name = bytes + *at + 4, .data = bytes + *at + 8, .length = length};
    *at += 12 + length;
    bool is_critical = !(c->name[0] & 0x20) || memcmp(c->name, "tRNS", 4) == 0;
    return !is_critical || libdeflate_crc32(0, c->name, length + 4) == big_endian(c->data + length);
}

static bool is_named(const chunk *c, const char *name) {
    return memcmp(c->name, name, 4) == 0;
}

static bool read_header(mira_png_rows *rows, const chunk *c) {
    if (!is_named(c, "IHDR") || c->length != 13 || c->data[10] || c->data[11] || c->data[12]) {
        return false;
    }
    rows->width = big_endian(c->data);
    rows->height = big_endian(c->data + 4);
    rows->bits = c->data[8];
    rows->color = c->data[9];
    static const uint8_t channels[7] = {
        [GRAY] = 1, [RGB] = 3, [PALETTE] = 1, [GRAY_ALPHA] = 2, [RGBA] = 4};
    if (rows->color > RGBA || !channels[rows->color] || (rows->bits != 8 && rows->bits != 16) ||
        (rows->color == PALETTE && rows->bits == 16)) {
        return false;
    }
    rows->pixel_bytes = channels[rows->color] * (size_t)(rows->bits / 8);
    rows->out_bytes = (size_t)(rows->bits / 2);
    return rows->width > 0 && rows->height > 0 && rows->width < (1 << 24) &&
           rows->height < (1 << 24) && stride(rows) <= max_inflated / rows->height;
}

static bool read_palette(mira_png_rows *rows, const chunk *c) {
    if (c->length == 0 || c->length % 3 || c->length > sizeof rows->palette / 4 * 3) {
        return false;
    }
    for (size_t i = 0; i < c->length / 3; i++) {
        memcpy(rows->palette[i], c->data + i * 3, 3);
    }
    return true;
}

static bool read_transparency(mira_png_rows *rows, const chunk *c, size_t colors) {
    if (rows->color != PALETTE || c->length == 0 || c->length > colors) {
        return false;
    }
    for (size_t i = 0; i < c->length; i++) {
        rows->palette[i][3] = c->data[i];
    }
    return true;
}

/* The zlib stream: inside `bytes` where one chunk holds it, else joined in `*joined`. */
typedef struct {
    const uint8_t *bytes;
    size_t count;
    uint8_t *joined;
} stream;

/* Walks all chunks, in the order that PNG demands. */
static bool read_chunks(mira_png_rows *rows, const uint8_t *bytes, size_t count, stream *pixels) {
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    size_t at = sizeof signature, colors = 0;
    chunk c;
    if (count < at || memcmp(bytes, signature, at) != 0 || !next_chunk(bytes, count, &at, &c) ||
        !read_header(rows, &c)) {
        return false;
    }
    for (int i = 0; i < 256; i++) {
        memcpy(rows->palette[i], (uint8_t[]){0, 0, 0, 255}, 4);
    }
    bool has_transparency = false, is_open = false;
    while (next_chunk(bytes, count, &at, &c)) {
        if (is_named(&c, "IEND")) {
            return pixels->bytes && c.length == 0;
        }
        if (is_named(&c, "IDAT")) {
            if (!pixels->bytes) {
                if (rows->color == PALETTE && !colors) {
                    return false;
                }
                *pixels = (stream){.bytes = c.data, .count = c.length};
                is_open = true;
                continue;
            }
            if (!is_open) {
                return false;
            }
            if (!pixels->joined) {
                /* No more than what is left of the file can follow. */
                pixels->joined = malloc(pixels->count + (count - (size_t)(c.data - bytes)));
                if (!pixels->joined) {
                    return false;
                }
                memcpy(pixels->joined, pixels->bytes, pixels->count);
                pixels->bytes = pixels->joined;
            }
            memcpy(pixels->joined + pixels->count, c.data, c.length);
            pixels->count += c.length;
            continue;
        }
        is_open = false;
        if (is_named(&c, "PLTE")) {
            if (colors || pixels->bytes || rows->color == GRAY || rows->color == GRAY_ALPHA ||
                !read_palette(rows, &c)) {
                return false;
            }
            colors = c.length / 3;
        } else if (is_named(&c, "tRNS")) {
            if (has_transparency || pixels->bytes || !read_transparency(rows, &c, colors)) {
                return false;
            }
            has_transparency = true;
        } else if (!(c.name[0] & 0x20)) {
            return false;
        }
    }
    return false;
}

static bool inflate(mira_png_rows *rows, const stream *pixels) {
    size_t expected = stride(rows) * rows->height, count = 0;
    rows->inflated = malloc(expected + 16);
    rows->above = calloc(rows->width, rows->out_bytes);
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    bool is_whole =
        rows->inflated && rows->above && decompressor &&
        libdeflate_zlib_decompress(decompressor, pixels->bytes, pixels->count, rows->inflated,
                                   expected, &count) == LIBDEFLATE_SUCCESS &&
        count == expected;
    if (decompressor) {
        libdeflate_free_decompressor(decompressor);
    }
    if (is_whole) {
        memset(rows->inflated + expected, 0, 16);
    }
    return is_whole;
}

mira_status mira_png_open_rows(const uint8_t *bytes, size_t count, mira_png_rows **out,
                               char *message) {
    mira_png_rows *rows = calloc(1, sizeof *rows);
    if (!rows) {
        return mira_fail(message, MIRA_FAULT, "out of memory");
    }
    stream pixels = {0};
    bool is_mine = read_chunks(rows, bytes, count, &pixels) && inflate(rows, &pixels);
    free(pixels.joined);
    if (!is_mine) {
        mira_png_close_rows(rows);
        return mira_fail(message, MIRA_UNSUPPORTED, "not one of the common kinds");
    }
    *out = rows;
    return MIRA_OK;
}

/* Kinds of one or two samples a pixel, from unfiltered bytes. */
static void expand(const mira_png_rows *rows, const uint8_t *in, void *rgba) {
    size_t step = rows->pixel_bytes;
    if (rows->bits == 16) {
        uint16_t *out = rgba;
        for (size_t x = 0; x < rows->width; x++, in += step, out += 4) {
            out[0] = out[1] = out[2] = (uint16_t)(in[0] << 8 | in[1]);
            out[3] = rows->color == GRAY ? 0xFFFF : (uint16_t)(in[2] << 8 | in[3]);
        }
        return;
    }
    uint8_t *out = rgba;
    for (size_t x = 0; x < rows->width; x++, in += step, out += 4) {
        if (rows->color == PALETTE) {
            memcpy(out, rows->palette[in[0]], 4);
        } else {
            out[0] = out[1] = out[2] = in[0];
            out[3] = rows->color == GRAY ? 255 : in[1];
        }
    }
}

mira_status mira_png_read_rows(mira_png_rows *rows, void *rgba, size_t count, char *message) {
    if (count > rows->height - rows->next) {
        return mira_fail(message, MIRA_FAULT, "rows were asked for that are not there");
    }
    size_t step = stride(rows), out_step = rows->width * rows->out_bytes;
    uint8_t *row = rows->inflated + rows->next * step;
    for (size_t y = 0; y < count; y++) {
        if (row[y * step] > 4) {
            return mira_fail(message, MIRA_MALFORMED, "a filter that does not exist");
        }
    }
    if (count > 0 && (rows->color == RGB || rows->color == RGBA)) {
        mira_png_unfilter_rgba(row, rows->width, count, (int)rows->pixel_bytes, rows->above, rgba);
        memcpy(rows->above, (uint8_t *)rgba + (count - 1) * out_step, out_step);
    } else {
        for (size_t y = 0; y < count; y++) {
            uint8_t *bytes = row + y * step + 1;
            mira_png_unfilter_bytes(bytes[-1], bytes, rows->next + y > 0 ? bytes - step : NULL,
                                    step - 1, rows->pixel_bytes);
            expand(rows, bytes, (uint8_t *)rgba + y * out_step);
        }
    }
    rows->next += count;
    return MIRA_OK;
}

void mira_png_close_rows(mira_png_rows *rows) {
    free(rows->above);
    free(rows->inflated);
    free(rows);
}
