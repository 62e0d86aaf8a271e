/*
** The part of the interface of SQLite and of its full-text search FTS5 that
** worth.c uses, declared by hand: a package of Go cannot include the headers of
** another module. The interface is stable and in the public domain; TestABI
** compares it with the header that go-sqlite3 is compiled from.
*/
#ifndef GUVOH_FTS5ABI_H
#define GUVOH_FTS5ABI_H

#define SQLITE_OK 0

typedef long long sqlite3_int64;
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct sqlite3_value sqlite3_value;
typedef struct sqlite3_context sqlite3_context;
typedef struct sqlite3_api_routines sqlite3_api_routines;
typedef struct Fts5Context Fts5Context;
typedef struct Fts5ExtensionApi Fts5ExtensionApi;
typedef struct fts5_api fts5_api;

typedef void (*fts5_extension_function)(
  const Fts5ExtensionApi *, Fts5Context *, sqlite3_context *, int, sqlite3_value **
);

/* Both begin so; what stands behind is not used. */
struct Fts5ExtensionApi {
  int iVersion;
  void *(*xUserData)(Fts5Context *);
  int (*xColumnCount)(Fts5Context *);
  int (*xRowCount)(Fts5Context *, sqlite3_int64 *);
  int (*xColumnTotalSize)(Fts5Context *, int, sqlite3_int64 *);
  int (*xTokenize)(Fts5Context *, const char *, int, void *, int (*)(void *, int, const char *, int, int, int));
  int (*xPhraseCount)(Fts5Context *);
  int (*xPhraseSize)(Fts5Context *, int);
  int (*xInstCount)(Fts5Context *, int *);
  int (*xInst)(Fts5Context *, int, int *, int *, int *);
  sqlite3_int64 (*xRowid)(Fts5Context *);
  int (*xColumnText)(Fts5Context *, int, const char **, int *);
  int (*xColumnSize)(Fts5Context *, int, int *);
};

struct fts5_api {
  int iVersion;
  int (*xCreateTokenizer)(void);
  int (*xFindTokenizer)(void);
  int (*xCreateFunction)(fts5_api *, const char *, void *, fts5_extension_function, void (*)(void *));
};

extern int sqlite3_auto_extension(void (*)(void));
extern int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
extern int sqlite3_bind_pointer(sqlite3_stmt *, int, void *, const char *, void (*)(void *));
extern int sqlite3_step(sqlite3_stmt *);
extern int sqlite3_finalize(sqlite3_stmt *);
extern int sqlite3_value_bytes(sqlite3_value *);
extern const void *sqlite3_value_blob(sqlite3_value *);
extern void sqlite3_result_double(sqlite3_context *, double);
extern void sqlite3_result_error_code(sqlite3_context *, int);

#endif
