#include "mira_graph_cut.h"

#include <limits.h>
#include <string.h>

/* Pixels lie on a grid with a border of one, whose links cost nothing: no neighbour has to be
 * checked for. Direction d of eight points to offset[d], its opposite is 7 - d. */
enum { DIRECTIONS = 8, TERMINAL = 8, ORPHAN = 9, FREE = 255 };
enum { INSIDE = 0, OUTSIDE = 1 };
enum { NOT_QUEUED = -1 };

typedef struct {
    int32_t offset[DIRECTIONS];
    size_t nodes;
    int32_t *capacity; /* What may still flow from a node in each direction. */
    int32_t *excess;   /* What may still flow from the inside to a node; negative: from it to the
                          outside. */
    int32_t *stamp;    /* When `distance` was found right. */
    int32_t *distance; /* Steps to the root of the tree. */
    int32_t *next;     /* In the queue of active nodes; the last points to itself. */
    int32_t *orphans;  /* A ring. */
    uint8_t *parent;   /* Direction to the parent, or one of TERMINAL, ORPHAN, FREE. */
    uint8_t *side;     /* Tree of a node that is not free. */
    int32_t first_active, last_active;
    size_t first_orphan, orphan_count;
    int32_t time;
} graph;

size_t mira_graph_cut_scratch(size_t width, size_t height) {
    size_t nodes = (width + 2) * (height + 2);
    return nodes * ((DIRECTIONS + 5) * sizeof(int32_t) + 2);
}

static void activate(graph *g, int32_t node) {
    if (g->next[node] != NOT_QUEUED) {
        return;
    }
    g->next[node] = node;
    if (g->last_active == NOT_QUEUED) {
        g->first_active = node;
    } else {
        g->next[g->last_active] = node;
    }
    g->last_active = node;
}

/* The next active node that is still in a tree, or NOT_QUEUED. */
static int32_t take_active(graph *g) {
    while (g->first_active != NOT_QUEUED) {
        int32_t node = g->first_active;
        if (g->next[node] == node) {
            g->first_active = g->last_active = NOT_QUEUED;
        } else {
            g->first_active = g->next[node];
        }
        g->next[node] = NOT_QUEUED;
        if (g->parent[node] != FREE) {
            return node;
        }
    }
    return NOT_QUEUED;
}

static void orphan(graph *g, int32_t node) {
    g->parent[node] = ORPHAN;
    g->orphans[(g->first_orphan + g->orphan_count) % g->nodes] = node;
    g->orphan_count++;
}

/* What may flow between a node and its neighbour in a direction, the way of the flow in the node's
 * tree. */
static inline int32_t *link_to_child(graph *g, int32_t node, int direction) {
    int32_t neighbour = node + g->offset[direction];
    return g->side[node] == INSIDE ? &g->capacity[DIRECTIONS * node + direction]
                                   : &g->capacity[DIRECTIONS * neighbour + 7 - direction];
}

static void adopt(graph *g, int32_t node, int32_t neighbour, int direction) {
    g->side[neighbour] = g->side[node];
    g->parent[neighbour] = (uint8_t)(7 - direction);
    g->stamp[neighbour] = g->stamp[node];
    g->distance[neighbour] = g->distance[node] + 1;
}

/* Grows the tree of `node` by its neighbours. Returns the direction of one that is in the other
 * tree, or -1. */
static int grow(graph *g, int32_t node) {
    for (int d = 0; d < DIRECTIONS; d++) {
        int32_t neighbour = node + g->offset[d];
        if (*link_to_child(g, node, d) <= 0) {
            continue;
        }
        if (g->parent[neighbour] == FREE) {
            adopt(g, node, neighbour, d);
            activate(g, neighbour);
        } else if (g->side[neighbour] != g->side[node]) {
            return d;
        } else if (g->stamp[neighbour] <= g->stamp[node] &&
                   g->distance[neighbour] > g->distance[node]) {
            adopt(g, node, neighbour, d);
        }
    }
    return -1;
}

/* The least of `flow` and what may flow between `node` and the root of its tree. */
static int32_t path_capacity(graph *g, int32_t node, int32_t flow) {
    while (g->parent[node] != TERMINAL) {
        int32_t up = node + g->offset[g->parent[node]];
        int32_t link = *link_to_child(g, up, 7 - g->parent[node]);
        flow = link < flow ? link : flow;
        node = up;
    }
    int32_t root = g->side[node] == INSIDE ? g->excess[node] : -g->excess[node];
    return root < flow ? root : flow;
}

static void send(graph *g, int32_t node, int32_t flow) {
    while (g->parent[node] != TERMINAL) {
        int direction = g->parent[node];
        int32_t up = node + g->offset[direction];
        int inside = g->side[node] == INSIDE;
        int32_t *down = &g->capacity[DIRECTIONS * up + 7 - direction];
        int32_t *back = &g->capacity[DIRECTIONS * node + direction];
        *down += inside ? -flow : flow;
        *back += inside ? flow : -flow;
        if ((inside ? *down : *back) == 0) {
            orphan(g, node);
        }
        node = up;
    }
    g->excess[node] += g->side[node] == INSIDE ? -flow : flow;
    if (g->excess[node] == 0) {
        orphan(g, node);
    }
}

