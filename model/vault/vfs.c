/*
** The VFS "guvoh": a layer over SQLite's own unix or win32 VFS in which every
** byte that reaches the disk is sealed. It makes no call to the operating
** system and parses nothing; locks, shared memory, paths and syncing stay
** SQLite's. The cryptography is in Go (seal.go), called once for each run of
** units. docs/format.md describes what is written, byte for byte.
**
** A file is a row of units that are sealed one by one. What SQLite takes for
** an offset is turned into the unit that holds it:
**
**   main database     a page of 4096 bytes, the last 40 of which SQLite leaves
**                     free ("reserved bytes") for tag and nonce
**   WAL               header (32), then frame header (24) and page (4096) by
**                     turns, each with 40 bytes of its own behind it
**   everything else   512 bytes with 40 behind them
**
** Not longer ones: in a journal SQLite begins a new header at each multiple of
** 512, and a unit that was synced must never be written again for the sake of
** what comes after it, or a power cut tears what counted already.
*/
#include <stdint.h>
#include <string.h>
#include "sqlite3abi.h"
#include "vfs.h"

typedef sqlite3_int64 i64;
typedef uint64_t u64;
typedef uint8_t u8;

enum { MAIN = 1, WAL = 2, JOURNAL = 3, TEMP = 4 };

#define COPY      65536                /* one copy of the vault's header */
#define HEADER    (2LL * COPY)         /* what lies before page 1 */
#define LOCKS     0x40000000LL         /* SQLite locks bytes from here on; Windows lets nobody else write them */
#define HOLE      65536LL              /* physical bytes from LOCKS on that are never used */
#define PAGE      4096
#define SEAL      40                   /* tag and nonce of a unit */
#define SECTOR    512                  /* unit of journals and temporary files */
#define WALHEAD   32
#define FRAMEHEAD 24
#define FRAME     (FRAMEHEAD + PAGE)
#define MANY      9                    /* sectors sealed in one call: a page, and what was begun before it */
#define AHEAD     2                    /* sectors of a journal kept free behind what was written */

/* Seal n units of len bytes in clear, from idx on; open one. gvOpen gives 0 when
** it is authentic; otherwise out is zero. */
extern int gvSeal(u64 key, int kind, i64 idx, int n, int len, void *in, void *out);
extern int gvOpen(u64 key, int kind, i64 idx, int len, void *in, void *out);
/* A page of the main database did not authenticate. */
extern void gvDamaged(u64 key, i64 page);
/* The key of this process alone, for temporary files. */
extern u64 gvTempKey(void);
/* The header to write, COPY bytes, and over which of its copies: 0 or 1, the one
** that can be spared; below 0 when there is none to write. gvWritten: that
** copy is on the disk, so that now the other can be spared. */
extern int gvHeader(u64 key, void *out);
extern void gvWritten(u64 key, int copy);
/* How one of our file controls ended: a result code, and the page that was read. */
extern void gvDone(u64 key, int rc, void *page);
/* A copy of the header as it is on the disk. */
extern void gvHeaderRead(u64 key, int copy, void *bytes);

typedef struct File {
  sqlite3_file base;
  sqlite3_file *real;  /* SQLite's own file, in the memory right behind this one */
  u64 key;             /* which key seals it: an entry of the table in seal.go */
  int kind;
  /* The sector of a journal or temporary file that is being filled. It goes to
  ** the disk when it is full or another is begun, and before SQLite syncs, reads
  ** or measures the file: a journal is written 4, 4096 and 4 bytes at a time,
  ** and nothing in it counts before its sync. (So a vault is not for
  ** synchronous=OFF.) */
  i64 tail;            /* its number; -1: none */
  u8 bytes[SECTOR];
  int headed;          /* the first sector of a journal is known: */
  u8 head[SECTOR];
  i64 end;             /* of the main database: it is at least so long */
} File;

typedef struct Unit {
  i64 idx;    /* its number: authenticated, so that it fits nowhere else */
  i64 start;  /* where SQLite thinks it begins */
  i64 phys;   /* where it begins on the disk */
  int len;    /* as SQLite sees it */
  int plen;   /* on the disk */
} Unit;

static sqlite3_vfs *gBase;
static sqlite3_vfs gVfs;
static __thread int gOurs; /* the last failure of this thread was ours, not the system's */

