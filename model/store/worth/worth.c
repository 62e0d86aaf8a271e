/*
** worth(TABLE, WEIGHTS) says how well a row answers, as bm25(TABLE) does: the
** more the better. The weight of each phrase is given, as doubles one behind the
** other; bm25 counts for it in how many rows of the table each phrase stands,
** which takes as long as to find them all. Without weights only the length of the
** row counts, for an index that does not know how often a word stands in it.
*/
#include <string.h>
#include "fts5abi.h"
#include "worth.h"

#define PHRASES 64 /* what is asked for beyond them weighs nothing */

/* The constants of the formula, as bm25 has them. */
static const double K = 1.2, B = 0.75;

static void worth(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *out, int n, sqlite3_value **args){
  double weights[PHRASES], often[PHRASES], score = 0, length;
  sqlite3_int64 rows = 0, words = 0;
  int own = 0, phrases = 0, places = 0, i, rc;

  if( n>0 ){
    int bytes = sqlite3_value_bytes(args[0]);
    if( bytes>(int)sizeof(weights) ) bytes = (int)sizeof(weights);
    phrases = bytes/(int)sizeof(double);
    if( phrases>0 ) memcpy(weights, sqlite3_value_blob(args[0]), phrases*sizeof(double));
  }
  rc = api->xRowCount(fts, &rows);
  if( rc==SQLITE_OK ) rc = api->xColumnTotalSize(fts, -1, &words);
  if( rc==SQLITE_OK ) rc = api->xColumnSize(fts, -1, &own);
  length = words>0 ? own*(double)rows/(double)words : 1;
  length = K*(1 - B + B*length);
  if( phrases==0 ){
    score = (K + 1)/(1 + length);
  }else if( rc==SQLITE_OK ){
    memset(often, 0, sizeof(often));
    rc = api->xInstCount(fts, &places);
    for(i=0; rc==SQLITE_OK && i<places; i++){
      int phrase, column, offset;
      rc = api->xInst(fts, i, &phrase, &column, &offset);
      if( rc==SQLITE_OK && phrase>=0 && phrase<phrases ) often[phrase] += 1;
    }
    for(i=0; i<phrases; i++) score += weights[i]*often[i]*(K + 1)/(often[i] + length);
  }
  if( rc==SQLITE_OK ){
    sqlite3_result_double(out, score);
  }else{
    sqlite3_result_error_code(out, rc);
  }
}

/* Of a SQLite without full-text search there is nothing to add to. */
static int onConnect(sqlite3 *db, char **error, const sqlite3_api_routines *unused){
  fts5_api *api = 0;
  sqlite3_stmt *ask = 0;
  (void)error;
  (void)unused;
  if( sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, 0)==SQLITE_OK ){
    sqlite3_bind_pointer(ask, 1, (void*)&api, "fts5_api_ptr", 0);
    sqlite3_step(ask);
  }
  sqlite3_finalize(ask);
  return api ? api->xCreateFunction(api, "worth", 0, worth, 0) : SQLITE_OK;
}

int guvoh_worth(void){ return sqlite3_auto_extension((void(*)(void))onConnect); }
