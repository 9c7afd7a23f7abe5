#include "mira_runtime.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `OrtApi` is an append-only table: these are its 0-based slots, the same in every version from 11
 * on. */
enum {
    API_VERSION = 11,
    GET_ERROR_MESSAGE = 2,
    CREATE_ENV = 3,
    CREATE_SESSION_FROM_ARRAY = 8,
    RUN = 9,
    CREATE_SESSION_OPTIONS = 10,
    DISABLE_CPU_MEM_ARENA = 19,
    SET_INTRA_OP_NUM_THREADS = 24,
    SET_INTER_OP_NUM_THREADS = 25,
    SESSION_GET_INPUT_COUNT = 30,
    SESSION_GET_OUTPUT_COUNT = 31,
    SESSION_GET_INPUT_TYPE_INFO = 33,
    SESSION_GET_OUTPUT_TYPE_INFO = 34,
    SESSION_GET_INPUT_NAME = 36,
    SESSION_GET_OUTPUT_NAME = 37,
    CREATE_RUN_OPTIONS = 39,
    RUN_OPTIONS_SET_TERMINATE = 46,
    CREATE_TENSOR_WITH_DATA = 49,
    GET_TENSOR_MUTABLE_DATA = 51,
    CAST_TYPE_INFO_TO_TENSOR_INFO = 55,
    GET_TENSOR_ELEMENT_TYPE = 60,
    GET_DIMENSIONS_COUNT = 61,
    GET_DIMENSIONS = 62,
    GET_TENSOR_SHAPE_ELEMENT_COUNT = 64,
    GET_TENSOR_TYPE_AND_SHAPE = 65,
    CREATE_CPU_MEMORY_INFO = 69,
    ALLOCATOR_FREE = 76,
    GET_ALLOCATOR_WITH_DEFAULT_OPTIONS = 78,
    RELEASE_STATUS = 93,
    RELEASE_MEMORY_INFO = 94,
    RELEASE_SESSION = 95,
    RELEASE_VALUE = 96,
    RELEASE_RUN_OPTIONS = 97,
    RELEASE_TYPE_INFO = 98,
    RELEASE_TENSOR_TYPE_AND_SHAPE_INFO = 99,
    RELEASE_SESSION_OPTIONS = 100
};

enum { LOG_FATAL = 4, ELEMENT_FLOAT = 1, DEVICE_ALLOCATOR = 0, DEFAULT_MEMORY = 0 };

typedef struct {
    const void *(*get_api)(uint32_t version);
    const char *(*get_version)(void);
} api_base;

/* The library's own types are only passed around. */
typedef void status, env, session_options, ort_session, allocator, type_info, shape_info;
typedef void memory_info, ort_value, run_options;

struct mira_runtime {
    const void *const *api;
    env *environment;
    allocator *names;
    memory_info *memory;
};

struct mira_session {
    mira_runtime *runtime;
    ort_session *session;
    char *input;
    char *output;
};

struct mira_run {
    mira_session *session;
    run_options *options;
    atomic_bool cancelled;
};

/* A function of the table, as a pointer of its own type. */
#define CALL(runtime, slot, ...) ((status * (*)(__VA_ARGS__))(runtime)->api[slot])
#define RELEASE(runtime, slot, object) (((void (*)(void *))(runtime)->api[slot])(object))

static mira_runtime_status fail(mira_runtime_status status, char *message, size_t capacity,
                                const char *what, const char *why) {
    snprintf(message, capacity, "%s: %s", what, why);
    /* One line: the library's messages may have several. */
    for (char *c = message; capacity > 0 && *c; c++) {
        if (*c == '\n' || *c == '\r') {
            *c = ' ';
        }
    }
    return status;
}

/* Takes the status of a call: true when it went well, else the message is copied. */
static bool went_well(const mira_runtime *runtime, status *s, char *message, size_t capacity,
                      const char *what) {
    if (!s) {
        return true;
    }
    const char *why = ((const char *(*)(const status *))runtime->api[GET_ERROR_MESSAGE])(s);
    fail(MIRA_RUNTIME_FAILED, message, capacity, what, why ? why : "no reason given");
    RELEASE(runtime, RELEASE_STATUS, s);
    return false;
}

