/* PNG's row filters. A filtered row is a byte with the filter's number (0 to 4), then the row. */
#ifndef MIRA_PNG_H
#define MIRA_PNG_H

#include <stddef.h>
#include <stdint.h>

/* Undoes the filters of `rows` rows, and makes RGBA of them: 8 bits a sample from pixels of 3 or 4
 * bytes, 16 bits in the machine's byte order from pixels of 6 or 8 bytes.
 *
 * `raw` is the first row's filter byte, rows are 1 + width * pixel_bytes bytes apart, and 8 bytes
 * after the last can be read. `above` is the row of RGBA over the first one; all zero at the top.
 * `out` rows follow each other. Filters must be 4 or less. */
void mira_png_unfilter_rgba(const uint8_t *raw, size_t width, size_t rows, int pixel_bytes,
                            const void *above, void *out);

/* Undoes a row's filter in place: `count` bytes behind `filter`, pixels of `pixel_bytes`; `above`
 * is the row over it, or null. */
void mira_png_unfilter_bytes(uint8_t filter, uint8_t *row, const uint8_t *above, size_t count,
                             size_t pixel_bytes);

/* How a row is filtered before it is compressed. */
typedef enum {
    /* Not at all. */
    MIRA_PNG_UNFILTERED,
    /* By the filter whose bytes, taken as signed, sum least: a good guess for photographs. */
    MIRA_PNG_LEAST_SUM
} mira_png_filtering;

/* Filters a row of `count` bytes: the filter's number and the row into `out`. `row` and `above`
 * have `pixel_bytes` zero bytes before them. */
void mira_png_filter(mira_png_filtering filtering, const uint8_t *row, const uint8_t *above,
                     size_t count, size_t pixel_bytes, uint8_t *out);

/* Packs RGBA as PNG stores it, without alpha unless `has_alpha`, 16 bits with the high byte first.
 * `out` has room for 16 bytes more. */
void mira_png_pack_rgba8(const uint8_t *rgba, size_t count, int has_alpha, uint8_t *out);
void mira_png_pack_rgba16(const uint16_t *rgba, size_t count, int has_alpha, uint8_t *out);

#endif
