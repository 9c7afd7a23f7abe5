/* The linear system of closed-form matting, over the unknown pixels of a trimap.
 *
 * Unknown pixels lie in blocks: eight pixels side by side in a row, of which at least one is
 * unknown. A pixel's slot is 8 * block + lane. A known lane has zero in every array, so that all
 * loops run over whole blocks. Coefficients are [block][25][8]: for each of the 5x5 neighbours,
 * those of the eight lanes. Vectors that neighbours read lie on a padded grid of `stride` = width +
 * 12 floats a row, with two rows above and below and two columns on the left; `starts` gives where
 * each block begins on it. */
#ifndef MIRA_MATTING_H
#define MIRA_MATTING_H

#include <stddef.h>
#include <stdint.h>

enum { MIRA_MATTING_LANES = 8, MIRA_MATTING_NEIGHBOURS = 25, MIRA_MATTING_PADDING = 2 };

/* Adds the windows whose top rows are first_row ..< last_row (at most height - 2) to the system.
 * `rgba` is width x height pixels of four bytes; `trimap` 255 for alpha 1, 0 for alpha 0; `slots` a
 * pixel's slot, or -1 where it is known. `epsilon` is the regularisation in squared 8-bit steps.
 * Windows of rows three apart touch no common pixel. */
void mira_matting_assemble(const uint8_t *rgba, const uint8_t *trimap, const int32_t *slots,
                           size_t width, size_t first_row, size_t last_row, double epsilon,
                           float *coefficients, float *right_side);

/* product = A * grid for blocks first ..< last. Returns the dot product of grid and product there.
 */
float mira_matting_apply(const float *coefficients, const int32_t *starts, size_t first,
                         size_t last, const float *grid, size_t stride, float *product);

/* solution += step * grid; residual -= step * product. Returns residual * inverse_diagonal *
 * residual. */
float mira_matting_step(const int32_t *starts, size_t first, size_t last, float step,
                        const float *grid, const float *product, const float *inverse_diagonal,
                        float *solution, float *residual);

/* grid = inverse_diagonal * residual + keep * grid. */
void mira_matting_turn(const int32_t *starts, size_t first, size_t last, float keep,
                       const float *inverse_diagonal, const float *residual, float *grid);

#endif
