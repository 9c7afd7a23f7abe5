/* Hot pixel loops: scalar bodies and AVX2 twins that agree bit for bit, chosen at run time. */
#ifndef MIRA_KERNELS_H
#define MIRA_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* The instruction sets a kernel may use. */
typedef enum { MIRA_LEVEL_SCALAR = 0, MIRA_LEVEL_AVX2 = 1 } mira_kernels_level;

/* The level in use: the best that the CPU has, or scalar when MIRA_SIMD=scalar. */
mira_kernels_level mira_kernels_get_level(void);

/* Sets the level, for tests; a level that the CPU lacks is ignored. Returns the level in use. */
mira_kernels_level mira_kernels_set_level(mira_kernels_level level);

/* SHA-256 of `count` bytes (FIPS 180-4), 32 bytes into `digest`. */
void mira_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);

#endif
