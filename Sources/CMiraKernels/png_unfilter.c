/* Undoing PNG's filters. A pixel needs its left neighbour first, so a row can't be cut into
 * vectors. Instead several rows go side by side, each LAG pixels behind the one above it, which
 * then has what they need of it: one step makes a pixel of each of four rows (8 bits) or of two (16
 * bits). */
#include "level.h"

#include "mira_png.h"

#include <string.h>

typedef uint8_t u8x8 __attribute__((vector_size(8)));
typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x16u __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint32_t u32x4 __attribute__((vector_size(16)));
typedef uint64_t u64x2 __attribute__((vector_size(16)));
typedef int16_t i16x16 __attribute__((vector_size(32)));

/* With one pixel a row's own value would be needed in the same step; two leave time to move it
 * between lanes. */
enum { LAG = 2 };

/* Lanes that are all ones where a row has the filter. */
typedef struct {
    i16x16 sub, up, average, paeth, low_byte;
} filters;

/* Not seen as 255 by the compiler, which would pack and unpack bytes in the midst of the chain. */
static const volatile int16_t low_byte = 255;

MIRA_INLINE void set_filters(filters *f, const uint8_t *raw, size_t stride, size_t rows,
                             int lanes) {
    int16_t mask[4][16] = {0};
    for (size_t lane = 0; lane < 16; lane++) {
        size_t row = lane / (size_t)lanes;
        uint8_t filter = row < rows ? raw[row * stride] : 0;
        if (filter > 0) {
            mask[(filter - 1) & 3][lane] = -1;
        }
    }
    memcpy(f, mask, sizeof mask);
    f->low_byte = low_byte - (i16x16){0};
}

#define CHOOSE(mask, yes, no) (((yes) & (mask)) | ((no) & ~(mask)))

/* x filtered, left, above, above left: as 16-bit lanes of bytes. */
#define UNFILTER(result, x, left, up, corner, f)                                                   \
    do {                                                                                           \
        i16x16 to_up = (up) - (corner), to_left = (left) - (corner);                               \
        i16x16 pa = __builtin_elementwise_abs(to_up), pb = __builtin_elementwise_abs(to_left);     \
        i16x16 pc = __builtin_elementwise_abs(to_up + to_left);                                    \
        i16x16 not_left = CHOOSE(pb <= pc, up, corner);                                            \
        i16x16 paeth = CHOOSE(pa <= __builtin_elementwise_min(pb, pc), left, not_left);            \
        i16x16 average = ((left) + (up)) >> 1;                                                     \
        i16x16 guess = ((left) & (f)->sub) | ((up) & (f)->up) | (average & (f)->average) |         \
                       (paeth & (f)->paeth);                                                       \
        (result) = ((x) + guess) & (f)->low_byte;                                                  \
    } while (0)

MIRA_INLINE uint32_t load32(const uint8_t *p) {
    uint32_t v;
    memcpy(&v, p, 4);
    return v;
}

