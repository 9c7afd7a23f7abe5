/* Rows of surfaces; see mira_stage.h. Included once per instruction set with LANES and NAME(f)
 * defined. */
#include "stage_lanes.h"

#include "stage_grains.h"
#include "stage_stones.h"

MIRA_INLINE sample NAME(at)(const mira_surface *m, vf u, vf v, float fp) {
    switch (m->kind) {
    case MIRA_SURFACE_MARBLE:
        return NAME(marble)(m, u, v, fp);
    case MIRA_SURFACE_WOOD:
        return NAME(wood)(m, u, v, fp);
    case MIRA_SURFACE_CONCRETE:
        return NAME(concrete)(m, u, v, fp);
    case MIRA_SURFACE_PLASTER:
        return NAME(plaster)(m, u, v, fp);
    case MIRA_SURFACE_LINEN:
        return NAME(linen)(m, u, v, fp);
    case MIRA_SURFACE_SLATE:
        return NAME(slate)(m, u, v, fp);
    case MIRA_SURFACE_STONE:
        return NAME(stone)(m, u, v, fp);
    case MIRA_SURFACE_TERRAZZO:
        return NAME(terrazzo)(m, u, v, fp);
    case MIRA_SURFACE_METAL:
        return NAME(metal)(m, u, v, fp);
    case MIRA_SURFACE_SAND:
        return NAME(sand)(m, u, v, fp);
    default:
        return body(m);
    }
}

static void NAME(evaluate)(const mira_surface *m, const mira_surface_row *row, size_t count,
                           float *red, float *green, float *blue, float *height, float *gloss) {
    vf lane;
    for (int i = 0; i < LANES; i++) {
        lane[i] = (float)i;
    }
    float fp = row->footprint * m->scale;
    for (size_t i = 0; i < count; i += LANES) {
        vf x = row->x + (lane + (float)i) * row->step;
        vf u = (x * m->cosine - row->z * m->sine) * m->scale + m->offset_u;
        vf v = (x * m->sine + row->z * m->cosine) * m->scale + m->offset_v;
        sample s = NAME(at)(m, u, v, fp);
        size_t bytes = (count - i < LANES ? count - i : LANES) * sizeof(float);
        memcpy(red + i, &s.red, bytes);
        memcpy(green + i, &s.green, bytes);
        memcpy(blue + i, &s.blue, bytes);
        memcpy(height + i, &s.height, bytes);
        memcpy(gloss + i, &s.gloss, bytes);
    }
}
