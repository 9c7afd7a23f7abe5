#ifndef MIRA_CODECS_H
#define MIRA_CODECS_H

#include <stddef.h>
#include <stdint.h>

#endif