static i64 mainPhys(i64 off){
  off += HEADER;
  return off < LOCKS ? off : off + HOLE;
}

static Unit unitAt(int kind, i64 off){
  Unit u;
  if( kind==MAIN ){
    u.idx = off / PAGE;
    u.start = u.idx * PAGE;
    u.phys = mainPhys(u.start);
    u.len = u.plen = PAGE;
    return u;
  }
  if( kind!=WAL ){
    u.idx = off / SECTOR;
    u.start = u.idx * SECTOR;
    u.phys = u.idx * (SECTOR + SEAL);
    u.len = SECTOR;
  }else if( off<WALHEAD ){
    u.idx = u.start = u.phys = 0;
    u.len = WALHEAD;
  }else{
    i64 frame = (off - WALHEAD) / FRAME;
    u.idx = 1 + 2 * frame;
    u.start = WALHEAD + frame * FRAME;
    u.phys = WALHEAD + SEAL + frame * (FRAME + 2 * SEAL);
    u.len = FRAMEHEAD;
    if( off - u.start >= FRAMEHEAD ){
      u.idx++;
      u.start += FRAMEHEAD;
      u.phys += FRAMEHEAD + SEAL;
      u.len = PAGE;
    }
  }
  u.plen = u.len + SEAL;
  return u;
}

/* What SQLite is told of the first 100 bytes while page 1 cannot be read: the
** file is new, or page 1 was torn by a power cut and the journal beside it
** will put it right. Any other read of page 1 still fails. */
static void makeHeader(u8 *z){
  static const u8 fixed[] = {
    'S','Q','L','i','t','e',' ','f','o','r','m','a','t',' ','3',0,
    PAGE>>8, PAGE&255, 1, 1, SEAL, 64, 32, 32
  };
  memset(z, 0, 100);
  memcpy(z, fixed, sizeof fixed);
}

static int realRead(File *p, void *z, int n, i64 off){ return p->real->pMethods->xRead(p->real, z, n, off); }
static int realWrite(File *p, const void *z, int n, i64 off){ return p->real->pMethods->xWrite(p->real, z, n, off); }

/* ---- the sector that is being filled ---- */

/* What is on the disk of a sector: zeros when it is torn or not there. */
static int readSector(File *p, i64 idx, u8 *out){
  u8 in[SECTOR + SEAL];
  int rc = realRead(p, in, sizeof in, idx * (SECTOR + SEAL));
  if( rc==SQLITE_OK ) gvOpen(p->key, p->kind, idx, SECTOR, in, out);
  else memset(out, 0, SECTOR);
  return rc==SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
}

static int writeSector(File *p, i64 idx, u8 *z){
  u8 out[SECTOR + SEAL];
  if( gvSeal(p->key, p->kind, idx, 1, SECTOR, z, out) ) return SQLITE_IOERR_WRITE;
  return realWrite(p, out, sizeof out, idx * (SECTOR + SEAL));
}

static int flushTail(File *p){
  int rc = p->tail<0 ? SQLITE_OK : writeSector(p, p->tail, p->bytes);
  if( rc==SQLITE_OK ) p->tail = -1;
  return rc;
}

/* fresh: nothing that the sector holds on the disk is wanted. */
static int beginTail(File *p, i64 idx, int fresh){
  int rc;
  if( p->tail==idx ) return SQLITE_OK;
  rc = flushTail(p);
  if( rc!=SQLITE_OK ) return rc;
  if( fresh ) memset(p->bytes, 0, SECTOR);
  else rc = readSector(p, idx, p->bytes);
  if( rc==SQLITE_OK ) p->tail = idx;
  return rc;
}

/* The header of a journal says whether the rest counts: it does not wait. SQLite
** writes all of it before it changes it, twice for each commit. */
static int writeJournalHead(File *p, const u8 *z, int n, int at){
  int rc = p->headed ? SQLITE_OK : readSector(p, 0, p->head);
  if( rc!=SQLITE_OK ) return rc;
  memcpy(p->head + at, z, n);
  p->headed = 1;
  return writeSector(p, 0, p->head);
}

