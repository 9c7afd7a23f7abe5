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

mira_status mira_deflate(const uint8_t *bytes, size_t count, uint8_t **out, size_t *out_count,
                         char *message) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    if (!compressor) {
        return mira_fail(message, MIRA_FAULT, "out of memory");
    }
    size_t capacity = libdeflate_zlib_compress_bound(compressor, count);
    uint8_t *packed = malloc(capacity);
    size_t size = packed ? libdeflate_zlib_compress(compressor, bytes, count, packed, capacity) : 0;
    libdeflate_free_compressor(compressor);
    if (!size) {
        free(packed);
        return mira_fail(message, MIRA_FAULT, "out of memory");
    }
    *out = packed;
    *out_count = size;
    return MIRA_OK;
}

uint32_t mira_crc32(const uint8_t *bytes, size_t count) {
    return libdeflate_crc32(0, bytes, count);
}

void mira_free(void *memory) {
    free(memory);
}
