#include "mira_runtime.h"
