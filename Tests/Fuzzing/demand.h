/* What must hold whatever comes in. A demand that is not met ends the run, as a crash does. */
#ifndef DEMAND_H
#define DEMAND_H

#include <stdio.h>
#include <stdlib.h>

#define DEMAND(holds, what)                                                              \
  do {                                                                                   \
    if (!(holds)) {                                                                      \
      fprintf(stderr, "%s:%d: %s: not so: %s\n", __FILE__, __LINE__, what, #holds);      \
      abort();                                                                           \
    }                                                                                    \
  } while (0)

#endif
