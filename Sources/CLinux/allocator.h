/* What glibc's allocator can be asked for and Swift's Glibc module lacks. */
#ifndef CABINA_CLINUX_ALLOCATOR_H
#define CABINA_CLINUX_ALLOCATOR_H

#include <malloc.h>

/* Gives memory that is free back to the system; some milliseconds for a large heap. */
static inline void cabina_release_free_memory(void) { malloc_trim(0); }

#endif
