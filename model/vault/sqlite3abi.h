/*
** The part of SQLite's C interface that the shim uses, declared by hand: a
** package of Go cannot include the headers of another module. The interface
** is stable and in the public domain; TestABI compares sizes, offsets and
** constants with the header that go-sqlite3 is compiled from.
*/
#ifndef GUVOH_SQLITE3ABI_H
#define GUVOH_SQLITE3ABI_H

typedef long long sqlite3_int64;
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_api_routines sqlite3_api_routines;
typedef struct sqlite3_file sqlite3_file;
typedef struct sqlite3_io_methods sqlite3_io_methods;
typedef struct sqlite3_vfs sqlite3_vfs;
typedef void (*sqlite3_syscall_ptr)(void);

struct sqlite3_file {
  const sqlite3_io_methods *pMethods;
};

struct sqlite3_io_methods {
  int iVersion;
  int (*xClose)(sqlite3_file *);
  int (*xRead)(sqlite3_file *, void *, int iAmt, sqlite3_int64 iOfst);
  int (*xWrite)(sqlite3_file *, const void *, int iAmt, sqlite3_int64 iOfst);
  int (*xTruncate)(sqlite3_file *, sqlite3_int64 size);
  int (*xSync)(sqlite3_file *, int flags);
  int (*xFileSize)(sqlite3_file *, sqlite3_int64 *pSize);
  int (*xLock)(sqlite3_file *, int);
  int (*xUnlock)(sqlite3_file *, int);
  int (*xCheckReservedLock)(sqlite3_file *, int *pResOut);
  int (*xFileControl)(sqlite3_file *, int op, void *pArg);
  int (*xSectorSize)(sqlite3_file *);
  int (*xDeviceCharacteristics)(sqlite3_file *);
  int (*xShmMap)(sqlite3_file *, int iPg, int pgsz, int, void volatile **);
  int (*xShmLock)(sqlite3_file *, int offset, int n, int flags);
  void (*xShmBarrier)(sqlite3_file *);
  int (*xShmUnmap)(sqlite3_file *, int deleteFlag);
  int (*xFetch)(sqlite3_file *, sqlite3_int64 iOfst, int iAmt, void **pp);
  int (*xUnfetch)(sqlite3_file *, sqlite3_int64 iOfst, void *p);
};

struct sqlite3_vfs {
  int iVersion;
  int szOsFile;
  int mxPathname;
  sqlite3_vfs *pNext;
  const char *zName;
  void *pAppData;
  int (*xOpen)(sqlite3_vfs *, const char *zName, sqlite3_file *, int flags, int *pOutFlags);
  int (*xDelete)(sqlite3_vfs *, const char *zName, int syncDir);
  int (*xAccess)(sqlite3_vfs *, const char *zName, int flags, int *pResOut);
  int (*xFullPathname)(sqlite3_vfs *, const char *zName, int nOut, char *zOut);
  void *(*xDlOpen)(sqlite3_vfs *, const char *zFilename);
  void (*xDlError)(sqlite3_vfs *, int nByte, char *zErrMsg);
  void (*(*xDlSym)(sqlite3_vfs *, void *, const char *zSymbol))(void);
  void (*xDlClose)(sqlite3_vfs *, void *);
  int (*xRandomness)(sqlite3_vfs *, int nByte, char *zOut);
  int (*xSleep)(sqlite3_vfs *, int microseconds);
  int (*xCurrentTime)(sqlite3_vfs *, double *);
  int (*xGetLastError)(sqlite3_vfs *, int, char *);
  int (*xCurrentTimeInt64)(sqlite3_vfs *, sqlite3_int64 *);
  int (*xSetSystemCall)(sqlite3_vfs *, const char *zName, sqlite3_syscall_ptr);
  sqlite3_syscall_ptr (*xGetSystemCall)(sqlite3_vfs *, const char *zName);
  const char *(*xNextSystemCall)(sqlite3_vfs *, const char *zName);
};

extern sqlite3_vfs *sqlite3_vfs_find(const char *);
extern int sqlite3_vfs_register(sqlite3_vfs *, int makeDflt);
extern sqlite3_int64 sqlite3_uri_int64(const char *, const char *, sqlite3_int64);
extern const char *sqlite3_filename_database(const char *);
extern int sqlite3_file_control(sqlite3 *, const char *, int op, void *);
extern int sqlite3_db_config(sqlite3 *, int op, ...);
extern int sqlite3_auto_extension(void (*)(void));
extern void sqlite3_log(int, const char *, ...);
extern char *sqlite3_mprintf(const char *, ...);
extern void *sqlite3_malloc(int);
extern void sqlite3_free(void *);

#define SQLITE_OK                            0
#define SQLITE_NOMEM                         7
#define SQLITE_NOTFOUND                     12
#define SQLITE_CANTOPEN                     14
#define SQLITE_IOERR_SHORT_READ            522
#define SQLITE_IOERR_WRITE                 778
#define SQLITE_IOERR_DATA                 8202

#define SQLITE_OPEN_MAIN_DB         0x00000100
#define SQLITE_OPEN_MAIN_JOURNAL    0x00000800
#define SQLITE_OPEN_SUPER_JOURNAL   0x00004000
#define SQLITE_OPEN_WAL             0x00080000

#define SQLITE_SYNC_FULL            0x00000003

#define SQLITE_IOCAP_SEQUENTIAL            0x00000400
#define SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN 0x00000800
#define SQLITE_IOCAP_POWERSAFE_OVERWRITE   0x00001000
#define SQLITE_IOCAP_IMMUTABLE             0x00002000
#define SQLITE_IOCAP_SUBPAGE_READ          0x00008000

#define SQLITE_FCNTL_SIZE_HINT               5
#define SQLITE_FCNTL_CHUNK_SIZE              6
#define SQLITE_FCNTL_VFSNAME                12
#define SQLITE_FCNTL_MMAP_SIZE              18
#define SQLITE_FCNTL_VFS_POINTER            27
#define SQLITE_FCNTL_BEGIN_ATOMIC_WRITE     31
#define SQLITE_FCNTL_COMMIT_ATOMIC_WRITE    32
#define SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE  33
#define SQLITE_FCNTL_SIZE_LIMIT             36
#define SQLITE_FCNTL_RESERVE_BYTES          38
#define SQLITE_FCNTL_NULL_IO                43

#define SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION 1005
#define SQLITE_DBCONFIG_DEFENSIVE             1010
#define SQLITE_DBCONFIG_DQS_DML               1013
#define SQLITE_DBCONFIG_DQS_DDL               1014
#define SQLITE_DBCONFIG_TRUSTED_SCHEMA        1017

#endif