/* Whole sectors, and the tail with them when it lies right before. A journal
** gets some room on the disk for the next tail in the same write: that one must
** find its place on a full disk, too, or nothing could be rolled back. */
static int writeSectors(File *p, const u8 *z, int n, i64 idx){
  u8 in[MANY * SECTOR], out[(MANY + AHEAD) * (SECTOR + SEAL)];
  int lead = idx>0 && p->tail==idx-1, ahead = p->kind==JOURNAL ? AHEAD : 0;
  int rc;
  if( lead ) memcpy(in, p->bytes, SECTOR);
  memcpy(in + lead * SECTOR, z, n * SECTOR);
  if( gvSeal(p->key, p->kind, idx - lead, n + lead, SECTOR, in, out) ) return SQLITE_IOERR_WRITE;
  memset(out + (n + lead) * (SECTOR + SEAL), 0, ahead * (SECTOR + SEAL));
  rc = realWrite(p, out, (n + lead + ahead) * (SECTOR + SEAL), (idx - lead) * (SECTOR + SEAL));
  if( rc==SQLITE_OK && p->tail>=idx-lead && p->tail<idx+n ) p->tail = -1;
  if( p->kind==JOURNAL && idx==0 ){ memcpy(p->head, z, SECTOR); p->headed = 1; }
  return rc;
}

static int writeStream(File *p, const u8 *z, int n, i64 off){
  int rc = SQLITE_OK, onward = 0; /* onward: this write began in the sector before */
  while( n>0 && rc==SQLITE_OK ){
    i64 idx = off / SECTOR;
    int at = (int)(off % SECTOR), m;
    if( at==0 && n>=SECTOR ){
      int k = n / SECTOR < MANY ? n / SECTOR : MANY - 1; /* room for the tail */
      m = k * SECTOR;
      rc = writeSectors(p, z, k, idx);
    }else{
      m = SECTOR - at < n ? SECTOR - at : n;
      if( p->kind==JOURNAL && idx==0 ){
        rc = writeJournalHead(p, z, m, at);
      }else{
        /* A journal only grows: behind the end of a record nothing is wanted. */
        rc = beginTail(p, idx, p->kind==JOURNAL && onward);
        if( rc==SQLITE_OK ) memcpy(p->bytes + at, z, m);
      }
    }
    z += m; off += m; n -= m;
    onward = 1;
  }
  return rc;
}

/* ---- reading and writing ---- */

static int xFileSize(sqlite3_file *f, i64 *pSize);

/* What is said of a read that meets a unit which does not authenticate:
**
**   main database    damage, but for SQLite's first look at a file
**   WAL              a page that a reader asks for was once whole: damage. Whole
**                    frames are read to see where the WAL ends; zeros are none
**   journal          torn before it was synced. Zeros are no header and no number
**                    of a page; a page might hold zeros, so that one is missing.
**                    Either way the replay ends there
**   temporary file   damage: none outlives a crash */
static int notAuthentic(File *p, i64 idx, void *z, int n){
  memset(z, 0, n);
  if( p->kind==JOURNAL ) return n==PAGE ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
  if( p->kind==WAL && n!=PAGE ) return SQLITE_OK;
  if( p->kind==MAIN ) gvDamaged(p->key, idx + 1);
  gOurs = 1;
  return SQLITE_IOERR_DATA;
}

static int readUnits(File *p, u8 *z, int n, i64 off){
  u8 in[PAGE + SEAL], out[PAGE], *all = z;
  int left = n, probe = p->kind==MAIN && off==0 && n==100;
  while( left>0 ){
    Unit u = unitAt(p->kind, off);
    int at = (int)(off - u.start), m = u.len - at < left ? u.len - at : left, bad;
    int rc = realRead(p, in, u.plen, u.phys);
    if( rc==SQLITE_IOERR_SHORT_READ && probe ){ makeHeader(z); return SQLITE_OK; }
    if( rc==SQLITE_IOERR_SHORT_READ ) memset(z, 0, left);
    if( rc!=SQLITE_OK ) return rc;
    bad = gvOpen(p->key, p->kind, u.idx, u.len, in, m==u.len ? z : out);
    if( bad && probe ){ makeHeader(z); return SQLITE_OK; }
    if( bad ) return notAuthentic(p, u.idx, all, n);
    if( m<u.len ) memcpy(z, out + at, m);
    z += m; off += m; left -= m;
  }
  return SQLITE_OK;
}

