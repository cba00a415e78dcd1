/* What the kernel says of its clock and Swift's Glibc module cannot import. */
#ifndef CABINA_CLINUX_CLOCK_H
#define CABINA_CLINUX_CLOCK_H

#include <sys/timex.h>

/* 1: no other clock sets this one; 0: one does; -1: the kernel does not say. */
static inline int cabina_clock_is_free_running(void) {
  struct timex state = {.modes = 0};
  if (adjtimex(&state) == -1) {
    return -1;
  }
  return (state.status & STA_UNSYNC) != 0;
}

#endif
