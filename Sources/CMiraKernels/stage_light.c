#pragma STDC FP_CONTRACT OFF
#include "level.h"
#include "mira_stage.h"

/* Steps of a ray through a hull. */
#define STEPS 12

typedef struct {
    float x, y, depth;
} point;

MIRA_INLINE uint32_t mixed(uint32_t x, uint32_t y, uint32_t seed) {
    uint32_t h = x * 0x8da6b343u + y * 0xd8163841u + seed * 0xcb1ab31fu;
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    h ^= h >> 12;
    h *= 0x297a2d39u;
    return h ^ h >> 15;
}

MIRA_INLINE float fraction(uint32_t h) {
    return (float)(h >> 8) * (1.0f / 16777216.0f);
}

MIRA_INLINE float smaller(float a, float b) {
    return a < b ? a : b;
}
MIRA_INLINE float larger(float a, float b) {
    return a > b ? a : b;
}

/* cos and sin of `turns` (0 ... 1) of a circle, to 1e-4. */
MIRA_INLINE void circle(float turns, float *cosine, float *sine) {
    /* Within an eighth of a turn of an axis the polynomials are short. */
    int quarter = (int)(turns * 4.0f + 0.5f);
    float t = (turns - 0.25f * (float)quarter) * 6.2831853f;
    float t2 = t * t;
    float s = t * (1.0f - t2 * (0.16666667f - t2 * 0.0083333f));
    float c = 1.0f - t2 * (0.5f - t2 * (0.041666667f - t2 * 0.0013888f));
    switch (quarter & 3) {
    case 0:
        *cosine = c, *sine = s;
        break;
    case 1:
        *cosine = -s, *sine = c;
        break;
    case 2:
        *cosine = -c, *sine = -s;
        break;
    default:
        *cosine = s, *sine = -c;
    }
}

/* Narrows `near` ... `far` to where the ray is between `low` and `high`. */
MIRA_INLINE void clip(float origin, float direction, float low, float high, float *near,
                      float *far) {
    float d = direction < 0 ? smaller(direction, -1e-6f) : larger(direction, 1e-6f);
    float inverse = 1.0f / d;
    float a = (low - origin) * inverse, b = (high - origin) * inverse;
    *near = larger(*near, smaller(a, b));
    *far = smaller(*far, larger(a, b));
}

/* The share of light that a hull lets through from `origin` along `direction` as far as `reach`
 * times it. */
MIRA_INLINE float passed(const mira_camera *camera, const mira_hull *hull, point origin,
                         point direction, float reach, float jitter) {
    float near = 0, far = reach;
    clip(origin.x, direction.x, hull->low[0], hull->high[0], &near, &far);
    clip(origin.y, direction.y, hull->low[1], hull->high[1], &near, &far);
    clip(origin.depth, direction.depth, hull->low[2], hull->high[2], &near, &far);
    if (!(near < far)) {
        return 1;
    }
    /* The level whose texels are about as long as a step. */
    float d0 = origin.depth + near * direction.depth, d1 = origin.depth + far * direction.depth;
    float i0 = camera->focal / d0, i1 = camera->focal / d1;
    float across = (origin.x + far * direction.x) * i1 - (origin.x + near * direction.x) * i0;
    float upward = (camera->eye - origin.y - far * direction.y) * i1 -
                   (camera->eye - origin.y - near * direction.y) * i0;
    float pixels =
        larger(across < 0 ? -across : across, upward < 0 ? -upward : upward) * (1.0f / STEPS);
    int level = 0;
    while (level + 1 < hull->levels && pixels > 1.4f) {
        pixels *= 0.5f;
        level++;
    }
    float seen = 1;
    for (int i = 0; i < STEPS; i++) {
        float f = ((float)i + jitter) * (1.0f / STEPS);
        /* Denser near the floor, where the shadow is sharp. */
        f = f * (0.45f + 0.55f * f);
        float t = near + (far - near) * f;
        float depth = origin.depth + t * direction.depth;
        float scale = camera->focal / depth;
        float column = camera->center + (origin.x + t * direction.x) * scale - hull->left;
        if (!(column >= 0 && column < (float)hull->width[0])) {
            continue;
        }
        if (depth < hull->front[(int)column] || depth > hull->back[(int)column]) {
            continue;
        }
        /* Fine levels near the floor point, so that what is beside the ray does not darken it. */
        int at = i / 2 < level ? i / 2 : level;
        float texel = 1.0f / (float)(1 << at);
        float row =
            (camera->horizon + (camera->eye - origin.y - t * direction.y) * scale - hull->top) *
            texel;
        if (!(row >= 0 && row < 1e6f)) {
            continue;
        }
        int x = (int)(column * texel), y = (int)row;
        int width = hull->width[at], height = hull->height[at];
        /* What lies under the cut-out's lower edge belongs to its foot. */
        y = y < height ? y : height - 1;
        x = x < width ? x : width - 1;
        seen *= 1.0f - hull->alpha[at][(size_t)y * (size_t)width + (size_t)x];
        if (seen < 0.03f) {
            return 0;
        }
    }
    return seen;
}

