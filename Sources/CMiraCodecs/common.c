#include "common.h"

#include <libdeflate.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

mira_status mira_fail(char *message, mira_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, MIRA_MESSAGE_SIZE, format, arguments);
    va_end(arguments);
    return status;
}

mira_status mira_inflate(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity,
                         size_t *out_count) {
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor) {
        return MIRA_FAULT;
    }
    enum libdeflate_result result =
        libdeflate_zlib_decompress(decompressor, bytes, count, out, capacity, out_count);
    libdeflate_free_decompressor(decompressor);
    switch (result) {
    case LIBDEFLATE_SUCCESS:
        return MIRA_OK;
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        return MIRA_LIMIT;
    default:
        return MIRA_MALFORMED;
    }
}

uint32_t mira_crc32(const uint8_t *bytes, size_t count) {
    return libdeflate_crc32(0, bytes, count);
}

void mira_free(void *memory) {
    free(memory);
}
