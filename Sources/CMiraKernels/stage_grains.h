/* Wood, linen, brushed metal, sand: what has a direction. */

MIRA_INLINE sample NAME(wood)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    /* Boards lie along u, each cut from another place of another tree. */
    const float width = 0.42f, length = 5.5f;
    vi row = floors(v * (1.0f / width));
    vf across = v * (1.0f / width) - real(row);
    vf along = u * (1.0f / length) + unit(hash(row, row, k)) * 7.0f;
    vi part = floors(along);
    vf end = along - real(part);
    vu board = hash(row, part, k + 1);
    vf own = unit(board), other = unit(board * 0x9e3779b1u), third = unit(board * 0x85ebca6bu);
    vf a = u + own * 37.0f, b = v + other * 53.0f;
    /* Growth rings: a slow field, far longer than wide, cut into levels that rise slowly and fall
     * fast. */
    vf bend = octaves(a * 0.18f, b * 1.1f, 4, k + 10, fp * 1.1f);
    vf tilt = (b + (third - 0.5f) * 0.12f * a) * (2.0f + 2.5f * own);
    vf rings =
        (bend * 3.4f + tilt) * 2.6f + 0.18f * octaves(a * 0.9f, b * 9.0f, 3, k + 15, fp * 9.0f);
    vf level = rings - real(floors(rings));
    vf late = smooth(0.25f, 0.92f, level) * smooth(1.0f, 0.93f, level);
    float ring_share = resolved(7.0f, fp);
    vf fibre = octaves(a * 1.6f, b * 60.0f, 3, k + 20, fp * 60.0f);
    vf streak = octaves(a * 0.35f, b * 14.0f, 4, k + 25, fp * 14.0f);
    vf pores = smooth(0.22f, 0.45f, noise(a * 5.0f, b * 120.0f, k + 30)) * resolved(120.0f, fp);
    float strength = m->accent_strength;
    tint(&s, m->second,
         clamp01(m->variation * (0.30f + 0.8f * (other - 0.5f) + 0.9f * streak + 0.3f * bend)));
    tint(&s, m->accent, clamp01(strength * (0.42f * ring_share * late + 0.30f * fibre)));
    tint(&s, m->accent, clamp01(strength * 0.5f * pores * (0.35f + 0.65f * late)));
    dim(&s, 0.93f + 0.16f * third);
    /* Joints: a dark gap with edges that are a little rounded. */
    vf side = least(across, 1.0f - across) * width;
    vf tip = least(end, 1.0f - end) * length;
    vf joint = least(side, tip);
    vf gap = smooth(0.004f + fp, 0.0015f, joint);
    vf shoulder = smooth(0.012f, 0.0f, joint) * resolved(60.0f, fp);
    dim(&s, 1.0f - 0.82f * gap);
    s.height = -0.004f * shoulder - 0.0008f * pores + 0.0007f * fibre;
    s.gloss = (1.0f - 0.9f * gap) * (1.0f - 0.35f * pores + 0.25f * fibre);
    return s;
}

/* One set of threads: their heights across, swelling and fading along. */
MIRA_INLINE vf NAME(threads)(vf across, vf along, uint32_t seed, vf *tone) {
    vi number = floors(across);
    vf t = across - real(number) - 0.5f;
    vf thick = 0.42f + 0.14f * unit(hash(number, number, seed)) +
               0.08f * noise(along * 0.06f, real(number) * 1.7f, seed + 1);
    vf round = 1.0f - (t * t) / (thick * thick);
    *tone = unit(hash(number, number, seed + 2)) +
            0.5f * noise(along * 0.15f, real(number) * 2.3f, seed + 3);
    return most(round, splat(0));
}

