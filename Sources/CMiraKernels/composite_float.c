#pragma STDC FP_CONTRACT OFF
#include "level.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#else
#include <math.h>
#endif

typedef float f32x4 __attribute__((vector_size(16)));
typedef int32_t i32x4 __attribute__((vector_size(16)));

MIRA_INLINE f32x4 splat(float x) {
    return x - (f32x4){0};
}

MIRA_INLINE f32x4 pick(i32x4 condition, f32x4 yes, f32x4 no) {
    return (f32x4)(((i32x4)yes & condition) | ((i32x4)no & ~condition));
}

MIRA_INLINE f32x4 least(f32x4 a, f32x4 b) {
    return pick(a < b, a, b);
}

MIRA_INLINE f32x4 most(f32x4 a, f32x4 b) {
    return pick(a > b, a, b);
}

MIRA_INLINE f32x4 square_root(f32x4 x) {
#if defined(__SSE2__)
    return (f32x4)_mm_sqrt_ps((__m128)x);
#else
    return (f32x4){sqrtf(x[0]), sqrtf(x[1]), sqrtf(x[2]), sqrtf(x[3])};
#endif
}

/* A quotient whose divisor is 0 only where the result is not used. */
MIRA_INLINE f32x4 divided(f32x4 a, f32x4 b) {
    return a / pick(b == 0, splat(1), b);
}

/*
 * W3C "Compositing and Blending Level 1". Each function gives sa * ba * B(b / ba, s / sa) of the
 * premultiplied colours `s` and `b` with alphas `sa` and `ba`, mostly without a division.
 */
typedef f32x4 blend_function(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba);

MIRA_INLINE f32x4 multiply(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    (void)sa, (void)ba;
    return s * b;
}

MIRA_INLINE f32x4 screen(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return s * ba + b * sa - s * b;
}

MIRA_INLINE f32x4 hard_light(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 dark = s * b;
    f32x4 light = sa * ba - (sa - s) * (ba - b) - (sa - s) * (ba - b);
    return pick(s + s <= sa, dark + dark, light);
}

MIRA_INLINE f32x4 overlay(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return hard_light(b, s, ba, sa);
}

MIRA_INLINE f32x4 darken(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return least(s * ba, b * sa);
}

MIRA_INLINE f32x4 lighten(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return most(s * ba, b * sa);
}

MIRA_INLINE f32x4 color_dodge(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 rest = sa - s;
    f32x4 bright = pick(rest > 0, least(sa * ba, divided(b * sa * sa, rest)), sa * ba);
    return pick(b > 0, bright, splat(0));
}

MIRA_INLINE f32x4 color_burn(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 rest = ba - b;
    f32x4 lost = pick(s > 0, least(sa * ba, divided(rest * sa * sa, s)), sa * ba);
    return pick(rest > 0, sa * ba - lost, sa * ba);
}

MIRA_INLINE f32x4 soft_light(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 x = most(divided(b, ba), splat(0));
    f32x4 dark = b * (sa + (s + s - sa) * (1 - x));
    f32x4 steep = ((16 * x - 12) * x + 4) * x;
    f32x4 d = pick(x <= 0.25f, steep, square_root(x));
    f32x4 light = b * sa + ba * (s + s - sa) * (d - x);
    return pick(s + s <= sa, dark, light);
}

MIRA_INLINE f32x4 difference(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 d = s * ba - b * sa;
    return most(d, -d);
}

MIRA_INLINE f32x4 exclusion(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 both = s * b;
    return s * ba + b * sa - both - both;
}

MIRA_INLINE float luminosity_of(f32x4 c) {
    return 0.3f * c[0] + 0.59f * c[1] + 0.11f * c[2];
}

MIRA_INLINE float lowest(f32x4 c) {
    float low = c[0] < c[1] ? c[0] : c[1];
    return low < c[2] ? low : c[2];
}

MIRA_INLINE float highest(f32x4 c) {
    float high = c[0] > c[1] ? c[0] : c[1];
    return high > c[2] ? high : c[2];
}

