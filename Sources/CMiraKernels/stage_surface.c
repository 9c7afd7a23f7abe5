#pragma STDC FP_CONTRACT OFF
/* The vectors never cross a call: everything below is inlined into one function per instruction
 * set. */
#pragma clang diagnostic ignored "-Wpsabi"
#include "level.h"
#include "mira_stage.h"

#include <string.h>

#define LANES 4
#define NAME(f) f##_scalar
#include "stage_surface.h"
#undef LANES
#undef NAME

#if MIRA_HAS_AVX2
#pragma clang attribute push(MIRA_AVX2, apply_to = function)
#define LANES 8
#define NAME(f) f##_avx2
#include "stage_surface.h"
#undef LANES
#undef NAME
#pragma clang attribute pop
#endif

void mira_surface_evaluate(const mira_surface *surface, const mira_surface_row *row, size_t count,
                           float *red, float *green, float *blue, float *height, float *gloss) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        evaluate_avx2(surface, row, count, red, green, blue, height, gloss);
        return;
    }
#endif
    evaluate_scalar(surface, row, count, red, green, blue, height, gloss);
}
