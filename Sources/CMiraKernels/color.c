#include "level.h"

#include "mira_color.h"

#include <string.h>

typedef int32_t i32x4 __attribute__((vector_size(16)));
typedef uint16_t u16x4 __attribute__((vector_size(8)));

MIRA_INLINE void matrix(const mira_matrix_tables *t, uint8_t *pixels, size_t count) {
    const i32x4 half = (i32x4){0} + (1 << (MIRA_LIGHT_FRACTION - 1));
    const i32x4 one = (i32x4){0} + MIRA_LIGHT_ONE;
    for (size_t i = 0; i < count; i++, pixels += 4) {
        i32x4 r, g, b;
        memcpy(&r, t->light[0][pixels[0]], 16);
        memcpy(&g, t->light[1][pixels[1]], 16);
        memcpy(&b, t->light[2][pixels[2]], 16);
        i32x4 light = (r + g + b + half) >> MIRA_LIGHT_FRACTION;
        light = __builtin_elementwise_min(__builtin_elementwise_max(light, (i32x4){0}), one);
        pixels[0] = t->curve[light[0]];
        pixels[1] = t->curve[light[1]];
        pixels[2] = t->curve[light[2]];
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void matrix_avx2(const mira_matrix_tables *t, uint8_t *pixels, size_t count) {
    matrix(t, pixels, count);
}
#endif

void mira_convert_matrix(const mira_matrix_tables *tables, uint8_t *pixels, size_t count) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        matrix_avx2(tables, pixels, count);
        return;
    }
#endif
    matrix(tables, pixels, count);
}

void mira_convert_gray(const uint8_t table[256][4], uint8_t *pixels, size_t count) {
    for (size_t i = 0; i < count; i++, pixels += 4) {
        memcpy(pixels, table[pixels[0]], 3);
    }
}

/* Weights are fractions of this. */
enum { WEIGHT_BITS = 14, WEIGHT_ONE = 1 << WEIGHT_BITS };

/* Where a value lies between two nodes: how far from the lower one, above how far apart they are.
 */
typedef struct {
    uint32_t offset;
    uint64_t fraction_and_distance;
} place;

static void set_places(place places[4][256]) {
    const int steps = MIRA_LATTICE_STEPS;
    uint32_t distance = 4;
    for (int ink = 3; ink >= 0; ink--) {
        for (int v = 0; v < 256; v++) {
            int scaled = v * steps, index = scaled / 255;
            /* The last value ends the last step, it does not begin another. */
            index = index < steps ? index : steps - 1;
            uint64_t fraction = (uint64_t)((scaled - index * 255) * WEIGHT_ONE + 127) / 255;
            places[ink][v] = (place){(uint32_t)index * distance, fraction << 32 | distance};
        }
        distance *= (uint32_t)steps + 1;
    }
}

#define ORDER(a, b)                                                                                \
    do {                                                                                           \
        uint64_t larger = (a) > (b) ? (a) : (b), smaller = (a) > (b) ? (b) : (a);                  \
        (a) = larger;                                                                              \
        (b) = smaller;                                                                             \
    } while (0)

MIRA_INLINE i32x4 node(const uint16_t *nodes, uint32_t at) {
    u16x4 v;
    memcpy(&v, nodes + at, 8);
    return __builtin_convertvector(v, i32x4);
}

MIRA_INLINE int32_t fraction(uint64_t key) {
    return (int32_t)(key >> 32);
}

/* From the lowest node of the cell, one step along each axis in the order of the fractions: the
 * corners of the simplex that the colour lies in. */
MIRA_INLINE void inks(const uint16_t *nodes, uint8_t *pixels, size_t count) {
    const int shift = WEIGHT_BITS + 8;
    _Static_assert(MIRA_LATTICE_SCALE == 1 << 8, "the shift brings values back to bytes");
    place places[4][256];
    set_places(places);
    for (size_t i = 0; i < count; i++, pixels += 4) {
        const place *p0 = &places[0][pixels[0]], *p1 = &places[1][pixels[1]];
        const place *p2 = &places[2][pixels[2]], *p3 = &places[3][pixels[3]];
        uint32_t at = p0->offset + p1->offset + p2->offset + p3->offset;
        uint64_t a = p0->fraction_and_distance, b = p1->fraction_and_distance;
        uint64_t c = p2->fraction_and_distance, d = p3->fraction_and_distance;
        ORDER(a, b);
        ORDER(c, d);
        ORDER(a, c);
        ORDER(b, d);
        ORDER(b, c);
        i32x4 sum = node(nodes, at) * (WEIGHT_ONE - fraction(a) - (i32x4){0});
        at += (uint32_t)a;
        sum += node(nodes, at) * (fraction(a) - fraction(b) - (i32x4){0});
        at += (uint32_t)b;
        sum += node(nodes, at) * (fraction(b) - fraction(c) - (i32x4){0});
        at += (uint32_t)c;
        sum += node(nodes, at) * (fraction(c) - fraction(d) - (i32x4){0});
        at += (uint32_t)d;
        sum += node(nodes, at) * (fraction(d) - (i32x4){0});
        sum = (sum + (1 << (shift - 1))) >> shift;
        pixels[0] = (uint8_t)sum[0];
        pixels[1] = (uint8_t)sum[1];
        pixels[2] = (uint8_t)sum[2];
        pixels[3] = 255;
    }
}

#if MIRA_HAS_AVX2
MIRA_AVX2 static void inks_avx2(const uint16_t *nodes, uint8_t *pixels, size_t count) {
    inks(nodes, pixels, count);
}
#endif

void mira_convert_inks(const uint16_t *nodes, uint8_t *pixels, size_t count) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        inks_avx2(nodes, pixels, count);
        return;
    }
#endif
    inks(nodes, pixels, count);
}