static int xRead(sqlite3_file *f, void *z, int n, i64 off){
  File *p = (File*)f;
  int rc = flushTail(p);
  return rc==SQLITE_OK ? readUnits(p, z, n, off) : rc;
}

/* Where SQLite splits or joins pages of a tree, what it moved to another page
** stays behind in the room between the pointers and the cells of the first:
** secure_delete does not reach there. What was removed for good must be gone, so
** that room is written as zeros, which is what SQLite takes it for. A page that
** only begins like one of a tree is none: those of a list of pages begin with a
** page number, below 2^25 up to 128 GiB, and a map of pages, which a file has only
** where it packs itself (auto_vacuum), stands at places of its own. */
static void clearRoom(u8 *z, i64 off){
  int h = off==0 ? 100 : 0, type = z[h], from, to;
  if( type!=2 && type!=5 && type!=10 && type!=13 ) return;
  if( off>=LOCKS*128 ) return;
  if( off>0 && (off/PAGE - 1) % ((PAGE - SEAL)/5 + 1)==0 && type<8 ) return;
  from = h + (type<8 ? 12 : 8) + 2*((z[h+3]<<8) | z[h+4]);
  to = (z[h+5]<<8) | z[h+6];
  if( from<to && to<=PAGE - SEAL ) memset(z + from, 0, to - from);
}

static int sealPage(File *p, const u8 *z, i64 off){
  u8 out[PAGE], plain[PAGE];
  Unit u = unitAt(MAIN, off);
  int rc;
  memcpy(plain, z, PAGE);
  clearRoom(plain, off);
  if( gvSeal(p->key, MAIN, u.idx, 1, PAGE, plain, out) ) return SQLITE_IOERR_WRITE;
  rc = realWrite(p, out, PAGE, u.phys);
  if( rc==SQLITE_OK && p->end<off + PAGE ) p->end = off + PAGE;
  return rc;
}

/* SQLite leaves out a page that it has no use for any more and writes the next.
** What it left out must read as zeros, and zeros on the disk would be damage. The
** first page is not made up: a file without it is new. */
static int fillGap(File *p, i64 off){
  static const u8 zeros[PAGE];
  int rc = off>p->end ? xFileSize(&p->base, &p->end) : SQLITE_OK;
  if( p->end<PAGE ) p->end = PAGE;
  while( rc==SQLITE_OK && p->end<off ) rc = sealPage(p, zeros, p->end);
  return rc;
}

static int writePage(File *p, const u8 *z, int n, i64 off){
  int rc;
  if( n!=PAGE || off % PAGE ) return SQLITE_IOERR_WRITE;
  if( off==0 && (z[16]!=PAGE>>8 || z[17]!=(PAGE&255) || z[20]!=SEAL) ){
    gOurs = 1;
    return SQLITE_IOERR_WRITE; /* another page size or no room for the seal */
  }
  rc = fillGap(p, off);
  return rc==SQLITE_OK ? sealPage(p, z, off) : rc;
}

static int writeWal(File *p, const u8 *z, int n, i64 off){
  u8 plain[PAGE], out[PAGE + SEAL];
  while( n>0 ){
    Unit u = unitAt(WAL, off);
    int at = (int)(off - u.start), m = u.len - at < n ? u.len - at : n, rc;
    if( m<u.len ){ /* read, change and seal again */
      memset(plain, 0, sizeof plain);
      rc = realRead(p, out, u.plen, u.phys);
      if( rc==SQLITE_OK ) gvOpen(p->key, WAL, u.idx, u.len, out, plain);
      else if( rc!=SQLITE_IOERR_SHORT_READ ) return rc;
    }
    memcpy(plain + at, z, m);
    if( gvSeal(p->key, WAL, u.idx, 1, u.len, plain, out) ) return SQLITE_IOERR_WRITE;
    rc = realWrite(p, out, u.plen, u.phys);
    if( rc!=SQLITE_OK ) return rc;
    z += m; off += m; n -= m;
  }
  return SQLITE_OK;
}

static int xWrite(sqlite3_file *f, const void *z, int n, i64 off){
  File *p = (File*)f;
  if( p->kind==MAIN ) return writePage(p, z, n, off);
  if( p->kind==WAL ) return writeWal(p, z, n, off);
  return writeStream(p, z, n, off);
}