MIRA_INLINE uint64_t load64(const uint8_t *p) {
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

#define WIDEN(bytes) __builtin_convertvector((u8x16)(bytes), i16x16)

/* Four rows of 8 bits a sample. */
MIRA_INLINE void quad(const uint8_t *raw, size_t width, size_t rows, const int pixel_bytes,
                      const uint8_t *above, uint8_t *out) {
    const size_t step = (size_t)pixel_bytes, stride = 1 + width * step, out_stride = width * 4;
    const u32x4 opaque = (u32x4){0} + (pixel_bytes == 3 ? 0xFF000000u : 0u);
    filters f;
    set_filters(&f, raw, stride, rows, 4);
    raw += 1;
    i16x16 left = {0}, corner = {0}, before = {0};
    const size_t steps = width + LAG * (rows - 1);

/* Pixel `i` of the first row, and the others LAG behind: the lanes of the row above each are one
 * step old. */
#define QUAD_STEP(top, x0, x1, x2, x3)                                                             \
    i16x16 up = __builtin_shufflevector(WIDEN(((u32x4){(top)})), before, 0, 1, 2, 3, 16, 17, 18,   \
                                        19, 20, 21, 22, 23, 24, 25, 26, 27);                       \
    i16x16 x = WIDEN(((u32x4){(x0), (x1), (x2), (x3)}));                                           \
    before = left;                                                                                 \
    UNFILTER(left, x, left, up, corner, &f);                                                       \
    corner = up;                                                                                   \
    u32x4 done = (u32x4) __builtin_convertvector(left, u8x16) | opaque;

    /* Where not all rows have a pixel: at both ends, and throughout for fewer than four rows. */
    const size_t full_from = rows == 4 ? LAG * 3 : steps;
    for (size_t i = 0; i < steps; i++) {
        if (i >= full_from && i < width) {
            const uint8_t *p0 = raw + i * step, *p1 = p0 + stride - LAG * step;
            const uint8_t *p2 = p1 + stride - LAG * step, *p3 = p2 + stride - LAG * step;
            const uint8_t *t = above + i * 4;
            uint8_t *q0 = out + i * 4, *q1 = q0 + out_stride - LAG * 4;
            uint8_t *q2 = q1 + out_stride - LAG * 4, *q3 = q2 + out_stride - LAG * 4;
            for (; i < width; i++) {
                QUAD_STEP(load32(t), load32(p0), load32(p1), load32(p2), load32(p3))
                uint32_t v[4] = {done[0], done[1], done[2], done[3]};
                memcpy(q0, v, 4);
                memcpy(q1, v + 1, 4);
                memcpy(q2, v + 2, 4);
                memcpy(q3, v + 3, 4);
                p0 += step, p1 += step, p2 += step, p3 += step;
                t += 4, q0 += 4, q1 += 4, q2 += 4, q3 += 4;
            }
        }
        uint32_t in[4] = {0};
        for (size_t k = 0; k < rows; k++) {
            /* Before a row begins, this wraps to more than any width. */
            size_t at = i - LAG * k;
            if (at < width) {
                in[k] = load32(raw + k * stride + at * step);
            }
        }
        QUAD_STEP(i < width ? load32(above + i * 4) : 0, in[0], in[1], in[2], in[3])
        for (size_t k = 0; k < rows; k++) {
            size_t at = i - LAG * k;
            if (at < width) {
                uint32_t v = done[k];
                memcpy(out + k * out_stride + at * 4, &v, 4);
            }
        }
    }
}

/* The other byte order, in each half of 16 bits. */
MIRA_INLINE uint64_t swap16(uint64_t v) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (v >> 8 & 0x00FF00FF00FF00FFu) | (v & 0x00FF00FF00FF00FFu) << 8;
#else
    return v;
#endif
}

MIRA_INLINE u8x16 swap16x8(u8x16 v) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return __builtin_shufflevector(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
#else
    return v;
#endif
}

/* Two rows of 16 bits a sample. */
MIRA_INLINE void pair(const uint8_t *raw, size_t width, size_t rows, const int pixel_bytes,
                      const uint8_t *above, uint8_t *out) {
    const size_t step = (size_t)pixel_bytes, stride = 1 + width * step, out_stride = width * 8;
    const u64x2 opaque = (u64x2){0} + (pixel_bytes == 6 ? 0xFFFF000000000000u : 0u);
    filters f;
    set_filters(&f, raw, stride, rows, 8);
    raw += 1;
    i16x16 left = {0}, corner = {0}, before = {0};
    const size_t steps = width + LAG * (rows - 1);
    for (size_t i = 0; i < steps; i++) {
        size_t late = i - LAG;
        int has_first = i < width, has_second = rows == 2 && late < width;
        uint64_t top = has_first ? swap16(load64(above + i * 8)) : 0;
        uint64_t first = has_first ? load64(raw + i * step) : 0;
        uint64_t second = has_second ? load64(raw + stride + late * step) : 0;
        i16x16 up = __builtin_shufflevector(WIDEN(((u64x2){top})), before, 0, 1, 2, 3, 4, 5, 6, 7,
                                            16, 17, 18, 19, 20, 21, 22, 23);
        i16x16 x = WIDEN(((u64x2){first, second}));
        before = left;
        UNFILTER(left, x, left, up, corner, &f);
        corner = up;
        u64x2 done = (u64x2)swap16x8(__builtin_convertvector(left, u8x16)) | opaque;
        if (has_first) {
            uint64_t v = done[0];
            memcpy(out + i * 8, &v, 8);
        }
        if (has_second) {
            uint64_t v = done[1];
            memcpy(out + out_stride + late * 8, &v, 8);
        }
    }
}