/* Drops the status of a call whose failure does not matter. */
static void ignore(const mira_runtime *runtime, status *s) {
    if (s) {
        RELEASE(runtime, RELEASE_STATUS, s);
    }
}

mira_runtime_status mira_runtime_open(const char *path, mira_runtime **result, char *message,
                                      size_t capacity) {
    *result = NULL;
    const char *what = "ONNX Runtime can't be opened";
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *why = dlerror();
        return fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what, why ? why : "unknown");
    }
    const api_base *(*get_base)(void) = (const api_base *(*)(void))dlsym(library, "OrtGetApiBase");
    const api_base *base = get_base ? get_base() : NULL;
    const void *api = base && base->get_api ? base->get_api(API_VERSION) : NULL;
    if (!api) {
        dlclose(library);
        return fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what,
                    "expected a library with API version 11 or later");
    }
    mira_runtime *runtime = calloc(1, sizeof *runtime);
    if (!runtime) {
        return fail(MIRA_RUNTIME_FAILED, message, capacity, what, "out of memory");
    }
    runtime->api = api;
    if (went_well(runtime,
                  CALL(runtime, CREATE_ENV, int, const char *, env **)(LOG_FATAL, "mira",
                                                                       &runtime->environment),
                  message, capacity, what) &&
        went_well(runtime,
                  CALL(runtime, GET_ALLOCATOR_WITH_DEFAULT_OPTIONS, allocator **)(&runtime->names),
                  message, capacity, what) &&
        went_well(runtime,
                  CALL(runtime, CREATE_CPU_MEMORY_INFO, int, int,
                       memory_info **)(DEVICE_ALLOCATOR, DEFAULT_MEMORY, &runtime->memory),
                  message, capacity, what)) {
        *result = runtime;
        return MIRA_RUNTIME_OK;
    }
    /* The library and what was made of its environment stay: unloading it while its threads end is
     * not safe. */
    free(runtime);
    return MIRA_RUNTIME_UNAVAILABLE;
}

/* Checks that a tensor's description is of floats and fits `expected`. */
static bool fits(const mira_runtime *runtime, type_info *type, const mira_shape *expected,
                 char *message, size_t capacity, const char *what) {
    const shape_info *shape = NULL;
    int element = 0;
    size_t rank = 0;
    int64_t sides[8] = {0};
    /* The cast result belongs to `type`, and is null for what is no tensor. */
    if (!went_well(runtime,
                   CALL(runtime, CAST_TYPE_INFO_TO_TENSOR_INFO, const type_info *,
                        const shape_info **)(type, &shape),
                   message, capacity, what)) {
        return false;
    }
    if (!shape) {
        fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what, "expected a tensor");
        return false;
    }
    if (!went_well(
            runtime,
            CALL(runtime, GET_TENSOR_ELEMENT_TYPE, const shape_info *, int *)(shape, &element),
            message, capacity, what) ||
        !went_well(runtime,
                   CALL(runtime, GET_DIMENSIONS_COUNT, const shape_info *, size_t *)(shape, &rank),
                   message, capacity, what)) {
        return false;
    }
    if (element != ELEMENT_FLOAT || rank != expected->rank || rank > 8) {
        fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what,
             "expected 32-bit floats and another number of dimensions");
        return false;
    }
    if (!went_well(runtime,
                   CALL(runtime, GET_DIMENSIONS, const shape_info *, int64_t *,
                        size_t)(shape, sides, rank),
                   message, capacity, what)) {
        return false;
    }
    for (size_t i = 0; i < rank; i++) {
        /* A model says -1 for a side that may be anything. */
        if (expected->sides[i] > 0 && sides[i] > 0 && sides[i] != expected->sides[i]) {
            fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what, "expected another shape");
            return false;
        }
    }
    return true;
}

static bool check_type(mira_session *session, int slot, const mira_shape *expected, char *message,
                       size_t capacity, const char *what) {
    mira_runtime *runtime = session->runtime;
    type_info *type = NULL;
    if (!went_well(runtime,
                   CALL(runtime, slot, const ort_session *, size_t, type_info **)(session->session,
                                                                                  0, &type),
                   message, capacity, what)) {
        return false;
    }
    bool good = fits(runtime, type, expected, message, capacity, what);
    RELEASE(runtime, RELEASE_TYPE_INFO, type);
    return good;
}