static int xTruncate(sqlite3_file *f, i64 size){
  File *p = (File*)f;
  i64 phys = 0;
  if( p->kind==MAIN ) phys = mainPhys(size);
  else if( size>0 ){ Unit u = unitAt(p->kind, size - 1); phys = u.phys + u.plen; }
  if( p->tail * SECTOR>=size ) p->tail = -1;
  p->headed = 0;
  p->end = 0; /* to be measured */
  return p->real->pMethods->xTruncate(p->real, phys);
}

static int xSync(sqlite3_file *f, int flags){
  File *p = (File*)f;
  int rc = flushTail(p);
  return rc==SQLITE_OK ? p->real->pMethods->xSync(p->real, flags) : rc;
}

static int xFileSize(sqlite3_file *f, i64 *pSize){
  File *p = (File*)f;
  i64 s = 0;
  int rc = flushTail(p);
  if( rc==SQLITE_OK ) rc = p->real->pMethods->xFileSize(p->real, &s);
  if( rc!=SQLITE_OK ) return rc;
  if( p->kind==MAIN ){
    if( s>=LOCKS + HOLE ) s -= HOLE;
    else if( s>LOCKS ) s = LOCKS;
    s = s>HEADER ? s - HEADER : 0;
  }else if( p->kind==WAL ){
    i64 rest = s - (WALHEAD + SEAL), frame = FRAME + 2 * SEAL;
    s = rest<0 ? 0 : WALHEAD + rest / frame * FRAME + (rest % frame>=FRAMEHEAD + SEAL ? FRAMEHEAD : 0);
  }else{
    s = s / (SECTOR + SEAL) * SECTOR;
  }
  *pSize = s;
  return SQLITE_OK;
}

static int xClose(sqlite3_file *f){
  File *p = (File*)f;
  if( p->real->pMethods==0 ) return SQLITE_OK;
  (void)flushTail(p); /* what matters was synced before */
  memset(p->bytes, 0, SECTOR);
  memset(p->head, 0, SECTOR);
  return p->real->pMethods->xClose(p->real);
}

/* ---- file controls ---- */

/* One copy after the other, each synced, so that one is whole at any time. */
static int writeHeader(File *p){
  int rc = SQLITE_OK, turn;
  void *z = sqlite3_malloc(COPY);
  if( z==0 ) rc = SQLITE_NOMEM;
  for(turn=0; turn<2 && rc==SQLITE_OK; turn++){
    int copy = gvHeader(p->key, z);
    if( copy<0 ){ rc = SQLITE_IOERR_WRITE; break; }
    rc = realWrite(p, z, COPY, (i64)copy * COPY);
    if( rc==SQLITE_OK ) rc = p->real->pMethods->xSync(p->real, SQLITE_SYNC_FULL);
    if( rc==SQLITE_OK ) gvWritten(p->key, copy);
  }
  sqlite3_free(z);
  gvDone(p->key, rc, 0);
  return rc;
}

static int readHeader(File *p){
  int rc = SQLITE_OK, copy;
  void *z = sqlite3_malloc(COPY);
  if( z==0 ) rc = SQLITE_NOMEM;
  for(copy=0; copy<2 && rc==SQLITE_OK; copy++){
    rc = realRead(p, z, COPY, (i64)copy * COPY);
    if( rc==SQLITE_OK ) gvHeaderRead(p->key, copy, z);
  }
  sqlite3_free(z);
  gvDone(p->key, rc, 0);
  return rc;
}

static int readPage(File *p, int page){
  u8 z[PAGE];
  int rc = page<1 ? SQLITE_NOTFOUND : readUnits(p, z, PAGE, (i64)(page - 1) * PAGE);
  gvDone(p->key, rc, rc==SQLITE_OK ? z : 0);
  memset(z, 0, sizeof z);
  return rc;
}