/* A row whose pixels don't need their left neighbours: filter 0 or 2. */
MIRA_INLINE void upward(const uint8_t *raw, size_t width, const int pixel_bytes,
                        const uint8_t *above, uint8_t *out) {
    const size_t out_bytes = pixel_bytes > 4 ? 8 : 4;
    const uint8_t lane = raw[0] == 2 ? 0xFF : 0;
    const u8x16 mask = lane - (u8x16){0};
    const u8x16 opaque8 = {0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255};
    const u8x16 opaque16 = {0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255};
    const uint8_t *p = raw + 1;
    size_t per_vector = 16 / out_bytes, x = 0;
    /* Three bytes in four, or six in eight, are read 16 at a time, so the last ones are left. */
    for (; x + per_vector + 2 <= width; x += per_vector) {
        u8x16 in = *(const u8x16u *)p;
        u8x16 up = *(const u8x16u *)(above + x * out_bytes);
        u8x16 v;
        switch (pixel_bytes) {
        case 3:
            v = __builtin_shufflevector(in, in, 0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
            v = (v + (up & mask)) | opaque8;
            break;
        case 4:
            v = in + (up & mask);
            break;
        case 6:
            v = __builtin_shufflevector(in, in, 0, 1, 2, 3, 4, 5, 5, 5, 6, 7, 8, 9, 10, 11, 11, 11);
            v = swap16x8(v + (swap16x8(up) & mask)) | opaque16;
            break;
        default:
            v = swap16x8(in + (swap16x8(up) & mask));
        }
        *(u8x16u *)(out + x * out_bytes) = v;
        p += per_vector * (size_t)pixel_bytes;
    }
    for (; x < width; x++, p += pixel_bytes) {
        if (out_bytes == 4) {
            const uint8_t *up = above + x * 4;
            uint8_t *q = out + x * 4;
            for (int c = 0; c < 4; c++) {
                q[c] = c < pixel_bytes ? (uint8_t)(p[c] + (up[c] & mask[0])) : 255;
            }
        } else {
            uint64_t in = load64(p), up = swap16(load64(above + x * 8));
            u8x8 a, b;
            memcpy(&a, &in, 8);
            memcpy(&b, &up, 8);
            for (int c = 0; c < 8; c++) {
                b[c] &= mask[0];
            }
            a += b;
            memcpy(&in, &a, 8);
            in = swap16(in) | (pixel_bytes == 6 ? 0xFFFF000000000000u : 0);
            memcpy(out + x * 8, &in, 8);
        }
    }
}

MIRA_INLINE void unfilter(const uint8_t *raw, size_t width, size_t rows, const int pixel_bytes,
                          const uint8_t *above, uint8_t *out) {
    const size_t stride = 1 + width * (size_t)pixel_bytes;
    const size_t out_stride = width * (pixel_bytes > 4 ? 8 : 4);
    const size_t group = pixel_bytes > 4 ? 2 : 4;
    for (size_t y = 0; y < rows;) {
        if (raw[0] == 0 || raw[0] == 2) {
            upward(raw, width, pixel_bytes, above, out);
            y++, raw += stride, above = out, out += out_stride;
            continue;
        }
        size_t count = rows - y < group ? rows - y : group;
        if (pixel_bytes > 4) {
            pair(raw, width, count, pixel_bytes, above, out);
        } else {
            quad(raw, width, count, pixel_bytes, above, out);
        }
        y += count, raw += count * stride;
        above = out + (count - 1) * out_stride, out += count * out_stride;
    }
}

MIRA_INLINE void unfilter_kinds(const uint8_t *raw, size_t width, size_t rows, int pixel_bytes,
                                const uint8_t *above, uint8_t *out) {
    switch (pixel_bytes) {
    case 3:
        unfilter(raw, width, rows, 3, above, out);
        break;
    case 4:
        unfilter(raw, width, rows, 4, above, out);
        break;
    case 6:
        unfilter(raw, width, rows, 6, above, out);
        break;
    case 8:
        unfilter(raw, width, rows, 8, above, out);
        break;
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void unfilter_avx2(const uint8_t *raw, size_t width, size_t rows, int pixel_bytes,
                                    const uint8_t *above, uint8_t *out) {
    unfilter_kinds(raw, width, rows, pixel_bytes, above, out);
}
#endif

void mira_png_unfilter_rgba(const uint8_t *raw, size_t width, size_t rows, int pixel_bytes,
                            const void *above, void *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        unfilter_avx2(raw, width, rows, pixel_bytes, above, out);
        return;
    }
#endif
    unfilter_kinds(raw, width, rows, pixel_bytes, above, out);
}

MIRA_INLINE uint8_t paeth_guess(int left, int up, int corner) {
    int to_up = up - corner, to_left = left - corner;
    int pa = to_up < 0 ? -to_up : to_up, pb = to_left < 0 ? -to_left : to_left;
    int both = to_up + to_left, pc = both < 0 ? -both : both;
    return (uint8_t)(pa <= pb && pa <= pc ? left : pb <= pc ? up : corner);
}

void mira_png_unfilter_bytes(uint8_t filter, uint8_t *row, const uint8_t *above, size_t count,
                             size_t pixel_bytes) {
    for (size_t i = 0; i < count; i++) {
        uint8_t left = i >= pixel_bytes ? row[i - pixel_bytes] : 0;
        uint8_t up = above ? above[i] : 0;
        uint8_t corner = above && i >= pixel_bytes ? above[i - pixel_bytes] : 0;
        switch (filter) {
        case 1:
            row[i] += left;
            break;
        case 2:
            row[i] += up;
            break;
        case 3:
            row[i] += (uint8_t)((left + up) / 2);
            break;
        case 4:
            row[i] += paeth_guess(left, up, corner);
            break;
        default:
            return;
        }
    }
}