MIRA_INLINE sample NAME(linen)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    const float frequency = 62.0f;
    /* Threads are never quite straight. */
    vf wu = u + 0.012f * octaves(u * 1.7f, v * 1.7f, 4, k, fp * 1.7f),
       wv = v + 0.012f * octaves(u * 1.7f, v * 1.7f, 4, k + 5, fp * 1.7f);
    vf warp_tone, weft_tone;
    vf warp = NAME(threads)(wu * frequency, wv * frequency, k + 10, &warp_tone);
    vf weft = NAME(threads)(wv * frequency, wu * frequency, k + 20, &weft_tone);
    /* Plain weave: at every other crossing the other set lies on top. */
    vi even = ((floors(wu * frequency) + floors(wv * frequency)) & 1) == 0;
    vf top = choose(even, warp + 0.35f * weft, weft + 0.35f * warp);
    vf tone = choose(even, warp_tone, weft_tone);
    float seen = resolved(frequency, fp);
    vf weave = (top - 0.62f) * seen;
    vf slub = octaves(u * 1.2f, v * 30.0f, 3, k + 30, fp * 30.0f) +
              octaves(u * 30.0f, v * 1.2f, 3, k + 40, fp * 30.0f);
    tint(&s, m->second,
         clamp01(0.30f + m->variation * (0.5f * (tone - 0.5f) * seen + 0.55f * slub)));
    dim(&s, 1.0f + 0.34f * weave);
    /* Soft folds from having lain in a cupboard. */
    vf fold = octaves(u * 0.8f + 0.35f * v, v * 0.8f, 3, k + 50, fp * 0.8f);
    vf crease = 1.0f - magnitude(octaves(u * 0.9f + 7.0f, v * 0.7f, 3, k + 60, fp)) * 2.2f;
    s.height = 0.055f * m->accent_strength * (fold + 0.22f * smooth(0.55f, 1.0f, crease)) +
               0.0011f * weave;
    s.gloss = splat(0.6f) + 0.3f * weave;
    return s;
}

MIRA_INLINE sample NAME(metal)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf brush = octaves(u * 0.8f, v * 85.0f, 4, k, fp * 85.0f);
    vf broad = octaves(u * 0.5f, v * 4.0f, 4, k + 10, fp * 4.0f);
    vf smudge = octaves(u * 1.1f, v * 1.1f, 5, k + 20, fp * 1.1f);
    tint(&s, m->second, clamp01(0.4f + m->variation * (0.9f * brush + 0.6f * broad)));
    s.height = 0.0006f * brush;
    s.gloss = 1.0f + 0.22f * brush + 0.10f * broad - 0.12f * smudge;
    return s;
}

MIRA_INLINE sample NAME(sand)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf drift = octaves(u * 0.5f, v * 0.5f, 4, k, fp * 0.5f);
    vf bend = octaves(u * 0.9f, v * 0.5f, 4, k + 10, fp * 0.9f);
    /* Ripples of wind: even, but they fork and die. */
    vf phase = v * 5.2f + 1.6f * bend + 0.5f * u;
    vf t = phase - real(floors(phase));
    vf crest = smooth(0.0f, 0.68f, t) * smooth(1.0f, 0.68f, t);
    vf present = smooth(-0.35f, 0.25f, octaves(u * 0.6f + 3.0f, v * 0.6f, 3, k + 20, fp * 0.6f));
    vf lumps = octaves(u * 7.0f, v * 7.0f, 4, k + 30, fp * 7.0f);
    vi gu = floors(u * 170.0f), gv = floors(v * 170.0f);
    vf grain = (unit(hash(gu, gv, k + 40)) - 0.5f) * resolved(110.0f, fp);
    tint(&s, m->second,
         clamp01(0.4f +
                 m->variation * (0.8f * drift + 0.35f * lumps - 0.45f * (crest - 0.5f) * present)));
    dim(&s, 1.0f + 0.30f * grain);
    tint(&s, m->accent, 0.55f * m->accent_strength * choose(grain > 0.47f, splat(1), splat(0)));
    s.height = 0.020f * crest * present + 0.012f * drift + 0.006f * lumps + 0.0018f * grain;
    s.gloss = splat(0.25f);
    return s;
}
