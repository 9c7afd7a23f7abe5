/* Marble, concrete, plaster, slate, stone, terrazzo. Coordinates are the pattern's own. */

/* How far a point lies from the nearest of the lines s = 0, 1, 2, ..., each moved by chance; `id`
 * gets the line's number, `inner` falls to 0 where the next line's share begins. */
MIRA_INLINE vf NAME(line_distance)(vf s, uint32_t seed, vi *id, vf *inner) {
    vi cell = floors(s + 0.5f);
    vf moved = real(cell) + (unit(hash(cell, cell ^ 0x55, seed)) - 0.5f) * 0.55f;
    *id = cell;
    *inner = smooth(0.5f, 0.3f, magnitude(s - real(cell)));
    return s - moved;
}

/* Veins run roughly along u, so that they never close into rings; they wander, swell, fade and are
 * feathered on one side. */
MIRA_INLINE vf NAME(vein)(vf u, vf v, float spacing, float wander, float width, uint32_t seed,
                          float footprint, vf *feather) {
    vf bend = octaves(u * 0.55f, v * 0.55f, 5, seed, footprint * 0.55f) * wander +
              octaves(u * 2.9f, v * 2.9f, 4, seed + 7, footprint * 2.9f) * (wander * 0.16f);
    vi id;
    vf inner;
    vf d = NAME(line_distance)((v + bend) * (1.0f / spacing), seed + 11, &id, &inner) * spacing;
    vu chance = hash(id, id, seed + 12);
    vf strength = 0.25f + 0.75f * unit(chance);
    vf swell = noise(u * 0.8f, real(id) * 3.7f, seed + 13);
    vf gate =
        smooth(-0.25f, 0.2f,
               noise(u * 0.42f + real(id) * 5.3f, v * 0.3f, seed + 14) + (strength - 0.5f) * 0.5f);
    vf w =
        width * (0.35f + 1.3f * smooth(-0.5f, 0.6f, swell)) * (0.5f + strength) + footprint * 0.5f;
    vf near = magnitude(d) / w;
    vf wide = magnitude(d) / (w * choose(d > 0.0f, splat(9.0f), splat(2.2f)) + 0.03f);
    *feather = decay(wide) * gate * strength * inner;
    return decay(near * near) * gate * strength;
}

MIRA_INLINE sample NAME(marble)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    /* Stone that flowed: everything is bent by the same slow field. */
    vf wu = octaves(u * 0.6f, v * 0.6f, 5, k + 1, fp * 0.6f),
       wv = octaves(u * 0.6f + 5.2f, v * 0.6f + 1.3f, 5, k + 10, fp * 0.6f);
    vf a = u + 0.7f * wu, b = v + 0.7f * wv;
    vf cloud = octaves(a * 0.55f, b * 1.25f, 6, k + 20, fp * 1.25f);
    tint(&s, m->second,
         clamp01(m->variation * (smooth(-0.2f, 0.55f, cloud) + 0.25f * smooth(0.0f, 0.5f, wu))));
    vf f1, f2, f3;
    vf bold = NAME(vein)(a, b, 0.95f, 1.1f, 0.017f, k + 30, fp, &f1);
    /* The second family crosses the first at some 35 degrees, the third is a net of hair-fine
     * joints. */
    vf fine = NAME(vein)(a * 0.82f + b * 0.57f, b * 0.82f - a * 0.57f, 0.62f, 0.9f, 0.0065f, k + 60,
                         fp, &f2);
    vf hair = NAME(vein)(a * 0.5f - b * 0.87f, b * 0.5f + a * 0.87f, 0.33f, 0.6f, 0.0028f, k + 90,
                         fp, &f3);
    float strength = m->accent_strength;
    tint(&s, m->accent, clamp01(strength * (0.34f * f1 + 0.16f * f2 + 0.05f * f3)));
    tint(&s, m->accent, clamp01(strength * (0.85f * bold + 0.5f * fine + 0.28f * hair)));
    /* Crystals: only just there. */
    vf grain = noise(u * 90.0f, v * 90.0f, k + 120) * resolved(90.0f, fp);
    dim(&s, 1.0f + 0.02f * grain);
    s.gloss = 1.0f + 0.06f * wu;
    return s;
}

