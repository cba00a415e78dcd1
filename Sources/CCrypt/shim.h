/* The system's password hashes. Swift leaves out the long arrays of struct crypt_data, so its memory
 * is the shim's. */
#ifndef CABINA_CCRYPT_SHIM_H
#define CABINA_CCRYPT_SHIM_H

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/* Hashes PHRASE as SETTING says, a hash or what cabina_crypt_setting gives, into OUTPUT, which has
 * room for CRYPT_OUTPUT_SIZE bytes. -1: the setting is none that is known, the phrase has
 * CRYPT_MAX_PASSPHRASE_SIZE bytes or more, or there is no memory. Nothing of the phrase stays. */
static inline int cabina_crypt(const char *phrase, const char *setting, char *output) {
  struct crypt_data *data = (struct crypt_data *)calloc(1, sizeof *data);
  if (data == NULL) {
    return -1;
  }
  const char *hash = crypt_r(phrase, setting, data);
  /* crypt(3): what begins with an asterisk is no hash. */
  int is_hash = hash != NULL && hash[0] != '*';
  if (is_hash) {
    memcpy(output, hash, strnlen(hash, CRYPT_OUTPUT_SIZE - 1) + 1);
    output[CRYPT_OUTPUT_SIZE - 1] = 0;
  }
  explicit_bzero(data, sizeof *data);
  free(data);
  return is_hash ? 0 : -1;
}

/* A setting for a new hash with salt of the system's random generator, into OUTPUT, which has room
 * for CRYPT_GENSALT_OUTPUT_SIZE bytes; -1: there is no such PREFIX or COST. */
static inline int cabina_crypt_setting(const char *prefix, unsigned long cost, char *output) {
  return crypt_gensalt_rn(prefix, cost, NULL, 0, output, CRYPT_GENSALT_OUTPUT_SIZE) == NULL ? -1 : 0;
}

#endif
