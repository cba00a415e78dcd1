/* What glibc's allocator can be asked for and Swift's Glibc module lacks. */
#ifndef CABINA_CLINUX_ALLOCATOR_H
#define CABINA_CLINUX_ALLOCATOR_H

#include <malloc.h>

/* Gives memory that is free back to the system; some milliseconds for a large heap. */
static inline void cabina_release_free_memory(void) { malloc_trim(0); }

/* What is large goes back to the system when it is freed, and so does the end of each thread's heap.
 * By itself glibc raises both limits with the largest block it has seen freed, to megabytes for each
 * thread, and malloc_trim leaves the ends of all heaps but the first. */
static inline void cabina_keep_little_free_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 128 * 1024);
}

#endif