static int xFileControl(sqlite3_file *f, int op, void *pArg){
  File *p = (File*)f;
  int rc;
  switch( op ){
    case GV_WRITE_HEADER:
      return p->kind==MAIN ? writeHeader(p) : SQLITE_NOTFOUND;
    case GV_READ_HEADER:
      return p->kind==MAIN ? readHeader(p) : SQLITE_NOTFOUND;
    case GV_READ_PAGE:
      return p->kind==MAIN ? readPage(p, *(int*)pArg) : SQLITE_NOTFOUND;
    /* Sizes and offsets below us are not those that SQLite means. */
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_SIZE_LIMIT:
    case SQLITE_FCNTL_NULL_IO:
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
      return SQLITE_NOTFOUND;
  }
  rc = p->real->pMethods->xFileControl(p->real, op, pArg);
  if( rc==SQLITE_OK && op==SQLITE_FCNTL_VFSNAME ) *(char**)pArg = sqlite3_mprintf("guvoh/%z", *(char**)pArg);
  return rc;
}

/* ---- what is passed on ---- */

#define REAL(f) (((File*)(f))->real)

static int xLock(sqlite3_file *f, int e){
  ((File*)f)->end = 0; /* others may have made the file shorter */
  return REAL(f)->pMethods->xLock(REAL(f), e);
}
static int xUnlock(sqlite3_file *f, int e){ return REAL(f)->pMethods->xUnlock(REAL(f), e); }
static int xCheckReservedLock(sqlite3_file *f, int *o){ return REAL(f)->pMethods->xCheckReservedLock(REAL(f), o); }
static int xSectorSize(sqlite3_file *f){ return REAL(f)->pMethods->xSectorSize(REAL(f)); }

/* Nothing that promises atomic writes: a unit is larger than what is promised.
** Nor that the disk keeps their order: SQLite would leave out the sync of the
** journal for which the tail waits. */
static int xDeviceCharacteristics(sqlite3_file *f){
  return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)) & (SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN
    | SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_IMMUTABLE | SQLITE_IOCAP_SUBPAGE_READ);
}

static int xShmMap(sqlite3_file *f, int a, int b, int c, void volatile **d){ return REAL(f)->pMethods->xShmMap(REAL(f), a, b, c, d); }
static int xShmLock(sqlite3_file *f, int a, int b, int c){ return REAL(f)->pMethods->xShmLock(REAL(f), a, b, c); }
static void xShmBarrier(sqlite3_file *f){ REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int xShmUnmap(sqlite3_file *f, int a){ return REAL(f)->pMethods->xShmUnmap(REAL(f), a); }

/* Version 2 has no xFetch: pages are never mapped into memory. */
#define METHODS(version) { version, xClose, xRead, xWrite, xTruncate, xSync, xFileSize, xLock, xUnlock, \
  xCheckReservedLock, xFileControl, xSectorSize, xDeviceCharacteristics, xShmMap, xShmLock, xShmBarrier, xShmUnmap, 0, 0 }
static const sqlite3_io_methods methods1 = METHODS(1), methods2 = METHODS(2);

/* ---- the VFS ---- */

/* Which key a file is sealed with: SQLite hands on the parameters of the main
** database's name to its journal and WAL. 0 refuses. */
static u64 keyOf(const char *zName, int kind){
  if( kind==TEMP ) return gvTempKey();
  return (u64)sqlite3_uri_int64(kind==MAIN ? zName : sqlite3_filename_database(zName), "seal", 0);
}

static int kindOf(const char *zName, int flags){
  if( zName==0 ) return TEMP;
  if( flags & SQLITE_OPEN_MAIN_DB ) return MAIN;
  if( flags & SQLITE_OPEN_WAL ) return WAL;
  if( flags & SQLITE_OPEN_MAIN_JOURNAL ) return JOURNAL;
  return TEMP;
}

static int refuse(void){ gOurs = 1; return SQLITE_CANTOPEN; }

