/* Colour conversion of RGBA8 by tables. */
#ifndef MIRA_COLOR_H
#define MIRA_COLOR_H

#include <stddef.h>
#include <stdint.h>

enum {
    /* Light in a matrix's sums: 1 is this. */
    MIRA_LIGHT_ONE = 1 << 14,
    /* Bits of fraction below that. */
    MIRA_LIGHT_FRACTION = 8,
    /* Steps of a lattice each way: nodes less one. */
    MIRA_LATTICE_STEPS = 16,
    /* A lattice's nodes hold 8-bit values times this. */
    MIRA_LATTICE_SCALE = 256
};

/* Curves, a matrix, and a curve. */
typedef struct {
    /* What a value of a channel adds to the light of R, G, B: of MIRA_LIGHT_ONE, with fraction. */
    int32_t light[3][256][4];
    /* The byte for each light. */
    uint8_t curve[MIRA_LIGHT_ONE + 1];
} mira_matrix_tables;

/* Converts RGB in place; alpha stays. */
void mira_convert_matrix(const mira_matrix_tables *tables, uint8_t *pixels, size_t count);

/* Replaces each pixel's colour by that of its first sample; alpha stays. */
void mira_convert_gray(const uint8_t table[256][4], uint8_t *pixels, size_t count);

/* Converts four inks to RGB in place, opaque, by a lattice of (steps + 1)^4 colours of four values,
 * the first ink's steps farthest apart. Between them each simplex is interpolated linearly. */
void mira_convert_inks(const uint16_t *nodes, uint8_t *pixels, size_t count);

#endif
