#ifndef GUVOH_VFS_H
#define GUVOH_VFS_H

/* Registers the VFS "guvoh" over the VFS of that name (0: SQLite's default)
** and gives an SQLite result code. Called once in a process. */
int gvRegister(const char *zBase);

/* File controls of our own, for sqlite3_file_control on a main database. */
enum {
  GV_WRITE_HEADER = 0x67760001, /* write both header copies as gvHeader gives them */
  GV_READ_HEADER = 0x67760003, /* hand both header copies, as they are on the disk, to gvHeaderRead */
  GV_READ_PAGE = 0x67760002,    /* open page *(int*)pArg (from 1) and hand it to gvDone */
};

#endif