static bool load(mira_session *session, const void *model, size_t bytes, char *message,
                 size_t capacity) {
    mira_runtime *runtime = session->runtime;
    const char *what = "the model can't be loaded";
    session_options *options = NULL;
    if (!went_well(runtime, CALL(runtime, CREATE_SESSION_OPTIONS, session_options **)(&options),
                   message, capacity, what)) {
        return false;
    }
    /* One thread: the same sums in the same order. No arena: a session runs once or a few times,
     * and memory counts. */
    bool good =
        went_well(runtime,
                  CALL(runtime, SET_INTRA_OP_NUM_THREADS, session_options *, int)(options, 1),
                  message, capacity, what) &&
        went_well(runtime,
                  CALL(runtime, SET_INTER_OP_NUM_THREADS, session_options *, int)(options, 1),
                  message, capacity, what) &&
        went_well(runtime, CALL(runtime, DISABLE_CPU_MEM_ARENA, session_options *)(options),
                  message, capacity, what) &&
        went_well(runtime,
                  CALL(runtime, CREATE_SESSION_FROM_ARRAY, const env *, const void *, size_t,
                       const session_options *, ort_session **)(runtime->environment, model, bytes,
                                                                options, &session->session),
                  message, capacity, what);
    RELEASE(runtime, RELEASE_SESSION_OPTIONS, options);
    return good;
}

static bool has_ends(mira_session *session, char *message, size_t capacity) {
    mira_runtime *runtime = session->runtime;
    const char *what = "the model can't be used";
    size_t inputs = 0, outputs = 0;
    if (!went_well(runtime,
                   CALL(runtime, SESSION_GET_INPUT_COUNT, const ort_session *,
                        size_t *)(session->session, &inputs),
                   message, capacity, what) ||
        !went_well(runtime,
                   CALL(runtime, SESSION_GET_OUTPUT_COUNT, const ort_session *,
                        size_t *)(session->session, &outputs),
                   message, capacity, what)) {
        return false;
    }
    if (inputs != 1 || outputs < 1) {
        fail(MIRA_RUNTIME_UNAVAILABLE, message, capacity, what,
             "expected one input and at least one output");
        return false;
    }
    return went_well(runtime,
                     CALL(runtime, SESSION_GET_INPUT_NAME, const ort_session *, size_t, allocator *,
                          char **)(session->session, 0, runtime->names, &session->input),
                     message, capacity, what) &&
           went_well(runtime,
                     CALL(runtime, SESSION_GET_OUTPUT_NAME, const ort_session *, size_t,
                          allocator *,
                          char **)(session->session, 0, runtime->names, &session->output),
                     message, capacity, what);
}

mira_runtime_status mira_session_create(mira_runtime *runtime, const void *model, size_t bytes,
                                        const mira_shape *input, const mira_shape *output,
                                        mira_session **result, char *message, size_t capacity) {
    *result = NULL;
    mira_session *session = calloc(1, sizeof *session);
    if (!session) {
        return fail(MIRA_RUNTIME_FAILED, message, capacity, "the model can't be loaded",
                    "out of memory");
    }
    session->runtime = runtime;
    if (load(session, model, bytes, message, capacity) && has_ends(session, message, capacity) &&
        check_type(session, SESSION_GET_INPUT_TYPE_INFO, input, message, capacity,
                   "the model's input") &&
        check_type(session, SESSION_GET_OUTPUT_TYPE_INFO, output, message, capacity,
                   "the model's output")) {
        *result = session;
        return MIRA_RUNTIME_OK;
    }
    mira_session_release(session);
    return MIRA_RUNTIME_UNAVAILABLE;
}

void mira_session_release(mira_session *session) {
    if (!session) {
        return;
    }
    mira_runtime *runtime = session->runtime;
    char *names[] = {session->input, session->output};
    for (int i = 0; i < 2; i++) {
        if (names[i]) {
            ignore(runtime,
                   CALL(runtime, ALLOCATOR_FREE, allocator *, void *)(runtime->names, names[i]));
        }
    }
    if (session->session) {
        RELEASE(runtime, RELEASE_SESSION, session->session);
    }
    free(session);
}

