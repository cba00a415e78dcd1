/*
 * What glibc's Swift module lacks or cannot import: each function a thin inline over the real one.
 *
 * No header here may be read with _GNU_SOURCE defined: glibc then lays out types (fd_set is one)
 * otherwise than Swift's own Glibc module has them, and the two modules do not go together. A
 * function glibc declares only with _GNU_SOURCE is declared here by hand.
 */
#ifndef CABINA_CLINUX_SHIM_H
#define CABINA_CLINUX_SHIM_H

#endif