MIRA_INLINE sample NAME(concrete)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf broad = octaves(u * 0.7f, v * 0.7f, 6, k, fp * 0.7f);
    vf cloud = octaves(u * 2.3f + broad, v * 2.3f, 5, k + 10, fp * 2.3f);
    vf sweep = octaves(u * 1.4f, v * 7.0f, 4, k + 20, fp * 7.0f);
    vf fine = noise(u * 70.0f, v * 70.0f, k + 30) * resolved(70.0f, fp);
    vf tone = m->variation * (0.75f * broad + 0.45f * cloud + 0.25f * sweep) + 0.05f * fine;
    tint(&s, m->second, clamp01(0.5f + 1.2f * tone) * 0.7f);
    /* Air bubbles of the casting: a few, of many sizes. */
    vf pits = splat(0);
    for (int i = 0; i < 2; i++) {
        float f = i == 0 ? 7.0f : 26.0f;
        vi cu = floors(u * f), cv = floors(v * f);
        vu h = hash(cu, cv, k + 40 + (uint32_t)i);
        vf px = u * f - real(cu) - 0.25f - 0.5f * unit(h);
        vf py = v * f - real(cv) - 0.25f - 0.5f * unit(h * 0x9e3779b1u);
        vf radius = 0.03f + 0.10f * unit(h * 0x85ebca6bu) * unit(h * 0xc2b2ae35u);
        vf keep = choose(unit(h * 0x27d4eb2fu) < 0.16f, splat(1), splat(0));
        vf d = px * px + py * py;
        pits = most(pits, keep * resolved(f * 4, fp) * smooth(1.0f, 0.55f, d / (radius * radius)));
    }
    tint(&s, m->accent, 0.75f * m->accent_strength * pits);
    s.height = 0.004f * cloud + 0.0009f * fine - 0.006f * pits;
    s.gloss = 1.0f + 0.5f * sweep - 0.7f * pits;
    return s;
}

MIRA_INLINE sample NAME(plaster)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf turn = octaves(u * 0.5f, v * 0.5f, 3, k, fp * 0.5f);
    /* Strokes of the trowel, which change direction as the arm did. */
    vf a = u + 1.3f * turn, b = v - 1.1f * turn;
    vf strokes = octaves(a * 1.7f + b * 0.6f, b * 4.2f, 6, k + 10, fp * 4.2f);
    vf cloud = octaves(u * 0.9f, v * 0.9f, 5, k + 20, fp * 0.9f);
    vf fine = octaves(u * 24.0f, v * 24.0f, 3, k + 30, fp * 24.0f);
    tint(&s, m->second, clamp01(0.45f + m->variation * (0.9f * cloud + 0.45f * strokes)));
    dim(&s, 1.0f + 0.025f * fine);
    s.height = 0.0042f * strokes + 0.0012f * fine;
    return s;
}

MIRA_INLINE sample NAME(slate)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf warp = octaves(u * 0.9f, v * 0.9f, 5, k, fp * 0.9f);
    /* Layers that split: a slow height cut into terraces with soft, ragged edges. */
    vf slow = octaves(u * 0.7f + 0.5f * warp, v * 1.1f, 6, k + 10, fp * 1.1f) * 4.0f;
    vi terrace = floors(slow);
    vf rest = slow - real(terrace);
    vf edge = smooth(0.72f, 0.98f, rest);
    vf fine = octaves(u * 9.0f, v * 14.0f, 5, k + 20, fp * 14.0f);
    vf tone = noise(real(terrace) * 3.1f, u * 0.2f, k + 30);
    tint(&s, m->second, clamp01(0.35f + m->variation * (0.9f * tone + 0.8f * warp + 0.45f * fine)));
    vf rust = smooth(0.25f, 0.6f, octaves(u * 0.8f + 3.0f, v * 0.8f, 4, k + 40, fp * 0.8f));
    tint(&s, m->accent, 0.35f * m->accent_strength * rust);
    s.height = 0.010f * (real(terrace) + edge) * 0.7f + 0.006f * fine;
    s.gloss = 0.85f + 0.6f * fine;
    return s;
}