mira_runtime_status mira_run_create(mira_session *session, mira_run **result, char *message,
                                    size_t capacity) {
    *result = NULL;
    mira_run *run = calloc(1, sizeof *run);
    if (!run) {
        return fail(MIRA_RUNTIME_FAILED, message, capacity, "the model can't be run",
                    "out of memory");
    }
    run->session = session;
    if (!went_well(session->runtime,
                   CALL(session->runtime, CREATE_RUN_OPTIONS, run_options **)(&run->options),
                   message, capacity, "the model can't be run")) {
        free(run);
        return MIRA_RUNTIME_FAILED;
    }
    *result = run;
    return MIRA_RUNTIME_OK;
}

/* Copies the first output, after a look at its type and size. */
static bool copy_output(const mira_runtime *runtime, ort_value *value, float *output, size_t count,
                        char *message, size_t capacity) {
    const char *what = "the model's output";
    shape_info *shape = NULL;
    if (!went_well(runtime,
                   CALL(runtime, GET_TENSOR_TYPE_AND_SHAPE, const ort_value *,
                        shape_info **)(value, &shape),
                   message, capacity, what)) {
        return false;
    }
    int element = 0;
    size_t found = 0;
    float *data = NULL;
    bool good = went_well(runtime,
                          CALL(runtime, GET_TENSOR_ELEMENT_TYPE, const shape_info *,
                               int *)(shape, &element),
                          message, capacity, what) &&
                went_well(runtime,
                          CALL(runtime, GET_TENSOR_SHAPE_ELEMENT_COUNT, const shape_info *,
                               size_t *)(shape, &found),
                          message, capacity, what);
    RELEASE(runtime, RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, shape);
    if (good && (element != ELEMENT_FLOAT || found != count)) {
        fail(MIRA_RUNTIME_FAILED, message, capacity, what, "expected another size");
        good = false;
    }
    good = good && went_well(runtime,
                             CALL(runtime, GET_TENSOR_MUTABLE_DATA, ort_value *,
                                  void **)(value, (void **)&data),
                             message, capacity, what);
    if (good) {
        memcpy(output, data, count * sizeof *output);
    }
    return good;
}

mira_runtime_status mira_run_start(mira_run *run, float *input, const mira_shape *input_shape,
                                   float *output, size_t output_count, char *message,
                                   size_t capacity) {
    mira_session *session = run->session;
    mira_runtime *runtime = session->runtime;
    size_t count = 1;
    for (size_t i = 0; i < input_shape->rank; i++) {
        count *= (size_t)input_shape->sides[i];
    }
    ort_value *in = NULL, *out = NULL;
    bool good =
        went_well(runtime,
                  CALL(runtime, CREATE_TENSOR_WITH_DATA, const memory_info *, void *, size_t,
                       const int64_t *, size_t, int,
                       ort_value **)(runtime->memory, input, count * sizeof *input,
                                     input_shape->sides, input_shape->rank, ELEMENT_FLOAT, &in),
                  message, capacity, "the model's input") &&
        went_well(runtime,
                  CALL(runtime, RUN, ort_session *, const run_options *, const char *const *,
                       const ort_value *const *, size_t, const char *const *, size_t, ort_value **)(
                      session->session, run->options, (const char *const[]){session->input},
                      (const ort_value *const[]){in}, 1, (const char *const[]){session->output}, 1,
                      &out),
                  message, capacity, "the model failed") &&
        copy_output(runtime, out, output, output_count, message, capacity);
    if (in) {
        RELEASE(runtime, RELEASE_VALUE, in);
    }
    if (out) {
        RELEASE(runtime, RELEASE_VALUE, out);
    }
    if (atomic_load(&run->cancelled)) {
        return MIRA_RUNTIME_CANCELLED;
    }
    return good ? MIRA_RUNTIME_OK : MIRA_RUNTIME_FAILED;
}

void mira_run_cancel(mira_run *run) {
    atomic_store(&run->cancelled, true);
    mira_runtime *runtime = run->session->runtime;
    ignore(runtime, CALL(runtime, RUN_OPTIONS_SET_TERMINATE, run_options *)(run->options));
}

void mira_run_release(mira_run *run) {
    if (!run) {
        return;
    }
    RELEASE(run->session->runtime, RELEASE_RUN_OPTIONS, run->options);
    free(run);
}
