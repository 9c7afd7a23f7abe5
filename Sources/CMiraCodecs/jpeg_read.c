#include "common.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpeglib.h>

enum {
    /* Real progressive files have about ten scans; each costs a pass over all coefficients. */
    MAX_SCANS = 100,
};

/* Coefficients of progressive pictures are kept whole. */
static const long max_memory = 512L << 20;

struct mira_jpeg_reader {
    struct jpeg_decompress_struct cinfo;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    char *message;
    mira_status status;
    long damage;
    JDIMENSION full_width, first_column;
    bool inverted_ink;
    bool ended_early;
};

static mira_jpeg_reader *owner(j_common_ptr cinfo) {
    return cinfo->client_data;
}

static void on_error(j_common_ptr cinfo) {
    mira_jpeg_reader *reader = owner(cinfo);
    char text[JMSG_LENGTH_MAX];
    cinfo->err->format_message(cinfo, text);
    switch (cinfo->err->msg_code) {
    case JERR_OUT_OF_MEMORY:
        reader->status = MIRA_FAULT;
        break;
    case JERR_NO_BACKING_STORE:
        reader->status = MIRA_LIMIT;
        snprintf(text, sizeof text, "a progressive picture that takes too much memory");
        break;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_SOF_UNSUPPORTED:
        reader->status = MIRA_UNSUPPORTED;
        break;
    default:
        reader->status = MIRA_MALFORMED;
    }
    mira_fail(reader->message, reader->status, "%s", text);
    longjmp(reader->escape, 1);
}

static void on_message(j_common_ptr cinfo, int level) {
    mira_jpeg_reader *reader = owner(cinfo);
    if (level >= 0) {
        return;
    }
    switch (cinfo->err->msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
    case JWRN_TOO_MUCH_DATA:
        /* Harmless: every pixel is there. */
        return;
    case JWRN_JPEG_EOF:
        reader->ended_early = true;
        return;
    case JWRN_HIT_MARKER:
        if (reader->ended_early) {
            reader->status = mira_fail(reader->message, MIRA_MALFORMED, "the file ends early");
            longjmp(reader->escape, 1);
        }
    }
    reader->damage++;
}

static void on_progress(j_common_ptr cinfo) {
    mira_jpeg_reader *reader = owner(cinfo);
    if (cinfo->is_decompressor && ((j_decompress_ptr)cinfo)->input_scan_number > MAX_SCANS) {
        reader->status = MIRA_LIMIT;
        mira_fail(reader->message, MIRA_LIMIT, "more than %d scans", MAX_SCANS);
        longjmp(reader->escape, 1);
    }
}

mira_jpeg_reader *mira_jpeg_open(const uint8_t *bytes, size_t count) {
    mira_jpeg_reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        return NULL;
    }
    char unused[MIRA_MESSAGE_SIZE];
    reader->message = unused;
    reader->cinfo.err = jpeg_std_error(&reader->errors);
    reader->errors.error_exit = on_error;
    reader->errors.emit_message = on_message;
    reader->progress.progress_monitor = on_progress;
    reader->cinfo.client_data = reader;
    if (setjmp(reader->escape)) {
        jpeg_destroy_decompress(&reader->cinfo);
        free(reader);
        return NULL;
    }
    jpeg_create_decompress(&reader->cinfo);
    reader->cinfo.progress = &reader->progress;
    reader->cinfo.mem->max_memory_to_use = max_memory;
    jpeg_mem_src(&reader->cinfo, bytes, (unsigned long)count);
    return reader;
}

static void describe(const mira_jpeg_reader *reader, mira_jpeg_header *header) {
    const struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    bool started = cinfo->output_width > 0;
    header->width = started ? reader->full_width : cinfo->image_width;
    header->height = started ? cinfo->output_height : cinfo->image_height;
    header->first_column = reader->first_column;
    header->columns = started ? cinfo->output_width : cinfo->image_width;
    header->components = cinfo->num_components;
}

