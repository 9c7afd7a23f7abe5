#include "common.h"

#include <lcms2.h>
#include <stdlib.h>

struct mira_color {
    cmsContext context;
    cmsHTRANSFORM transform;
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

static cmsHPROFILE open_profile(cmsContext context, const uint8_t *bytes, size_t count) {
    return bytes ? cmsOpenProfileFromMemTHR(context, bytes, (cmsUInt32Number)count)
                 : cmsCreate_sRGBProfileTHR(context);
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
    cmsUInt32Number input = from ? layout(cmsGetColorSpace(from), bits) : 0;
    if (input && to && cmsGetColorSpace(to) == cmsSigRgbData) {
        /* No cache, so that threads may share the transform; samples beside the colours stay
         * untouched. */
        color->transform =
            cmsCreateTransformTHR(context, from, input, to, layout(cmsSigRgbData, bits),
                                  INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE);
    }
    if (from) {
        cmsCloseProfile(from);
    }
    if (to) {
        cmsCloseProfile(to);
    }
    if (!color->transform) {
        mira_color_close(color);
        return mira_fail(message, MIRA_MALFORMED, "its tables can't be used");
    }
    *out = color;
    return MIRA_OK;
}

void mira_color_convert(const mira_color *color, void *pixels, size_t count) {
    cmsDoTransform(color->transform, pixels, pixels, (cmsUInt32Number)count);
}

void mira_color_close(mira_color *color) {
    if (color) {
        if (color->transform) {
            cmsDeleteTransform(color->transform);
        }
        cmsDeleteContext(color->context);
        free(color);
    }
}
