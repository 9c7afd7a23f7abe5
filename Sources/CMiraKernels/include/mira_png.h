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

/* Filters a row of `count` bytes with each of the five filters, and keeps the result whose bytes,
 * taken as signed, sum least (the first of equals): 1 + count bytes into `out`. `row` and `above`
 * have `pixel_bytes` zero bytes before them, and `trial` has room for count bytes. */
void mira_png_filter(const uint8_t *row, const uint8_t *above, size_t count, size_t pixel_bytes,
                     uint8_t *trial, uint8_t *out);

/* Packs RGBA as PNG stores it: `has_alpha` or else only RGB, 16 bits with the high byte first. */
void mira_png_pack_rgba8(const uint8_t *rgba, size_t count, int has_alpha, uint8_t *out);
void mira_png_pack_rgba16(const uint16_t *rgba, size_t count, int has_alpha, uint8_t *out);

#endif