MIRA_INLINE sample NAME(stone)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    /* Sediment: bands along u, thick and thin, with pores that follow them. */
    vf warp = octaves(u * 0.5f, v * 0.9f, 5, k, fp * 0.9f);
    vf b = v + 0.35f * warp;
    vf bands = octaves(u * 0.25f, b * 3.2f, 6, k + 10, fp * 3.2f);
    vf thin = octaves(u * 0.8f, b * 17.0f, 3, k + 20, fp * 17.0f);
    vf cloud = octaves(u * 1.5f, v * 1.5f, 5, k + 30, fp * 1.5f);
    tint(&s, m->second,
         clamp01(0.4f + m->variation * (1.1f * bands + 0.35f * thin + 0.45f * cloud)));
    vf pores = octaves(u * 6.0f, b * 26.0f, 3, k + 40, fp * 26.0f);
    vf open = smooth(0.20f, 0.38f, pores) * smooth(-0.1f, 0.25f, bands) * resolved(26.0f, fp);
    tint(&s, m->accent, 0.8f * m->accent_strength * open);
    vf fine = noise(u * 80.0f, v * 80.0f, k + 50) * resolved(80.0f, fp);
    dim(&s, 1.0f + 0.03f * fine);
    s.height = 0.0015f * thin - 0.007f * open + 0.0006f * fine;
    s.gloss = 1.0f - 0.8f * open;
    return s;
}

/* Chips of one size: the nearest and the second nearest of jittered points decide shape and joint.
 */
MIRA_INLINE void NAME(chips)(sample *s, const mira_surface *m, vf u, vf v, float frequency,
                             float share, uint32_t seed, float fp) {
    vf wu = u * frequency + 0.35f * noise(u * frequency * 1.7f, v * frequency * 1.7f, seed + 5);
    vf wv =
        v * frequency + 0.35f * noise(u * frequency * 1.7f + 9.0f, v * frequency * 1.7f, seed + 6);
    vi cu = floors(wu), cv = floors(wv);
    vf first = splat(9), next = splat(9);
    vu owner = (vu)cu;
    for (int j = -1; j <= 1; j++) {
        for (int i = -1; i <= 1; i++) {
            vu h = hash(cu + i, cv + j, seed);
            vf dx = real(cu + i) + 0.15f + 0.7f * unit(h) - wu;
            vf dy = real(cv + j) + 0.15f + 0.7f * unit(h * 0x9e3779b1u) - wv;
            vf d = dx * dx + dy * dy;
            vi closer = d < first;
            next = choose(closer, first, least(next, d));
            first = choose(closer, d, first);
            owner = (vu)choose(closer, (vf)h, (vf)owner);
        }
    }
    vf pick = unit(owner * 0x85ebca6bu), tone = unit(owner * 0xc2b2ae35u);
    /* Wide joints of cement: a chip ends well before its neighbour begins. */
    vf inside = smooth(0.10f, 0.16f + frequency * fp, (next - first) - 0.22f * tone);
    vf chip = choose(pick < share, inside, splat(0)) * resolved(frequency * 0.6f, fp);
    float pale[3] = {0.5f + 0.4f * m->base[0], 0.5f + 0.4f * m->base[1], 0.5f + 0.4f * m->base[2]};
    tint(s, m->accent, choose(tone < 0.45f, chip, splat(0)) * m->accent_strength);
    tint(s, m->second, choose((tone >= 0.45f) & (tone < 0.75f), chip, splat(0)));
    tint(s, pale, choose(tone >= 0.75f, chip, splat(0)));
    vf veined =
        octaves(u * frequency * 1.3f, v * frequency * 1.3f, 3, seed + 9, fp * frequency * 1.3f);
    dim(s, 1.0f + chip * (0.22f * veined + 0.12f * (unit(owner * 0x27d4eb2fu) - 0.5f)));
}

MIRA_INLINE sample NAME(terrazzo)(const mira_surface *m, vf u, vf v, float fp) {
    uint32_t k = m->seed;
    sample s = body(m);
    vf cement = octaves(u * 9.0f, v * 9.0f, 4, k, fp * 9.0f);
    dim(&s, 1.0f + 0.05f * cement);
    NAME(chips)(&s, m, u, v, 26.0f, 0.45f, k + 10, fp);
    NAME(chips)(&s, m, u, v, 11.0f, 0.40f, k + 20, fp);
    NAME(chips)(&s, m, u, v, 5.0f, 0.5f * m->variation, k + 30, fp);
    return s;
}
