// jpeglib.h uses FILE and size_t without including them, and jerror.h wants jpeglib.h.
#include <stdio.h>

#include <jpeglib.h>

#include <jerror.h>