static int xOpen(sqlite3_vfs *v, const char *zName, sqlite3_file *f, int flags, int *pOut){
  File *p = (File*)f;
  int rc;
  (void)v;
  memset(p, 0, sizeof *p);
  p->real = (sqlite3_file*)(p + 1);
  p->real->pMethods = 0;
  p->tail = -1;
  if( flags & SQLITE_OPEN_SUPER_JOURNAL ) return refuse(); /* it would hold the names of two files in clear */
  p->kind = kindOf(zName, flags);
  p->key = keyOf(zName, p->kind);
  if( p->key==0 ) return refuse();
  rc = gBase->xOpen(gBase, zName, p->real, flags, pOut);
  if( rc==SQLITE_OK && p->kind==MAIN ){
    i64 size = 0;
    rc = p->real->pMethods->xFileSize(p->real, &size);
    if( rc==SQLITE_OK && size<HEADER ) rc = refuse(); /* a vault is made by Create, never by SQLite */
  }
  if( rc!=SQLITE_OK ){
    if( p->real->pMethods ) p->real->pMethods->xClose(p->real);
    p->real->pMethods = 0;
    return rc;
  }
  p->base.pMethods = p->real->pMethods->iVersion>=2 && p->real->pMethods->xShmMap ? &methods2 : &methods1;
  return SQLITE_OK;
}

static int xDelete(sqlite3_vfs *v, const char *z, int sync){ (void)v; return gBase->xDelete(gBase, z, sync); }
static int xAccess(sqlite3_vfs *v, const char *z, int flags, int *o){ (void)v; return gBase->xAccess(gBase, z, flags, o); }
static int xFullPathname(sqlite3_vfs *v, const char *z, int n, char *o){ (void)v; return gBase->xFullPathname(gBase, z, n, o); }
static int xRandomness(sqlite3_vfs *v, int n, char *z){ (void)v; return gBase->xRandomness(gBase, n, z); }
static int xSleep(sqlite3_vfs *v, int us){ (void)v; return gBase->xSleep(gBase, us); }
static int xCurrentTime(sqlite3_vfs *v, double *d){ (void)v; return gBase->xCurrentTime(gBase, d); }
static int xCurrentTimeInt64(sqlite3_vfs *v, i64 *t){ (void)v; return gBase->xCurrentTimeInt64(gBase, t); }

static int xGetLastError(sqlite3_vfs *v, int n, char *z){
  (void)v;
  if( gOurs ){ gOurs = 0; if( n>0 ) z[0] = 0; return 0; }
  return gBase->xGetLastError ? gBase->xGetLastError(gBase, n, z) : 0;
}

/* No code is loaded into the process. */
static void *xDlOpen(sqlite3_vfs *v, const char *z){ (void)v; (void)z; return 0; }
static void xDlError(sqlite3_vfs *v, int n, char *z){ (void)v; if( n>0 ) z[0] = 0; }
static void (*xDlSym(sqlite3_vfs *v, void *p, const char *z))(void){ (void)v; (void)p; (void)z; return 0; }
static void xDlClose(sqlite3_vfs *v, void *p){ (void)v; (void)p; }

/* Runs for every new connection of the process: what a database may not do to
** the program, and the room for the seal in each page of a vault. */
static int onConnect(sqlite3 *db, char **pz, const sqlite3_api_routines *api){
  sqlite3_vfs *vfs = 0;
  int n = SEAL;
  (void)pz; (void)api;
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int*)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int*)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int*)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int*)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int*)0);
  (void)sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  if( vfs==&gVfs ) (void)sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &n);
  return SQLITE_OK;
}

int gvRegister(const char *zBase){
  int rc;
  gBase = sqlite3_vfs_find(zBase);
  if( gBase==0 ) return SQLITE_NOTFOUND;
  gVfs.iVersion = 2;
  gVfs.szOsFile = (int)sizeof(File) + gBase->szOsFile;
  gVfs.mxPathname = gBase->mxPathname;
  gVfs.zName = "guvoh";
  gVfs.xOpen = xOpen;
  gVfs.xDelete = xDelete;
  gVfs.xAccess = xAccess;
  gVfs.xFullPathname = xFullPathname;
  gVfs.xDlOpen = xDlOpen;
  gVfs.xDlError = xDlError;
  gVfs.xDlSym = xDlSym;
  gVfs.xDlClose = xDlClose;
  gVfs.xRandomness = xRandomness;
  gVfs.xSleep = xSleep;
  gVfs.xCurrentTime = xCurrentTime;
  gVfs.xGetLastError = xGetLastError;
  gVfs.xCurrentTimeInt64 = xCurrentTimeInt64;
  rc = sqlite3_auto_extension((void(*)(void))onConnect);
  return rc==SQLITE_OK ? sqlite3_vfs_register(&gVfs, 0) : rc;
}
