/* Terminals, and waiting for them: what the serial line needs and glibc's Swift module lacks or
 * cannot import.
 *
 * No header here may be read with _GNU_SOURCE defined: glibc then lays out types (fd_set is one)
 * otherwise than Swift's own Glibc module has them, and the two modules do not go together. A
 * function glibc declares only with _GNU_SOURCE is declared here by hand. */
#ifndef CABINA_CLINUX_SERIAL_LINE_H
#define CABINA_CLINUX_SERIAL_LINE_H

#include <linux/serial.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <sys/types.h>

extern int posix_openpt(int flags);
extern int grantpt(int master);
extern int unlockpt(int master);
extern int ptsname_r(int master, char *path, size_t size);

/* Major number of a device, from `st_rdev` or `st_dev`. */
static inline unsigned int cabina_device_major(dev_t device) { return major(device); }

/* Minor number of a device, from `st_rdev` or `st_dev`. */
static inline unsigned int cabina_device_minor(dev_t device) { return minor(device); }

/* A new pseudo-terminal's master; -1 and errno. */
static inline int cabina_pty_open_master(int flags) { return posix_openpt(flags); }

/* Makes the master's slave openable; -1 and errno. */
static inline int cabina_pty_unlock_slave(int master) {
  return grantpt(master) == 0 ? unlockpt(master) : -1;
}

/* Writes the slave's path, NUL-terminated; -1 and errno. */
static inline int cabina_pty_slave_path(int master, char *path, size_t size) {
  return ptsname_r(master, path, size) == 0 ? 0 : -1;
}

/* Asks a serial driver not to hold received bytes back; -1 and errno. */
static inline int cabina_serial_low_latency(int descriptor) {
  struct serial_struct settings;
  if (ioctl(descriptor, TIOCGSERIAL, &settings) != 0) {
    return -1;
  }
  settings.flags |= ASYNC_LOW_LATENCY;
  return ioctl(descriptor, TIOCSSERIAL, &settings);
}

/* A descriptor that is readable when one of those added to it is ready; -1 and errno. */
static inline int cabina_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

/* Adds a descriptor: ready when it can be read, or has hung up; -1 and errno. */
static inline int cabina_epoll_add(int epoll, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/* Has an added descriptor also be ready when it can be written, or no longer; -1 and errno. */
static inline int cabina_epoll_want_room(int epoll, int descriptor, int is_wanted) {
  struct epoll_event event = {.events = is_wanted ? EPOLLIN | EPOLLOUT : EPOLLIN};
  return epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event);
}

#endif
