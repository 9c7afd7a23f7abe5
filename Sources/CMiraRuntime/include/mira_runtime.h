#ifndef MIRA_RUNTIME_H
#define MIRA_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#endif
