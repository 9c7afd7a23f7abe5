/* ONNX Runtime through its C table of function pointers, opened with dlopen: nothing is linked, no
 * header is needed. Every function returns a status; a failure leaves one line in `message`, of at
 * most `capacity` bytes with its end. */
#ifndef MIRA_RUNTIME_H
#define MIRA_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    MIRA_RUNTIME_OK = 0,
    /* The library or a model is missing, unreadable, too old, or of another shape than expected. */
    MIRA_RUNTIME_UNAVAILABLE = 1,
    /* The model failed while it ran. */
    MIRA_RUNTIME_FAILED = 2,
    /* `mira_run_cancel` was called. */
    MIRA_RUNTIME_CANCELLED = 3
} mira_runtime_status;

/* An opened library with its environment; lives until the process ends, as the library can't be
 * unloaded safely. */
typedef struct mira_runtime mira_runtime;

/* A loaded model. Not to be run from two threads at once. */
typedef struct mira_session mira_session;

/* One run that may be cancelled from another thread. */
typedef struct mira_run mira_run;

/* Sides of a tensor of 32-bit floats; a side of 0 stands for "any" where a model is checked. */
typedef struct {
    size_t rank;
    int64_t sides[8];
} mira_shape;

/* Opens the library at `path`. */
mira_runtime_status mira_runtime_open(const char *path, mira_runtime **runtime, char *message,
                                      size_t capacity);

/* Loads a model from memory, and checks that its first input and first output are float tensors of
 * these shapes. */
mira_runtime_status mira_session_create(mira_runtime *runtime, const void *model, size_t bytes,
                                        const mira_shape *input, const mira_shape *output,
                                        mira_session **session, char *message, size_t capacity);

void mira_session_release(mira_session *session);

mira_runtime_status mira_run_create(mira_session *session, mira_run **run, char *message,
                                    size_t capacity);

/* Feeds `input` (whole shape `input_shape`) to the model's first input, and copies its first
 * output, which must have `output_count` values, to `output`. */
mira_runtime_status mira_run_start(mira_run *run, float *input, const mira_shape *input_shape,
                                   float *output, size_t output_count, char *message,
                                   size_t capacity);

/* Makes a run end with MIRA_RUNTIME_CANCELLED before its next operator. Safe from any thread until
 * it is released. */
void mira_run_cancel(mira_run *run);

void mira_run_release(mira_run *run);

#endif