static void augment(graph *g, int32_t node, int direction) {
    if (g->side[node] == OUTSIDE) {
        node += g->offset[direction];
        direction = 7 - direction;
    }
    int32_t other = node + g->offset[direction];
    int32_t flow = g->capacity[DIRECTIONS * node + direction];
    flow = path_capacity(g, node, flow);
    flow = path_capacity(g, other, flow);
    g->capacity[DIRECTIONS * node + direction] -= flow;
    g->capacity[DIRECTIONS * other + 7 - direction] += flow;
    send(g, node, flow);
    send(g, other, flow);
}

/* Steps from `node` to a terminal, INT32_MAX where its tree has lost its root; remembers what it
 * found on the way. */
static int32_t distance_to_root(graph *g, int32_t node) {
    int32_t steps = 0, at = node;
    for (;;) {
        if (g->stamp[at] == g->time) {
            steps += g->distance[at];
            break;
        }
        uint8_t parent = g->parent[at];
        if (parent == ORPHAN) {
            return INT32_MAX;
        }
        steps++;
        if (parent == TERMINAL) {
            g->stamp[at] = g->time;
            g->distance[at] = 1;
            break;
        }
        at += g->offset[parent];
    }
    int32_t left = steps;
    for (at = node; g->stamp[at] != g->time; at += g->offset[g->parent[at]]) {
        g->stamp[at] = g->time;
        g->distance[at] = left--;
    }
    return steps;
}

/* Finds a new parent for a node that lost its own, or sets it free. */
static void place_orphan(graph *g, int32_t node) {
    int32_t best = INT32_MAX;
    uint8_t parent = FREE;
    for (int d = 0; d < DIRECTIONS; d++) {
        int32_t neighbour = node + g->offset[d];
        if (g->parent[neighbour] == FREE || g->side[neighbour] != g->side[node] ||
            *link_to_child(g, neighbour, 7 - d) <= 0) {
            continue;
        }
        int32_t steps = distance_to_root(g, neighbour);
        if (steps < best) {
            best = steps;
            parent = (uint8_t)d;
        }
    }
    g->parent[node] = parent;
    if (parent != FREE) {
        g->stamp[node] = g->time;
        g->distance[node] = best + 1;
        return;
    }
    for (int d = 0; d < DIRECTIONS; d++) {
        int32_t neighbour = node + g->offset[d];
        if (g->parent[neighbour] == FREE || g->side[neighbour] != g->side[node]) {
            continue;
        }
        if (*link_to_child(g, neighbour, 7 - d) > 0) {
            activate(g, neighbour);
        }
        if (g->parent[neighbour] == 7 - d) {
            orphan(g, neighbour);
        }
    }
}

static void maximise(graph *g) {
    int32_t node = NOT_QUEUED;
    for (;;) {
        if (node == NOT_QUEUED || g->parent[node] == FREE) {
            node = take_active(g);
            if (node == NOT_QUEUED) {
                return;
            }
        }
        int direction = grow(g, node);
        g->time++;
        if (direction < 0) {
            node = NOT_QUEUED;
            continue;
        }
        augment(g, node, direction);
        while (g->orphan_count > 0) {
            int32_t lost = g->orphans[g->first_orphan];
            g->first_orphan = (g->first_orphan + 1) % g->nodes;
            g->orphan_count--;
            place_orphan(g, lost);
        }
    }
}

void mira_graph_cut(size_t width, size_t height, const int32_t *preference, const int32_t *links,
                    uint8_t *labels, void *scratch) {
    const size_t stride = width + 2;
    const int32_t row = (int32_t)stride;
    graph g = {.offset = {-row - 1, -row, -row + 1, -1, 1, row - 1, row, row + 1},
               .nodes = stride * (height + 2),
               .first_active = NOT_QUEUED,
               .last_active = NOT_QUEUED};
    memset(scratch, 0, mira_graph_cut_scratch(width, height));
    g.capacity = scratch;
    g.excess = g.capacity + DIRECTIONS * g.nodes;
    g.stamp = g.excess + g.nodes;
    g.distance = g.stamp + g.nodes;
    g.next = g.distance + g.nodes;
    g.orphans = g.next + g.nodes;
    g.parent = (uint8_t *)(g.orphans + g.nodes);
    g.side = g.parent + g.nodes;
    memset(g.parent, FREE, g.nodes);
    memset(g.next, 0xff, g.nodes * sizeof *g.next);

    /* Right, below left, below, below right. */
    static const int directions[4] = {4, 5, 6, 7}, dx[4] = {1, -1, 0, 1}, dy[4] = {0, 1, 1, 1};
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            size_t pixel = y * width + x;
            int32_t node = (int32_t)((y + 1) * stride + x + 1);
            for (int d = 0; d < 4; d++) {
                if (x + (size_t)dx[d] >= width || y + (size_t)dy[d] >= height) {
                    continue;
                }
                int32_t neighbour = node + g.offset[directions[d]];
                g.capacity[DIRECTIONS * node + directions[d]] = links[4 * pixel + (size_t)d];
                g.capacity[DIRECTIONS * neighbour + 7 - directions[d]] =
                    links[4 * pixel + (size_t)d];
            }
            g.excess[node] = preference[pixel];
            if (preference[pixel] != 0) {
                g.side[node] = preference[pixel] > 0 ? INSIDE : OUTSIDE;
                g.parent[node] = TERMINAL;
                g.distance[node] = 1;
                activate(&g, node);
            }
        }
    }
    maximise(&g);
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            size_t node = (y + 1) * stride + x + 1;
            labels[y * width + x] = g.parent[node] != FREE && g.side[node] == INSIDE;
        }
    }
}
