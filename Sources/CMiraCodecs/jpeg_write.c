#include "common.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpeglib.h>

typedef struct {
    struct jpeg_compress_struct cinfo;
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    char *message;
    /* Owned by the library's memory destination until it is handed over. */
    unsigned char *out;
    unsigned long out_count;
} writer;

static void on_error(j_common_ptr cinfo) {
    writer *w = cinfo->client_data;
    char text[JMSG_LENGTH_MAX];
    cinfo->err->format_message(cinfo, text);
    mira_fail(w->message, MIRA_FAULT, "%s", text);
    longjmp(w->escape, 1);
}

static void on_message(j_common_ptr cinfo, int level) {
    (void)cinfo;
    (void)level;
}

/* Writes `segments`, which are FF, code, two bytes of length, payload, one after the other. */
static void write_segments(j_compress_ptr cinfo, const uint8_t *segments, size_t count) {
    for (size_t at = 0; at + 4 <= count;) {
        size_t length = (size_t)segments[at + 2] << 8 | segments[at + 3];
        if (length < 2 || length > count - at - 2) {
            ERREXIT(cinfo, JERR_BAD_LENGTH);
        }
        jpeg_write_marker(cinfo, segments[at + 1], segments + at + 4, (unsigned)length - 2);
        at += 2 + length;
    }
}

mira_status mira_jpeg_encode(const uint8_t *rgba, uint32_t width, uint32_t height,
                             const mira_jpeg_options *options, const uint8_t *segments,
                             size_t segment_bytes, uint8_t **out, size_t *out_count,
                             char *message) {
    writer *w = calloc(1, sizeof *w);
    if (!w) {
        return mira_fail(message, MIRA_FAULT, "out of memory");
    }
    w->message = message;
    w->cinfo.err = jpeg_std_error(&w->errors);
    w->errors.error_exit = on_error;
    w->errors.emit_message = on_message;
    w->cinfo.client_data = w;
    if (setjmp(w->escape)) {
        jpeg_destroy_compress(&w->cinfo);
        free(w->out);
        free(w);
        return MIRA_FAULT;
    }
    struct jpeg_compress_struct *cinfo = &w->cinfo;
    jpeg_create_compress(cinfo);
    jpeg_mem_dest(cinfo, &w->out, &w->out_count);
    cinfo->image_width = width;
    cinfo->image_height = height;
    cinfo->input_components = 4;
    cinfo->in_color_space = JCS_EXT_RGBX;
    jpeg_set_defaults(cinfo);
    jpeg_set_quality(cinfo, options->quality, TRUE);
    cinfo->comp_info[0].h_samp_factor = cinfo->comp_info[0].v_samp_factor =
        options->full_chroma ? 1 : 2;
    if (options->density_x && options->density_y) {
        cinfo->density_unit = 1;
        cinfo->X_density = options->density_x;
        cinfo->Y_density = options->density_y;
    }
    jpeg_start_compress(cinfo, TRUE);
    write_segments(cinfo, segments, segment_bytes);
    while (cinfo->next_scanline < height) {
        JSAMPROW list[16];
        JDIMENSION count = height - cinfo->next_scanline;
        if (count > 16) {
            count = 16;
        }
        for (JDIMENSION i = 0; i < count; i++) {
            /* The library only reads, though its type does not say so. */
            list[i] = (JSAMPROW)(rgba + ((size_t)cinfo->next_scanline + i) * width * 4);
        }
        jpeg_write_scanlines(cinfo, list, count);
    }
    jpeg_finish_compress(cinfo);
    jpeg_destroy_compress(cinfo);
    *out = w->out;
    *out_count = w->out_count;
    free(w);
    return MIRA_OK;
}
