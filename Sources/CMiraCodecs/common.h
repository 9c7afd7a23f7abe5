/* What the codec files share. */
#ifndef MIRA_CODECS_COMMON_H
#define MIRA_CODECS_COMMON_H

#include "mira_codecs.h"

/* Writes a failure's text, cut to MIRA_MESSAGE_SIZE, and returns `status`. */
mira_status mira_fail(char *message, mira_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
