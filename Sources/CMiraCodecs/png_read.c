#include "common.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* Everything that changes after setjmp lives here, not in locals. */
typedef struct {
    const uint8_t *bytes;
    size_t count, offset;
    char *message;
    png_structp png;
    png_infop info;
    png_bytep *rows;
    bool ended_early;
} state;

static void read_bytes(png_structp png, png_bytep out, size_t count) {
    state *s = png_get_io_ptr(png);
    if (count > s->count - s->offset) {
        s->ended_early = true;
        png_error(png, "the file ends early");
    }
    memcpy(out, s->bytes + s->offset, count);
    s->offset += count;
}

static void on_error(png_structp png, png_const_charp text) {
    state *s = png_get_error_ptr(png);
    mira_fail(s->message, MIRA_MALFORMED, "%s", text);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
    (void)png;
    (void)text;
}

static mira_status decode(state *s, uint32_t width, uint32_t height, int bits, void *rgba) {
    png_structp png = s->png;
    if (setjmp(png_jmpbuf(png))) {
        return MIRA_MALFORMED;
    }
    /* The caller reads metadata itself. Ancillary chunks but tRNS are not looked at, so none can be
     * a bomb. */
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_user_limits(png, width, height);
    png_set_chunk_cache_max(png, 1);
    png_set_chunk_malloc_max(png, 1 << 16);
    png_set_read_fn(png, s, read_bytes);
    png_read_info(png, s->info);
    if (png_get_image_width(png, s->info) != width ||
        png_get_image_height(png, s->info) != height) {
        png_error(png, "the header changed");
    }
    int color = png_get_color_type(png, s->info);
    bool has_key = png_get_valid(png, s->info, PNG_INFO_tRNS);
    png_set_expand(png);
    if (bits == 16) {
        png_set_expand_16(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        png_set_swap(png);
#endif
    } else {
        png_set_scale_16(png);
    }
    if (!(color & PNG_COLOR_MASK_COLOR)) {
        png_set_gray_to_rgb(png);
    }
    if (!(color & PNG_COLOR_MASK_ALPHA) && !has_key) {
        png_set_add_alpha(png, bits == 16 ? 0xFFFF : 0xFF, PNG_FILLER_AFTER);
    }
    (void)png_set_interlace_handling(png);
    png_read_update_info(png, s->info);
    size_t row_bytes = (size_t)width * (bits == 16 ? 8 : 4);
    if (png_get_rowbytes(png, s->info) != row_bytes) {
        png_error(png, "an unknown kind of pixel");
    }
    s->rows = malloc((size_t)height * sizeof *s->rows);
    if (!s->rows) {
        mira_fail(s->message, MIRA_FAULT, "out of memory");
        return MIRA_FAULT;
    }
    for (uint32_t y = 0; y < height; y++) {
        s->rows[y] = (png_bytep)rgba + y * row_bytes;
    }
    png_read_image(png, s->rows);
    png_read_end(png, NULL);
    return MIRA_OK;
}

mira_status mira_png_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height,
                            int bits, void *rgba, char *message) {
    state s = {.bytes = bytes, .count = count, .message = message};
    s.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &s, on_error, on_warning);
    if (!s.png) {
        return mira_fail(message, MIRA_FAULT, "libpng can't be used");
    }
    mira_status status = MIRA_FAULT;
    s.info = png_create_info_struct(s.png);
    if (s.info) {
        status = decode(&s, width, height, bits, rgba);
    } else {
        mira_fail(message, MIRA_FAULT, "out of memory");
    }
    free(s.rows);
    png_destroy_read_struct(&s.png, &s.info, NULL);
    return status;
}
