/* How a kernel is written: one inline body, compiled for the baseline and for AVX2, chosen at run
 * time. */
#ifndef MIRA_LEVEL_H
#define MIRA_LEVEL_H

#include "mira_kernels.h"

#define MIRA_INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define MIRA_HAS_AVX2 1
/* No fma: a fused a*b+c would differ from the baseline. */
#define MIRA_AVX2 __attribute__((target("avx2,bmi2")))
#else
#define MIRA_HAS_AVX2 0
#define MIRA_AVX2
#endif

#endif
