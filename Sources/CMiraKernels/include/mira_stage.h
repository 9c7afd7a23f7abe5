/* Pixel loops of the stage renderer: procedural surfaces, and light blocked by products. */
#ifndef MIRA_STAGE_H
#define MIRA_STAGE_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    MIRA_SURFACE_PLAIN = 0,
    MIRA_SURFACE_MARBLE = 1,
    MIRA_SURFACE_WOOD = 2,
    MIRA_SURFACE_CONCRETE = 3,
    MIRA_SURFACE_PLASTER = 4,
    MIRA_SURFACE_LINEN = 5,
    MIRA_SURFACE_SLATE = 6,
    MIRA_SURFACE_STONE = 7,
    MIRA_SURFACE_TERRAZZO = 8,
    MIRA_SURFACE_METAL = 9,
    MIRA_SURFACE_SAND = 10,
} mira_surface_kind;

/* What a procedural surface looks like. Lengths are in world units, colours linear reflectances. */
typedef struct {
    mira_surface_kind kind;
    uint32_t seed;
    /* Pattern coordinates: (u, v) = scale * rotation * (x, z) + offset. */
    float scale, cosine, sine, offset_u, offset_v;
    /* The body, its second tone, and what runs through it: veins, grain, chips, threads. */
    float base[3], second[3], accent[3];
    /* 0 ... 1: how strongly the accent shows; how much the body varies. */
    float accent_strength, variation;
} mira_surface;

/* A row of points on the plane, as a row of pixels sees it. */
typedef struct {
    /* World coordinates of the first point, and the step to the next. */
    float x, z, step;
    /* The length that a pixel covers: details finer than it are faded out. */
    float footprint;
} mira_surface_row;

/* Evaluates `count` points: reflectance, height (world units) and gloss (a factor, around 1) go to
 * five planes of `count` floats: red, green, blue, height, gloss. */
void mira_surface_evaluate(const mira_surface *surface, const mira_surface_row *row, size_t count,
                           float *red, float *green, float *blue, float *height, float *gloss);

/* The camera: level, with a shifted lens. A point (x, y, depth) is seen at column
 * center + focal * x / depth, row horizon + focal * (eye - y) / depth. */
typedef struct {
    float focal, horizon, center, eye;
} mira_camera;

#define MIRA_HULL_LEVELS 10

/* A product as a visual hull: whatever its cut-out hides, between a front and a back. */
typedef struct {
    /* The cut-out's alpha, 0 ... 1, each level half the size of the one before. */
    const float *alpha[MIRA_HULL_LEVELS];
    int32_t width[MIRA_HULL_LEVELS], height[MIRA_HULL_LEVELS];
    int32_t levels;
    /* The output pixel of the first level's corner. */
    float left, top;
    /* Per column of the first level: the depths between which the product is. */
    const float *front, *back;
    /* A box around it, world units: x, y, depth. */
    float low[3], high[3];
} mira_hull;

/* A rectangle that shines: centre and half axes, world units (x, y, depth). */
typedef struct {
    float center[3], across[3], along[3];
} mira_area_light;

/* A row of pixels of the ground: where its points are. */
typedef struct {
    int32_t row, first;
    /* World units; the floor has height 0. */
    float depth, height;
} mira_ground_row;

/* How much of the light and of the open sky the points of a row of the ground see past the hulls.
 *
 * `samples` (1, 2, 4, 8 or 16) rays a pixel for each; the 16 pixels of a 4x4 tile take different
 * parts of the light, so a mean over any 4x4 pixels has 16 times as many. Writes `count` values of
 * 0 ... 1. */
void mira_stage_visibility(const mira_camera *camera, const mira_hull *hulls, size_t hull_count,
                           const mira_area_light *light, float sky_reach,
                           const mira_ground_row *ground, size_t count, int32_t samples,
                           uint32_t seed, float *light_seen, float *sky_seen);

#endif
