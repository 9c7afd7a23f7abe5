#include "common.h"

#include "mira_color.h"

#include <lcms2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The way that is taken: tables of ours where the profile allows it, else lcms2 for each pixel. */
struct mira_color {
    cmsContext context;
    cmsHTRANSFORM transform;
    mira_matrix_tables *matrix;
    uint8_t (*gray)[4];
    uint16_t *inks;
};

static void on_error(cmsContext context, cmsUInt32Number code, const char *text) {
    (void)context;
    (void)code;
    (void)text;
}

/* lcms2's description of the samples of one pixel, which always has four of them. */
static cmsUInt32Number layout(cmsColorSpaceSignature space, int bits) {
    cmsUInt32Number bytes = BYTES_SH(bits / 8);
    switch (space) {
    case cmsSigGrayData:
        return COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(3) | bytes;
    case cmsSigRgbData:
        return COLORSPACE_SH(PT_RGB) | CHANNELS_SH(3) | EXTRA_SH(1) | bytes;
    case cmsSigCmykData:
        return COLORSPACE_SH(PT_CMYK) | CHANNELS_SH(4) | bytes;
    default:
        return 0;
    }
}

/* No cache, so that threads may share it; samples beside the colours stay untouched. */
static cmsHTRANSFORM transform(cmsContext context, cmsHPROFILE from, cmsHPROFILE to, int bits,
                               cmsUInt32Number flags) {
    return cmsCreateTransformTHR(context, from, layout(cmsGetColorSpace(from), bits), to,
                                 layout(cmsSigRgbData, bits), INTENT_RELATIVE_COLORIMETRIC,
                                 cmsFLAGS_NOCACHE | flags);
}

/* Columns: the colours of full red, green and blue, in XYZ. */
static bool read_primaries(cmsHPROFILE profile, double m[3][3]) {
    static const cmsTagSignature tags[3] = {cmsSigRedColorantTag, cmsSigGreenColorantTag,
                                            cmsSigBlueColorantTag};
    for (int i = 0; i < 3; i++) {
        const cmsCIEXYZ *color = cmsReadTag(profile, tags[i]);
        if (!color) {
            return false;
        }
        m[0][i] = color->X;
        m[1][i] = color->Y;
        m[2][i] = color->Z;
    }
    return true;
}

static bool invert(const double m[3][3], double out[3][3]) {
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            /* The cofactor of the transposed place; indices that wrap make its sign right. */
            int a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
            out[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
        }
        determinant += m[0][i] * out[i][0];
    }
    if (!(fabs(determinant) > 1e-9)) {
        return false;
    }
    for (int i = 0; i < 9; i++) {
        out[i / 3][i % 3] /= determinant;
    }
    return true;
}

