#include "common.h"

#include <stdlib.h>
#include <webp/decode.h>
#include <webp/encode.h>

static mira_status status_of(VP8StatusCode code, char *message) {
    switch (code) {
    case VP8_STATUS_OK:
        return MIRA_OK;
    case VP8_STATUS_OUT_OF_MEMORY:
        return mira_fail(message, MIRA_FAULT, "out of memory");
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        return mira_fail(message, MIRA_UNSUPPORTED, "a feature that libwebp does not read");
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA:
        return mira_fail(message, MIRA_MALFORMED, "the data end early");
    default:
        return mira_fail(message, MIRA_MALFORMED, "the data are damaged");
    }
}

mira_status mira_webp_read_header(const uint8_t *bytes, size_t count, mira_webp_header *header,
                                  char *message) {
    WebPBitstreamFeatures features;
    mira_status status = status_of(WebPGetFeatures(bytes, count, &features), message);
    if (status == MIRA_OK) {
        header->width = (uint32_t)features.width;
        header->height = (uint32_t)features.height;
        header->has_alpha = features.has_alpha;
        header->lossless = features.format == 2;
    }
    return status;
}

mira_status mira_webp_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                             uint8_t *rgba, size_t row_bytes, char *message) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) {
        return mira_fail(message, MIRA_FAULT, "libwebp can't be used");
    }
    mira_status status = status_of(WebPGetFeatures(bytes, count, &config.input), message);
    if (status != MIRA_OK) {
        return status;
    }
    if ((uint32_t)config.input.width != width || (uint32_t)config.input.height != height) {
        return mira_fail(message, MIRA_MALFORMED, "the header changed");
    }
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = rgba;
    config.output.u.RGBA.stride = (int)row_bytes;
    config.output.u.RGBA.size = row_bytes * (height - 1) + (size_t)width * 4;
    status = status_of(WebPDecode(bytes, count, &config), message);
    WebPFreeDecBuffer(&config.output);
    return status;
}

mira_status mira_webp_encode(const uint8_t *rgba, uint32_t width, uint32_t height, bool has_alpha,
                             int quality, bool lossless, uint8_t **out, size_t *out_count,
                             char *message) {
    WebPConfig config;
    WebPPicture picture;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) {
        return mira_fail(message, MIRA_FAULT, "libwebp can't be used");
    }
    config.quality = (float)quality;
    if (lossless) {
        if (!WebPConfigLosslessPreset(&config, 6)) {
            return mira_fail(message, MIRA_FAULT, "libwebp can't be used");
        }
        /* Colours under alpha 0 are kept: every pixel means every pixel. */
        config.exact = 1;
    }
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    picture.use_argb = lossless;
    picture.width = (int)width;
    picture.height = (int)height;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    int stride = (int)width * 4;
    int ok = has_alpha ? WebPPictureImportRGBA(&picture, rgba, stride)
                       : WebPPictureImportRGBX(&picture, rgba, stride);
    ok = ok && WebPEncode(&config, &picture);
    WebPPictureFree(&picture);
    if (!ok) {
        WebPMemoryWriterClear(&writer);
        return mira_fail(message, MIRA_FAULT, "libwebp's error %d", (int)picture.error_code);
    }
    *out = writer.mem;
    *out_count = writer.size;
    return MIRA_OK;
}
