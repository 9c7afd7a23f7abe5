#include "mira_kernels.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_int current = -1;

static mira_kernels_level best(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) {
        return MIRA_LEVEL_AVX2;
    }
#endif
    return MIRA_LEVEL_SCALAR;
}

mira_kernels_level mira_kernels_get_level(void) {
    int level = atomic_load_explicit(&current, memory_order_relaxed);
    if (level < 0) {
        const char *wanted = getenv("MIRA_SIMD");
        level = wanted && strcmp(wanted, "scalar") == 0 ? MIRA_LEVEL_SCALAR : best();
        atomic_store_explicit(&current, level, memory_order_relaxed);
    }
    return (mira_kernels_level)level;
}

mira_kernels_level mira_kernels_set_level(mira_kernels_level level) {
    if (level == MIRA_LEVEL_SCALAR || level <= best()) {
        atomic_store_explicit(&current, level, memory_order_relaxed);
    }
    return mira_kernels_get_level();
}
