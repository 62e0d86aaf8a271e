package foreign_test

import (
	"os"
	"testing"

	"guvoh/model/store/foreign"
)

// Should the comparison of the tables ever let something through, SQLite still
// does no more than read the columns that are asked for.
func TestSQLiteIsLockedDown(t *testing.T) {
	path := unsealed(t, guestFile(t), "CREATE VIEW v AS SELECT value FROM setting", "CREATE TRIGGER g AFTER DELETE ON entry BEGIN DELETE FROM chunk; END")
	before, err := os.ReadFile(path)
	must(t, err)
	db, err := foreign.LockedDown(path)
	must(t, err)
	defer db.Close()
	for _, q := range []string{
		"SELECT id, body, hash FROM entry", "SELECT n, sha256, size FROM attachment", "PRAGMA quick_check(entry)",
	} {
		rows, err := db.Query(q)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		for rows.Next() {
		}
		if rows.Err() != nil {
			t.Errorf("%s: %v", q, rows.Err())
		}
		rows.Close()
	}
	for _, q := range []string{
		"SELECT value FROM setting", "SELECT record FROM entry", "SELECT sql FROM sqlite_schema", "SELECT * FROM v",
		"SELECT hex(hash) FROM entry", "SELECT count(*) FROM entry", "SELECT load_extension('x')", "SELECT zeroblob(1000000000)",
		"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
		"SELECT 1 UNION SELECT 2 UNION SELECT 3", "SELECT name FROM pragma_table_info('entry')", "PRAGMA table_info(entry)",
		"DELETE FROM entry", "INSERT INTO setting VALUES('a', 'b')", "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)",
		"ATTACH ':memory:' AS x", "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON", "VACUUM", "BEGIN", "ANALYZE", "REINDEX",
	} {
		if rows, err := db.Query(q); err == nil {
			for rows.Next() {
			}
			if rows.Err() == nil {
				t.Errorf("it is done: %s", q)
			}
			rows.Close()
		}
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file was changed")
	}
}
