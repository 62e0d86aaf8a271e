#ifndef GUVOH_TAPE_H
#define GUVOH_TAPE_H

/* Registers the VFS "tape" over SQLite's default; gives a result code. */
int tapeRegister(void);

/* What tapeNote answers besides SQLite's result codes. */
enum {
  TAPE_SKIP = -1, /* say that it was done, and do nothing */
};

#endif
