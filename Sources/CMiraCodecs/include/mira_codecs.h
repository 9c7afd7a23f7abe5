/* Picture codecs and colour transforms: memory in, memory out.
 *
 * Every library that leaves by longjmp is called from here alone: an exported function calls setjmp
 * itself, works on its own state and the caller's memory, and returns a status and a message.
 * Reading takes two steps, header and pixels, so that the caller can check limits and allocate in
 * between. */
#ifndef MIRA_CODECS_H
#define MIRA_CODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    MIRA_OK = 0,
    /* The bytes are not what the format demands. */
    MIRA_MALFORMED,
    /* Sound, but a kind that is not read here. */
    MIRA_UNSUPPORTED,
    /* Would take more memory or work than is allowed. */
    MIRA_LIMIT,
    /* The library failed or memory ran out. */
    MIRA_FAULT
} mira_status;

/* Room for a failure's text, its closing zero included. */
#define MIRA_MESSAGE_SIZE 200

/* PNG. */

/* Decodes a whole PNG into `rgba`: width*height pixels of 8 bits a sample, or 16 bits in the
 * machine's byte order. Gray, palette and tRNS are expanded, every other ancillary chunk is passed
 * over. `width` and `height` are what the caller allocated for; a file that says otherwise is
 * malformed. */
mira_status mira_png_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                            int bits, void *rgba, char *message);

/* The common kinds of PNG, faster: not interlaced, 8 or 16 bits a sample, no transparent colour but
 * in a palette. */
typedef struct mira_png_rows mira_png_rows;

/* Checks the chunks and inflates the pixels. MIRA_UNSUPPORTED for another kind and for whatever is
 * not in perfect order: then mira_png_decode has the say. `bytes` is not needed afterwards. */
mira_status mira_png_open_rows(const uint8_t *bytes, size_t count, mira_png_rows **rows,
                               char *message);
/* The next `count` rows: RGBA of 8 bits a sample, or 16 in the machine's byte order where the file
 * has 16. */
mira_status mira_png_read_rows(mira_png_rows *rows, void *rgba, size_t count, char *message);
void mira_png_close_rows(mira_png_rows *rows);

/* Filters and deflates pixels as PNG's IDAT wants them: RGBA of 8 bits a sample, or 16 in the
 * machine's byte order, stored as RGB unless `has_alpha`. `level` is 0 (fast) to 9 (small). `*out`
 * is to be freed with mira_free. */
mira_status mira_png_compress(const void *rgba, uint32_t width, uint32_t height, int bits,
                              bool has_alpha, int level, uint8_t **out, size_t *out_count,
                              char *message);

/* JPEG. */

typedef struct mira_jpeg_reader mira_jpeg_reader;

typedef struct {
    /* Of the whole picture, at the scale it is decoded at. */
    uint32_t width, height;
    /* The columns that rows have. */
    uint32_t first_column, columns;
    /* 1, 3: rows come as RGBA. 4: rows come as CMYK, 255 = full ink, YCCK converted. */
    int components;
} mira_jpeg_header;

typedef struct {
    /* Decode at 1/1, 1/2, 1/4 or 1/8 of the size. */
    int denominator;
    /* Columns that rows must have, in pixels at that scale; none = all. There will be a few more.
     */
    uint32_t first_column, columns;
    /* Whether the file stores 255 for no ink. */
    bool inverted_ink;
} mira_jpeg_request;

/* A reader of `bytes`, which must outlive it; null when memory is out. */
mira_jpeg_reader *mira_jpeg_open(const uint8_t *bytes, size_t count);
mira_status mira_jpeg_read_header(mira_jpeg_reader *reader, mira_jpeg_header *header,
                                  char *message);
/* Begins decoding; the header becomes that of what comes. */
mira_status mira_jpeg_start(mira_jpeg_reader *reader, const mira_jpeg_request *request,
                            mira_jpeg_header *header, char *message);
/* The next `rows` rows of 4 bytes a pixel. */
mira_status mira_jpeg_read_rows(mira_jpeg_reader *reader, uint8_t *pixels, size_t rows,
                                char *message);
/* Number of damaged places that were passed over so far. */
long mira_jpeg_damage(const mira_jpeg_reader *reader);
void mira_jpeg_close(mira_jpeg_reader *reader);

typedef struct {
    int quality;
    /* 4:4:4 instead of 4:2:0. */
    bool full_chroma;
    /* Dots an inch, 0 = unknown. */
    uint16_t density_x, density_y;
} mira_jpeg_options;

/* Encodes RGBA pixels, alpha left out. `segments` are whole marker segments (FF E1 …) that follow
 * the JFIF header.
 * `*out` is to be freed with mira_free. */
mira_status mira_jpeg_encode(const uint8_t *rgba, uint32_t width, uint32_t height,
                             const mira_jpeg_options *options, const uint8_t *segments,
                             size_t segment_bytes, uint8_t **out, size_t *out_count, char *message);

/* WebP. */

typedef struct {
    uint32_t width, height;
    bool has_alpha;
    bool lossless;
} mira_webp_header;

/* `bytes` is a simple file or one frame's chunks, not an animation. */
mira_status mira_webp_read_header(const uint8_t *bytes, size_t count, mira_webp_header *header,
                                  char *message);
/* Decodes into rows of `row_bytes`. */
mira_status mira_webp_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                             uint8_t *rgba, size_t row_bytes, char *message);
/* Encodes RGBA pixels to a simple WebP file. `*out` is to be freed with mira_free. */
mira_status mira_webp_encode(const uint8_t *rgba, uint32_t width, uint32_t height, bool has_alpha,
                             int quality, bool lossless, uint8_t **out, size_t *out_count,
                             char *message);

/* Deflate. */

/* Inflates a zlib stream of at most `capacity` bytes. MIRA_LIMIT when more would come out. */
mira_status mira_inflate(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity,
                         size_t *out_count);
/* Deflates to a zlib stream. `*out` is to be freed with mira_free. */
mira_status mira_deflate(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                         char *message);
/* CRC-32 as PNG uses it. */
uint32_t mira_crc32(const uint8_t *bytes, size_t count);

/* Colour. */

typedef struct mira_color mira_color;

/* Opens a transform from `profile` (gray, RGB or CMYK) to `target` (RGB, null = sRGB), relative
 * colorimetric without black point compensation, for pixels of four samples of 8 or 16 bits.
 * Threads may share it. */
mira_status mira_color_open(const uint8_t *profile, size_t count, const uint8_t *target,
                            size_t target_count, int bits, mira_color **color, char *message);
/* Converts `count` (below 2^31) pixels in place. Gray is taken from the first sample, RGB leaves
 * the fourth as it is, CMYK (255 = full ink) leaves K in its place. */
void mira_color_convert(const mira_color *color, void *pixels, size_t count);
void mira_color_close(mira_color *color);

/* Frees what an encoder returned. */
void mira_free(void *memory);

#endif
