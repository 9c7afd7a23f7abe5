#include "level.h"

#if MIRA_HAS_AVX2
#include <immintrin.h>
#endif

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static size_t encode_tail(const uint8_t *in, size_t count, uint8_t *out) {
    uint8_t *start = out;
    for (; count >= 3; count -= 3, in += 3, out += 4) {
        uint32_t bits = (uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2];
        out[0] = (uint8_t)alphabet[bits >> 18];
        out[1] = (uint8_t)alphabet[bits >> 12 & 63];
        out[2] = (uint8_t)alphabet[bits >> 6 & 63];
        out[3] = (uint8_t)alphabet[bits & 63];
    }
    if (count > 0) {
        uint32_t bits = (uint32_t)in[0] << 16 | (count > 1 ? (uint32_t)in[1] << 8 : 0);
        out[0] = (uint8_t)alphabet[bits >> 18];
        out[1] = (uint8_t)alphabet[bits >> 12 & 63];
        out[2] = count > 1 ? (uint8_t)alphabet[bits >> 6 & 63] : '=';
        out[3] = '=';
        out += 4;
    }
    return (size_t)(out - start);
}

/* The value of a character, or 255 for one that is not of the alphabet. */
static inline uint8_t value_of(uint8_t c) {
    if (c >= 'A' && c <= 'Z') {
        return (uint8_t)(c - 'A');
    }
    if (c >= 'a' && c <= 'z') {
        return (uint8_t)(c - 'a' + 26);
    }
    if (c >= '0' && c <= '9') {
        return (uint8_t)(c - '0' + 52);
    }
    return c == '+' ? 62 : c == '/' ? 63 : 255;
}

static size_t decode_tail(const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
                          size_t *consumed) {
    size_t read = 0, written = 0;
    while (count - read >= 4 && capacity - written >= 3) {
        uint8_t a = value_of(in[read]), b = value_of(in[read + 1]);
        uint8_t c = value_of(in[read + 2]), d = value_of(in[read + 3]);
        if ((a | b | c | d) > 63) {
            break;
        }
        uint32_t bits = (uint32_t)a << 18 | (uint32_t)b << 12 | (uint32_t)c << 6 | d;
        out[written] = (uint8_t)(bits >> 16);
        out[written + 1] = (uint8_t)(bits >> 8);
        out[written + 2] = (uint8_t)bits;
        read += 4;
        written += 3;
    }
    *consumed = read;
    return written;
}

#if MIRA_HAS_AVX2
/* Muła and Lemire, "Faster Base64 encoding and decoding using AVX2 instructions", 2018. */

/* 24 bytes (the first 12 of each half) to 32 characters. */
MIRA_AVX2 MIRA_INLINE __m256i encode_block(__m256i in) {
    const __m256i spread = _mm256_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10, 1, 0,
                                            2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
    const __m256i shift =
        _mm256_setr_epi8('A', 'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                         '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 0, 0, 'A',
                         'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                         '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 0, 0);
    in = _mm256_shuffle_epi8(in, spread);
    __m256i high = _mm256_mulhi_epu16(_mm256_and_si256(in, _mm256_set1_epi32(0x0fc0fc00)),
                                      _mm256_set1_epi32(0x04000040));
    __m256i low = _mm256_mullo_epi16(_mm256_and_si256(in, _mm256_set1_epi32(0x003f03f0)),
                                     _mm256_set1_epi32(0x01000010));
    __m256i values = _mm256_or_si256(high, low);
    /* 0 for capitals, 1 for small letters, 2 to 11 for digits, 12 and 13 for + and /. */
    __m256i kind = _mm256_subs_epu8(values, _mm256_set1_epi8(51));
    kind = _mm256_sub_epi8(kind, _mm256_cmpgt_epi8(values, _mm256_set1_epi8(25)));
    return _mm256_add_epi8(values, _mm256_shuffle_epi8(shift, kind));
}

MIRA_AVX2 static size_t encode_avx2(const uint8_t *in, size_t count, uint8_t *out) {
    uint8_t *start = out;
    /* The second load ends at byte 28. */
    for (; count >= 28; count -= 24, in += 24, out += 32) {
        __m256i block =
            _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)in)),
                                    _mm_loadu_si128((const __m128i *)(in + 12)), 1);
        _mm256_storeu_si256((__m256i *)out, encode_block(block));
    }
    return (size_t)(out - start) + encode_tail(in, count, out);
}

MIRA_AVX2 static size_t decode_avx2(const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
                                    size_t *consumed) {
    const __m256i low_classes =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11,
                                                  0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a));
    const __m256i high_classes =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08,
                                                  0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10));
    const __m256i shift = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i pack = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
    size_t read = 0, written = 0;
    while (count - read >= 32 && capacity - written >= 32) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(in + read));
        __m256i high = _mm256_and_si256(_mm256_srli_epi32(text, 4), _mm256_set1_epi8(0x0f));
        __m256i low = _mm256_and_si256(text, _mm256_set1_epi8(0x0f));
        __m256i wrong = _mm256_and_si256(_mm256_shuffle_epi8(low_classes, low),
                                         _mm256_shuffle_epi8(high_classes, high));
        if (!_mm256_testz_si256(wrong, wrong)) {
            break;
        }
        __m256i slash = _mm256_cmpeq_epi8(text, _mm256_set1_epi8('/'));
        __m256i values =
            _mm256_add_epi8(text, _mm256_shuffle_epi8(shift, _mm256_add_epi8(slash, high)));
        __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
        __m256i triples = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        __m256i bytes = _mm256_shuffle_epi8(triples, pack);
        bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
        _mm256_storeu_si256((__m256i *)(out + written), bytes);
        read += 32;
        written += 24;
    }
    size_t rest;
    written += decode_tail(in + read, count - read, out + written, capacity - written, &rest);
    *consumed = read + rest;
    return written;
}
#endif

size_t mira_base64_encode(const uint8_t *bytes, size_t count, uint8_t *out) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        return encode_avx2(bytes, count, out);
    }
#endif
    return encode_tail(bytes, count, out);
}

size_t mira_base64_decode(const uint8_t *text, size_t count, uint8_t *out, size_t capacity,
                          size_t *consumed) {
#if MIRA_HAS_AVX2
    if (mira_kernels_get_level() == MIRA_LEVEL_AVX2) {
        return decode_avx2(text, count, out, capacity, consumed);
    }
#endif
    return decode_tail(text, count, out, capacity, consumed);
}
