package vault_test

import (
	"testing"

	"guvoh/model/vault/vaulttest/mutant"
)

// mutants are the vault with one thing left out that keeps it sound.
var mutants = []mutant.Mutant{
	{
		Name:  "page 1 that was torn is not made up",
		Code:  "    if( bad && probe ){ makeHeader(z); return SQLITE_OK; }\n",
		Tests: "TestNothingIsLostWhenThePowerGoes$/^PERSIST_FULL", EveryDay: true,
	},
	{
		Name:  "the sector that waits is not written before a sync",
		Code:  "static int xSync(sqlite3_file *f, int flags){\n  File *p = (File*)f;\n  int rc = flushTail(p);",
		Other: "static int xSync(sqlite3_file *f, int flags){\n  File *p = (File*)f;\n  int rc = SQLITE_OK;",
		Tests: "TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE", EveryDay: true,
	},
	{
		Name:  "the copy of the header that is written first may be the only whole one",
		Code:  "f.sealer.spare = 1 - h.number",
		Other: "f.sealer.spare = 1",
		Tests: "TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE",
	},
	{
		Name:  "both copies of the header are written before the first is synced",
		Code:  "if( rc==SQLITE_OK ) rc = p->real->pMethods->xSync(p->real, SQLITE_SYNC_FULL);",
		Other: "if( rc==SQLITE_OK && turn ) rc = p->real->pMethods->xSync(p->real, SQLITE_SYNC_FULL);",
		Tests: "TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE",
	},
	{
		Name:  "a failed change of keys is not put back",
		Code:  "\t\tf.putBack(write, next.header)\n",
		Tests: "TestAHeaderThatCannotBeWrittenChangesNothing",
	},
	{
		Name:  "what was synced shares a unit with a header that is still to be written",
		Code:  "#define SECTOR    512 ",
		Other: "#define SECTOR    4096 ",
		Tests: "TestNothingIsLostWhenThePowerGoes$/^DELETE_EXTRA_EXCLUSIVE",
	},
	{
		Name:  "a journal keeps no room",
		Code:  "#define AHEAD     2 ",
		Other: "#define AHEAD     0 ",
		Tests: "TestNothingIsLostOnAFullDisk",
	},
	{
		Name:  "a page that SQLite left out stays away",
		Code:  "  rc = fillGap(p, off);\n",
		Other: "  rc = SQLITE_OK;\n",
		Tests: "TestPagesThatSQLiteLeavesOut",
	},
	{
		Name:  "what was moved to another page stays behind",
		Code:  "  clearRoom(plain, off);\n",
		Tests: "TestWhatWasMovedLeavesNothingBehind",
	},
	{
		Name: "a page is not bound to its place",
		Code: "binary.BigEndian.PutUint64(w.place[:], uint64(idx))", Times: 2,
		Other: "clear(w.place[:])",
		Tests: "TestAPageFitsNowhereElse",
	},
	{
		Name:  "a copy of the file has the same keys",
		Code:  "= derive(dataKey, salt, purposes[kind])",
		Other: "= derive(dataKey, nil, purposes[kind])",
		Tests: "TestAPageFitsNowhereElse",
	},
	{
		Name:  "a nonce is used again",
		Code:  "	w.left = w.left[nonceSize:]\n",
		Tests: "TestNoNonceIsUsedTwice",
	},
	{
		Name:  "the sectors of a record share a nonce",
		Code:  "first+uint64(i)",
		Other: "first",
		Tests: "TestNoNonceIsUsedTwice",
	},
	{
		Name:  "a header is not authenticated",
		Code:  "if !h.authentic(dataKey) {",
		Other: "if false {",
		Tests: "TestAForgedHeaderIsRefused",
	},
	{
		Name:  "the bytes by which SQLite locks are written",
		Code:  "return off < LOCKS ? off : off + HOLE;",
		Other: "return off;",
		Tests: "TestAVaultOfMoreThanOneGibibyte",
	},
	{
		Name:  "the words of a transaction are written in clear",
		Code:  "  if( flags & SQLITE_OPEN_MAIN_JOURNAL ) return JOURNAL;\n",
		Other: "  if( flags & SQLITE_OPEN_MAIN_JOURNAL ) return MAIN;\n",
		Tests: "TestEveryJournalModeIsSealed",
	},
}

func TestTheTestsMissWhatIsLeftOut(t *testing.T) {
	mutant.Judge{Folders: []string{"."}}.Each(t, mutants)
}