/* `c` with the luminosity `target`, brought into 0 to `white` towards its gray. */
MIRA_INLINE f32x4 with_luminosity(f32x4 c, float target, float white) {
    c += splat(target - luminosity_of(c));
    float gray = luminosity_of(c);
    float low = lowest(c), high = highest(c);
    if (low < 0 && gray - low > 0) {
        c = splat(gray) + (c - splat(gray)) * splat(gray / (gray - low));
    }
    if (high > white && high - gray > 0) {
        c = splat(gray) + (c - splat(gray)) * splat((white - gray) / (high - gray));
    }
    return c;
}

/* `c` stretched so that its highest and lowest channels lie `target` apart, the lowest at 0. */
MIRA_INLINE f32x4 with_saturation(f32x4 c, float target) {
    float low = lowest(c), range = highest(c) - low;
    return range > 0 ? (c - splat(low)) * splat(target / range) : splat(0);
}

MIRA_INLINE float saturation_of(f32x4 c) {
    return highest(c) - lowest(c);
}

MIRA_INLINE f32x4 hue(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 from = s * ba, to = b * sa;
    return with_luminosity(with_saturation(from, saturation_of(to)), luminosity_of(to),
                           sa[0] * ba[0]);
}

MIRA_INLINE f32x4 saturation(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    f32x4 from = s * ba, to = b * sa;
    return with_luminosity(with_saturation(to, saturation_of(from)), luminosity_of(to),
                           sa[0] * ba[0]);
}

MIRA_INLINE f32x4 color(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return with_luminosity(s * ba, luminosity_of(b * sa), sa[0] * ba[0]);
}

MIRA_INLINE f32x4 luminosity(f32x4 s, f32x4 b, f32x4 sa, f32x4 ba) {
    return with_luminosity(b * sa, luminosity_of(s * ba), sa[0] * ba[0]);
}

MIRA_INLINE void run(const float *source, const float *weights, size_t count, mira_operator op,
                     blend_function *blend, float *backdrop) {
    for (size_t i = 0; i < count; i++) {
        f32x4 s = *(const f32x4 *)(source + 4 * i) * splat(weights[i]);
        f32x4 b = *(const f32x4 *)(backdrop + 4 * i);
        f32x4 sa = splat(s[3]), ba = splat(b[3]);
        if (blend) {
            f32x4 mixed = (1 - ba) * s + blend(s, b, sa, ba);
            mixed[3] = s[3];
            s = mixed;
        }
        f32x4 out = (op.source + op.source_by_backdrop * ba) * s +
                    (op.backdrop + op.backdrop_by_source * sa) * b;
        out[3] = out[3] < 1 ? out[3] : 1;
        *(f32x4 *)(backdrop + 4 * i) = out;
    }
}

void mira_composite_f32(const float *source, const float *weights, size_t count, mira_operator op,
                        mira_blend blend, float *backdrop) {
    switch (blend) {
#define CASE(name, function)                                                                       \
    case name:                                                                                     \
        run(source, weights, count, op, function, backdrop);                                       \
        break;
        CASE(MIRA_BLEND_NORMAL, 0)
        CASE(MIRA_BLEND_MULTIPLY, multiply)
        CASE(MIRA_BLEND_SCREEN, screen)
        CASE(MIRA_BLEND_OVERLAY, overlay)
        CASE(MIRA_BLEND_DARKEN, darken)
        CASE(MIRA_BLEND_LIGHTEN, lighten)
        CASE(MIRA_BLEND_COLOR_DODGE, color_dodge)
        CASE(MIRA_BLEND_COLOR_BURN, color_burn)
        CASE(MIRA_BLEND_HARD_LIGHT, hard_light)
        CASE(MIRA_BLEND_SOFT_LIGHT, soft_light)
        CASE(MIRA_BLEND_DIFFERENCE, difference)
        CASE(MIRA_BLEND_EXCLUSION, exclusion)
        CASE(MIRA_BLEND_HUE, hue)
        CASE(MIRA_BLEND_SATURATION, saturation)
        CASE(MIRA_BLEND_COLOR, color)
        CASE(MIRA_BLEND_LUMINOSITY, luminosity)
#undef CASE
    }
}
