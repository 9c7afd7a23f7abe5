#include "mira_codecs.h"
