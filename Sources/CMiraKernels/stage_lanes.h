/* Lanes of floats, and gradient noise on them. Included once per instruction set with LANES and
 * NAME(f) defined: every operation is IEEE's own or on integers, so the width never changes a bit.
 */

#define vf NAME(floats)
#define vi NAME(ints)
#define vu NAME(uints)
typedef float vf __attribute__((vector_size(4 * LANES)));
typedef int32_t vi __attribute__((vector_size(4 * LANES)));
typedef uint32_t vu __attribute__((vector_size(4 * LANES)));

#define splat(x) ((x) - (vf){0})

MIRA_INLINE vf NAME(choose)(vi mask, vf a, vf b) {
    return (vf)(((vi)a & mask) | ((vi)b & ~mask));
}
#define choose NAME(choose)

MIRA_INLINE vf NAME(least)(vf a, vf b) {
    return choose(a < b, a, b);
}
#define least NAME(least)

MIRA_INLINE vf NAME(most)(vf a, vf b) {
    return choose(a > b, a, b);
}
#define most NAME(most)

MIRA_INLINE vf NAME(clamp01)(vf a) {
    return least(most(a, splat(0)), splat(1));
}
#define clamp01 NAME(clamp01)

MIRA_INLINE vf NAME(magnitude)(vf a) {
    return (vf)((vi)a & 0x7fffffff);
}
#define magnitude NAME(magnitude)

MIRA_INLINE vf NAME(mix)(vf a, vf b, vf t) {
    return a + (b - a) * t;
}
#define mix NAME(mix)

/* 0 below `a`, 1 above `b`, smooth between; a > b turns it round. */
MIRA_INLINE vf NAME(step)(float a, float b, vf x) {
    vf t = clamp01((x - a) * (1.0f / (b - a)));
    return t * t * (3.0f - 2.0f * t);
}
#define smooth NAME(step)

MIRA_INLINE vi NAME(floors)(vf x) {
    vi whole = __builtin_convertvector(x, vi);
    /* A comparison is -1 where it holds. */
    return whole + (__builtin_convertvector(whole, vf) > x);
}
#define floors NAME(floors)

MIRA_INLINE vf NAME(real)(vi x) {
    return __builtin_convertvector(x, vf);
}
#define real NAME(real)

/* exp(-x) for x >= 0, to 2e-6 of 1: 2^n by the exponent bits, the rest by a polynomial. */
MIRA_INLINE vf NAME(decay)(vf x) {
    vf t = most(x * -1.44269504f, splat(-60.0f));
    vi n = floors(t);
    vf f = t - real(n);
    vf p = ((((1.8775767e-3f * f + 8.9893397e-3f) * f + 5.5826318e-2f) * f + 0.24015361f) * f +
            0.69315308f) *
               f +
           0.99999994f;
    return p * (vf)((n + 127) << 23);
}
#define decay NAME(decay)

/* A well mixed number of a lattice point. */
MIRA_INLINE vu NAME(hash)(vi x, vi y, uint32_t seed) {
    vu h = (vu)x * 0x8da6b343u + (vu)y * 0xd8163841u + seed * 0xcb1ab31fu;
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    h ^= h >> 12;
    h *= 0x297a2d39u;
    h ^= h >> 15;
    return h;
}
#define hash NAME(hash)

/* 0 ... 1 from a hash. */
MIRA_INLINE vf NAME(unit)(vu h) {
    return real((vi)(h >> 8)) * (1.0f / 16777216.0f);
}
#define unit NAME(unit)

MIRA_INLINE vf NAME(slope)(vi x, vi y, uint32_t seed, vf dx, vf dy) {
    vi h = (vi)hash(x, y, seed);
    vf gx = real(h >> 16);
    vf gy = real((h << 16) >> 16);
    return gx * dx + gy * dy;
}

/* Gradient noise (Perlin 2002, quintic): about -1 ... 1, standard deviation a third. */
MIRA_INLINE vf NAME(noise)(vf x, vf y, uint32_t seed) {
    vi ix = floors(x), iy = floors(y);
    vf u = x - real(ix), v = y - real(iy);
    vf a = NAME(slope)(ix, iy, seed, u, v);
    vf b = NAME(slope)(ix + 1, iy, seed, u - 1.0f, v);
    vf c = NAME(slope)(ix, iy + 1, seed, u, v - 1.0f);
    vf d = NAME(slope)(ix + 1, iy + 1, seed, u - 1.0f, v - 1.0f);
    vf s = u * u * u * (u * (u * 6.0f - 15.0f) + 10.0f);
    vf t = v * v * v * (v * (v * 6.0f - 15.0f) + 10.0f);
    return mix(mix(a, b, s), mix(c, d, s), t) * (1.7f / 32768.0f);
}
#define noise NAME(noise)

/* How much of a detail of `frequency` is left at this footprint. */
MIRA_INLINE float NAME(resolved)(float frequency, float footprint) {
    float t = (0.7f - frequency * footprint) * (1.0f / 0.45f);
    return t < 0 ? 0 : t > 1 ? 1 : t;
}
#define resolved NAME(resolved)

/* Octaves of noise, each turned and twice as fine; `footprint` in the units of x and y. */
MIRA_INLINE vf NAME(octaves)(vf x, vf y, int count, uint32_t seed, float footprint) {
    vf sum = splat(0);
    float amplitude = 0.5f, frequency = 1;
    for (int i = 0; i < count; i++) {
        float weight = amplitude * resolved(frequency, footprint);
        if (weight <= 0) {
            break;
        }
        sum += weight * noise(x, y, seed + (uint32_t)i);
        vf turned = x * 1.6f - y * 1.2f;
        y = x * 1.2f + y * 1.6f;
        x = turned;
        amplitude *= 0.5f;
        frequency *= 2;
    }
    return sum;
}
#define octaves NAME(octaves)

/* What a material says of a point. */
typedef struct {
    vf red, green, blue, height, gloss;
} NAME(sample);
#define sample NAME(sample)

MIRA_INLINE void NAME(tint)(sample *s, const float color[3], vf amount) {
    s->red = mix(s->red, splat(color[0]), amount);
    s->green = mix(s->green, splat(color[1]), amount);
    s->blue = mix(s->blue, splat(color[2]), amount);
}
#define tint NAME(tint)

MIRA_INLINE void NAME(dim)(sample *s, vf factor) {
    s->red *= factor;
    s->green *= factor;
    s->blue *= factor;
}
#define dim NAME(dim)

MIRA_INLINE sample NAME(body)(const mira_surface *m) {
    return (sample){splat(m->base[0]), splat(m->base[1]), splat(m->base[2]), splat(0), splat(1)};
}
#define body NAME(body)