MIRA_INLINE float passed_all(const mira_camera *camera, const mira_hull *hulls, size_t count,
                             point origin, point direction, float reach, float jitter) {
    float seen = 1;
    for (size_t i = 0; i < count && seen > 0; i++) {
        seen *= passed(camera, &hulls[i], origin, direction, reach, jitter);
    }
    return seen;
}

/* Which sixteenth of the light each pixel of a 4x4 tile looks at. */
static const uint8_t tile[16] = {0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};

void mira_stage_visibility(const mira_camera *camera, const mira_hull *hulls, size_t hull_count,
                           const mira_area_light *light, float sky_reach,
                           const mira_ground_row *ground, size_t count, int32_t samples,
                           uint32_t seed, float *light_seen, float *sky_seen) {
    int columns = samples >= 8 ? 4 : samples >= 2 ? 2 : 1;
    int rows = samples / columns;
    float unit = ground->depth / camera->focal;
    float across = 1.0f / (4.0f * (float)columns), along = 1.0f / (4.0f * (float)rows);
    for (size_t i = 0; i < count; i++) {
        uint32_t x = (uint32_t)ground->first + (uint32_t)i, y = (uint32_t)ground->row;
        point origin = {((float)x + 0.5f - camera->center) * unit, ground->height + 0.0008f,
                        ground->depth};
        uint32_t own = tile[(y & 3) * 4 + (x & 3)];
        float bright = 0, open = 0;
        for (int s = 0; s < samples; s++) {
            uint32_t h = mixed(x, y, seed + (uint32_t)s);
            uint32_t cell = (own + 5 * (uint32_t)s) & 15;
            float a = (float)(4 * (s % columns) + (int)(cell & 3)) + fraction(h);
            float b = (float)(4 * (s / columns) + (int)(cell >> 2)) + fraction(h * 0x9e3779b1u);
            a *= across;
            b *= along;
            float jitter = fraction(h * 0x85ebca6bu);
            float p = 2 * a - 1, q = 2 * b - 1;
            point to_light = {
                light->center[0] + p * light->across[0] + q * light->along[0] - origin.x,
                light->center[1] + p * light->across[1] + q * light->along[1] - origin.y,
                light->center[2] + p * light->across[2] + q * light->along[2] - origin.depth,
            };
            bright += passed_all(camera, hulls, hull_count, origin, to_light, 1, jitter);
            float cosine, sine, radius = __builtin_sqrtf(a);
            circle(b, &cosine, &sine);
            point upward = {radius * cosine, __builtin_sqrtf(1 - a) + 0.02f, radius * sine};
            open += passed_all(camera, hulls, hull_count, origin, upward, sky_reach, jitter);
        }
        light_seen[i] = bright / (float)samples;
        sky_seen[i] = open / (float)samples;
    }
}
