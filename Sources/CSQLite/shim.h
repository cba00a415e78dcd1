/* SQLite as the system has it, and what of it Swift cannot import. */
#ifndef CABINA_CSQLITE_SHIM_H
#define CABINA_CSQLITE_SHIM_H

#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast to a function pointer: SQLite copies the bytes before it returns. */
static inline int cabina_bind_text(sqlite3_stmt *statement, int index, const char *bytes,
                                   sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int cabina_bind_blob(sqlite3_stmt *statement, int index, const void *bytes,
                                   sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* sqlite3_db_config takes a variable list of arguments. */
static inline int cabina_leave_log_at_close(sqlite3 *connection, int leaves) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leaves, (int *)0);
}

#endif