static double srgb_code(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

/* Tables for a profile of curves and a matrix; null for another, and when memory is out. */
static mira_matrix_tables *matrix_tables(cmsHPROFILE from, cmsHPROFILE to) {
    static const cmsTagSignature curves[3] = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
    double source[3][3], target[3][3], inverse[3][3];
    if (cmsGetColorSpace(from) != cmsSigRgbData || cmsGetPCS(from) != cmsSigXYZData ||
        !cmsIsMatrixShaper(from) ||
        cmsIsCLUT(from, INTENT_RELATIVE_COLORIMETRIC, LCMS_USED_AS_INPUT) ||
        cmsIsTag(from, cmsSigAToB0Tag) || !read_primaries(from, source) ||
        !read_primaries(to, target) || !invert(target, inverse)) {
        return NULL;
    }
    mira_matrix_tables *tables = calloc(1, sizeof *tables);
    for (int channel = 0; tables && channel < 3; channel++) {
        const cmsToneCurve *curve = cmsReadTag(from, curves[channel]);
        for (int v = 0; curve && v < 256; v++) {
            double light = cmsEvalToneCurveFloat(curve, (float)v / 255);
            for (int out = 0; out < 3; out++) {
                double weight = 0;
                for (int k = 0; k < 3; k++) {
                    weight += inverse[out][k] * source[k][channel];
                }
                double value = light * weight;
                /* A thousandfold is far out of any picture; it keeps wild curves within an integer.
                 */
                value = value > 100 ? 100 : value > -100 ? value : -100;
                tables->light[channel][v][out] =
                    (int32_t)lrint(value * (MIRA_LIGHT_ONE << MIRA_LIGHT_FRACTION));
            }
        }
        if (!curve) {
            free(tables);
            tables = NULL;
        }
    }
    for (int i = 0; tables && i <= MIRA_LIGHT_ONE; i++) {
        tables->curve[i] = (uint8_t)lrint(srgb_code((double)i / MIRA_LIGHT_ONE) * 255);
    }
    return tables;
}

static uint8_t (*gray_table(cmsContext context, cmsHPROFILE from, cmsHPROFILE to))[4] {
    uint8_t(*table)[4] = calloc(256, sizeof *table);
    cmsHTRANSFORM single = table ? transform(context, from, to, 8, 0) : NULL;
    if (!single) {
        free(table);
        return NULL;
    }
    for (int v = 0; v < 256; v++) {
        table[v][0] = (uint8_t)v;
    }
    cmsDoTransform(single, table, table, 256);
    cmsDeleteTransform(single);
    return table;
}

static uint16_t *ink_lattice(cmsContext context, cmsHPROFILE from, cmsHPROFILE to) {
    enum { SIDE = MIRA_LATTICE_STEPS + 1, NODES = SIDE * SIDE * SIDE * SIDE };
    uint16_t *nodes = malloc(NODES * 4 * sizeof *nodes);
    cmsHTRANSFORM exact = nodes ? transform(context, from, to, 16, cmsFLAGS_NOOPTIMIZE) : NULL;
    if (!exact) {
        free(nodes);
        return NULL;
    }
    for (int i = 0; i < NODES; i++) {
        int rest = i;
        for (int ink = 3; ink >= 0; ink--) {
            nodes[i * 4 + ink] = (uint16_t)(rest % SIDE * 65535 / MIRA_LATTICE_STEPS);
            rest /= SIDE;
        }
    }
    cmsDoTransform(exact, nodes, nodes, NODES);
    cmsDeleteTransform(exact);
    for (int i = 0; i < NODES * 4; i++) {
        nodes[i] = (uint16_t)(((uint32_t)nodes[i] * 255 * MIRA_LATTICE_SCALE + 32767) / 65535);
    }
    return nodes;
}

static cmsHPROFILE open_profile(cmsContext context, const uint8_t *bytes, size_t count) {
    return bytes ? cmsOpenProfileFromMemTHR(context, bytes, (cmsUInt32Number)count)
                 : cmsCreate_sRGBProfileTHR(context);
}

static bool is_ready(const mira_color *color) {
    return color->transform || color->matrix || color->gray || color->inks;
}

mira_status mira_color_open(const uint8_t *profile, size_t count, const uint8_t *target,
                            size_t target_count, int bits, mira_color **out, char *message) {
    mira_color *color = calloc(1, sizeof *color);
    cmsContext context = color ? cmsCreateContext(NULL, NULL) : NULL;
    if (!context) {
        free(color);
        return mira_fail(message, MIRA_FAULT, "out of memory");
    }
    color->context = context;
    cmsSetLogErrorHandlerTHR(context, on_error);
    cmsHPROFILE from = open_profile(context, profile, count);
    cmsHPROFILE to = open_profile(context, target, target_count);
    if (from && to && layout(cmsGetColorSpace(from), bits) &&
        cmsGetColorSpace(to) == cmsSigRgbData) {
        if (bits == 8 && !target) {
            switch (cmsGetColorSpace(from)) {
            case cmsSigGrayData:
                color->gray = gray_table(context, from, to);
                break;
            case cmsSigCmykData:
                color->inks = ink_lattice(context, from, to);
                break;
            default:
                color->matrix = matrix_tables(from, to);
            }
        }
        if (!is_ready(color)) {
            color->transform = transform(context, from, to, bits, 0);
        }
    }
    if (from) {
        cmsCloseProfile(from);
    }
    if (to) {
        cmsCloseProfile(to);
    }
    if (!is_ready(color)) {
        mira_color_close(color);
        return mira_fail(message, MIRA_MALFORMED, "its tables can't be used");
    }
    *out = color;
    return MIRA_OK;
}

void mira_color_convert(const mira_color *color, void *pixels, size_t count) {
    if (color->matrix) {
        mira_convert_matrix(color->matrix, pixels, count);
    } else if (color->gray) {
        mira_convert_gray((const uint8_t(*)[4])color->gray, pixels, count);
    } else if (color->inks) {
        mira_convert_inks(color->inks, pixels, count);
    } else {
        cmsDoTransform(color->transform, pixels, pixels, (cmsUInt32Number)count);
    }
}

void mira_color_close(mira_color *color) {
    if (color) {
        if (color->transform) {
            cmsDeleteTransform(color->transform);
        }
        cmsDeleteContext(color->context);
        free(color->matrix);
        free(color->gray);
        free(color->inks);
        free(color);
    }
}
