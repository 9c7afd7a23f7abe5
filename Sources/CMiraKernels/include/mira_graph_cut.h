/* The cheapest division of a picture's pixels into an inside and an outside: a minimum cut by
 * augmenting paths (Boykov, Kolmogorov, "An experimental comparison of min-cut/max-flow algorithms
 * for energy minimization", 2004). */
#ifndef MIRA_GRAPH_CUT_H
#define MIRA_GRAPH_CUT_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of scratch memory, aligned for int32_t, that a picture of this size needs; at most 2^24
 * pixels. */
size_t mira_graph_cut_scratch(size_t width, size_t height);

/* Sets labels[i] to 1 inside and 0 outside. A pixel prefers the inside by preference[i], the
 * outside where it is negative; links[4 * i + d] is the cost of parting pixel i from its neighbour
 * to the right (d = 0), below left (1), below (2), below right (3); links that leave the picture
 * are not looked at. The sum of costs at a pixel must stay under 2^30. */
void mira_graph_cut(size_t width, size_t height, const int32_t *preference, const int32_t *links,
                    uint8_t *labels, void *scratch);

#endif
