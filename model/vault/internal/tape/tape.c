/*
** The VFS "tape" hands everything on to SQLite's own and tells Go of each
** thing that changes a disk, before it is done. Go may refuse it (tape.go).
*/
#include <string.h>
#include "../../sqlite3abi.h"
#include "tape.h"

typedef sqlite3_int64 i64;

/* what: 'O'pen, 'W'rite, 'T'runcate, 'S'ync, 'D'elete. grows: the write makes
** the file longer; *pDone: how much of a refused write is done all the same. */
extern int tapeNote(int what, int file, i64 at, int n, void *data, int grows, int *pDone);

typedef struct Tape {
  sqlite3_file base;
  sqlite3_file *real;
  int id;
} Tape;

static sqlite3_vfs *gBase;
static sqlite3_vfs gTape;
static int gNext;

#define REAL(f) (((Tape*)(f))->real)
#define ID(f) (((Tape*)(f))->id)

static int xWrite(sqlite3_file *f, const void *z, int n, i64 off){
  i64 size = 0;
  int done = 0, rc = REAL(f)->pMethods->xFileSize(REAL(f), &size);
  if( rc!=SQLITE_OK ) return rc;
  rc = tapeNote('W', ID(f), off, n, (void*)z, off + n > size, &done);
  if( rc==SQLITE_OK ) return REAL(f)->pMethods->xWrite(REAL(f), z, n, off);
  if( done>0 ) (void)REAL(f)->pMethods->xWrite(REAL(f), z, done, off);
  return rc;
}

static int xTruncate(sqlite3_file *f, i64 size){
  int rc = tapeNote('T', ID(f), size, 0, 0, 0, 0);
  return rc==SQLITE_OK ? REAL(f)->pMethods->xTruncate(REAL(f), size) : rc;
}

static int xSync(sqlite3_file *f, int flags){
  int rc = tapeNote('S', ID(f), 0, 0, 0, 0, 0);
  if( rc==TAPE_SKIP ) return SQLITE_OK;
  return rc==SQLITE_OK ? REAL(f)->pMethods->xSync(REAL(f), flags) : rc;
}

static int xClose(sqlite3_file *f){ return REAL(f)->pMethods ? REAL(f)->pMethods->xClose(REAL(f)) : SQLITE_OK; }
static int xRead(sqlite3_file *f, void *z, int n, i64 off){ return REAL(f)->pMethods->xRead(REAL(f), z, n, off); }
static int xFileSize(sqlite3_file *f, i64 *p){ return REAL(f)->pMethods->xFileSize(REAL(f), p); }
static int xLock(sqlite3_file *f, int e){ return REAL(f)->pMethods->xLock(REAL(f), e); }
static int xUnlock(sqlite3_file *f, int e){ return REAL(f)->pMethods->xUnlock(REAL(f), e); }
static int xCheckReservedLock(sqlite3_file *f, int *o){ return REAL(f)->pMethods->xCheckReservedLock(REAL(f), o); }
static int xFileControl(sqlite3_file *f, int op, void *p){ return REAL(f)->pMethods->xFileControl(REAL(f), op, p); }
static int xSectorSize(sqlite3_file *f){ return REAL(f)->pMethods->xSectorSize(REAL(f)); }
static int xDeviceCharacteristics(sqlite3_file *f){ return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)); }
static int xShmMap(sqlite3_file *f, int a, int b, int c, void volatile **d){ return REAL(f)->pMethods->xShmMap(REAL(f), a, b, c, d); }
static int xShmLock(sqlite3_file *f, int a, int b, int c){ return REAL(f)->pMethods->xShmLock(REAL(f), a, b, c); }
static void xShmBarrier(sqlite3_file *f){ REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int xShmUnmap(sqlite3_file *f, int a){ return REAL(f)->pMethods->xShmUnmap(REAL(f), a); }

static const sqlite3_io_methods methods = {
  2, xClose, xRead, xWrite, xTruncate, xSync, xFileSize, xLock, xUnlock, xCheckReservedLock,
  xFileControl, xSectorSize, xDeviceCharacteristics, xShmMap, xShmLock, xShmBarrier, xShmUnmap, 0, 0
};

static int xOpen(sqlite3_vfs *v, const char *zName, sqlite3_file *f, int flags, int *pOut){
  Tape *t = (Tape*)f;
  int rc;
  (void)v;
  memset(t, 0, sizeof *t);
  t->real = (sqlite3_file*)(t + 1);
  t->real->pMethods = 0;
  t->id = __sync_add_and_fetch(&gNext, 1);
  rc = gBase->xOpen(gBase, zName, t->real, flags, pOut);
  if( rc!=SQLITE_OK ){
    if( t->real->pMethods ) t->real->pMethods->xClose(t->real);
    return rc;
  }
  t->base.pMethods = &methods;
  (void)tapeNote('O', t->id, flags, zName ? (int)strlen(zName) : 0, (void*)zName, 0, 0);
  return SQLITE_OK;
}

/* The tape notes at which place whether the folder is synced, too. */
static int xDelete(sqlite3_vfs *v, const char *z, int sync){
  int rc = tapeNote('D', 0, sync, (int)strlen(z), (void*)z, 0, 0);
  (void)v;
  if( rc==TAPE_SKIP ) return gBase->xDelete(gBase, z, 0);
  return rc==SQLITE_OK ? gBase->xDelete(gBase, z, sync) : rc;
}

static int xAccess(sqlite3_vfs *v, const char *z, int flags, int *o){ (void)v; return gBase->xAccess(gBase, z, flags, o); }
static int xFullPathname(sqlite3_vfs *v, const char *z, int n, char *o){ (void)v; return gBase->xFullPathname(gBase, z, n, o); }
static int xRandomness(sqlite3_vfs *v, int n, char *z){ (void)v; return gBase->xRandomness(gBase, n, z); }
static int xSleep(sqlite3_vfs *v, int us){ (void)v; return gBase->xSleep(gBase, us); }
static int xCurrentTime(sqlite3_vfs *v, double *d){ (void)v; return gBase->xCurrentTime(gBase, d); }
static int xCurrentTimeInt64(sqlite3_vfs *v, i64 *t){ (void)v; return gBase->xCurrentTimeInt64(gBase, t); }
static int xGetLastError(sqlite3_vfs *v, int n, char *z){ (void)v; return gBase->xGetLastError ? gBase->xGetLastError(gBase, n, z) : 0; }

int tapeRegister(void){
  gBase = sqlite3_vfs_find(0);
  if( gBase==0 ) return SQLITE_NOTFOUND;
  gTape.iVersion = 2;
  gTape.szOsFile = (int)sizeof(Tape) + gBase->szOsFile;
  gTape.mxPathname = gBase->mxPathname;
  gTape.zName = "tape";
  gTape.xOpen = xOpen;
  gTape.xDelete = xDelete;
  gTape.xAccess = xAccess;
  gTape.xFullPathname = xFullPathname;
  gTape.xRandomness = xRandomness;
  gTape.xSleep = xSleep;
  gTape.xCurrentTime = xCurrentTime;
  gTape.xGetLastError = xGetLastError;
  gTape.xCurrentTimeInt64 = xCurrentTimeInt64;
  return sqlite3_vfs_register(&gTape, 0);
}