mira_status mira_jpeg_read_header(mira_jpeg_reader *reader, mira_jpeg_header *header,
                                  char *message) {
    reader->message = message;
    if (setjmp(reader->escape)) {
        return reader->status;
    }
    jpeg_read_header(&reader->cinfo, TRUE);
    describe(reader, header);
    return MIRA_OK;
}

/* Leaves out blocks on both sides that the request can do without. */
static void crop(mira_jpeg_reader *reader, const mira_jpeg_request *request) {
    struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    reader->full_width = cinfo->output_width;
    if (request->columns == 0) {
        return;
    }
    /* The library blends chroma across blocks as if its crop were the picture's edge, so the edge
     * goes further out. */
    const JDIMENSION margin = 16;
    JDIMENSION first = request->first_column > margin ? request->first_column - margin : 0;
    JDIMENSION end = request->first_column + request->columns + margin;
    if (end > cinfo->output_width) {
        end = cinfo->output_width;
    }
    if (first >= end || (first == 0 && end == cinfo->output_width)) {
        return;
    }
    JDIMENSION columns = end - first;
    jpeg_crop_scanline(cinfo, &first, &columns);
    reader->first_column = first;
}

mira_status mira_jpeg_start(mira_jpeg_reader *reader, const mira_jpeg_request *request,
                            mira_jpeg_header *header, char *message) {
    reader->message = message;
    if (setjmp(reader->escape)) {
        return reader->status;
    }
    struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    cinfo->scale_num = 1;
    cinfo->scale_denom = (unsigned)request->denominator;
    reader->inverted_ink = request->inverted_ink;
    switch (cinfo->num_components) {
    case 1:
    case 3:
        cinfo->out_color_space = JCS_EXT_RGBA;
        break;
    case 4:
        cinfo->out_color_space = JCS_CMYK;
        break;
    default:
        return mira_fail(message, MIRA_UNSUPPORTED, "%d components", cinfo->num_components);
    }
    jpeg_start_decompress(cinfo);
    if (cinfo->output_components != 4) {
        return mira_fail(message, MIRA_UNSUPPORTED, "an unknown kind of pixel");
    }
    crop(reader, request);
    describe(reader, header);
    return MIRA_OK;
}

mira_status mira_jpeg_read_rows(mira_jpeg_reader *reader, uint8_t *pixels, size_t rows,
                                char *message) {
    reader->message = message;
    if (setjmp(reader->escape)) {
        return reader->status;
    }
    struct jpeg_decompress_struct *cinfo = &reader->cinfo;
    size_t row_bytes = (size_t)cinfo->output_width * 4;
    if (rows > cinfo->output_height - cinfo->output_scanline) {
        return mira_fail(message, MIRA_FAULT, "rows were asked for that are not there");
    }
    JDIMENSION first = cinfo->output_scanline;
    JDIMENSION end = first + (JDIMENSION)rows;
    while (cinfo->output_scanline < end) {
        /* At most one iMCU row of pointers; the library gives fewer rows where it likes. */
        JSAMPROW list[32];
        JDIMENSION count = end - cinfo->output_scanline;
        if (count > 32) {
            count = 32;
        }
        uint8_t *base = pixels + (cinfo->output_scanline - first) * row_bytes;
        for (JDIMENSION i = 0; i < count; i++) {
            list[i] = base + i * row_bytes;
        }
        if (jpeg_read_scanlines(cinfo, list, count) == 0) {
            return mira_fail(message, MIRA_MALFORMED, "the data end early");
        }
    }
    if (reader->inverted_ink && cinfo->num_components == 4) {
        for (size_t i = 0; i < rows * row_bytes; i++) {
            pixels[i] ^= 0xFF;
        }
    }
    return MIRA_OK;
}

long mira_jpeg_damage(const mira_jpeg_reader *reader) {
    return reader->damage;
}

void mira_jpeg_close(mira_jpeg_reader *reader) {
    if (reader) {
        jpeg_destroy_decompress(&reader->cinfo);
        free(reader);
    }
}
