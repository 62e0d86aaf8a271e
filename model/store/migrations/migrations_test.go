package migrations_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"guvoh/model/store/migrations"
)

func TestVersions(t *testing.T) {
	t.Run("that were released say what a file holds, to the letter and column by column", func(t *testing.T) {
		all, err := migrations.Versions(migrations.Files)
		if err != nil || len(all) != len(migrations.Names(migrations.Files)) {
			t.Fatal(len(all), err)
		}
		v := all[0]
		entry, ok := v.Table("entry")
		if !ok || len(entry.Columns) != 5 || !entry.Columns[0].RowID || entry.Columns[1].RowID || entry.Columns[3].Type != "BLOB" || !entry.Columns[3].NotNull {
			t.Errorf("entry is %+v", entry)
		}
		chunk, _ := v.Table("chunk")
		link, _ := v.Table("link")
		if chunk.WithoutRowID || !link.WithoutRowID {
			t.Error("it is mistaken about who has row numbers")
		}
		for _, c := range chunk.Columns {
			if c.RowID {
				t.Errorf("chunk.%s is no row number", c.Name)
			}
		}
		found := false
		for _, x := range v.Indexes {
			found = found || x.Table == "entry" && strings.Join(x.Columns, " ") == "record"
		}
		if !found {
			t.Error("the index of entries by record is missing")
		}
		for _, o := range v.Objects {
			if o.Name == "case" && !strings.HasPrefix(o.SQL, `CREATE TABLE "case"(`) {
				t.Errorf("the table of cases is made by %q", o.SQL)
			}
		}
		if _, ok := v.Table("nobody"); ok {
			t.Error("it knows a table that is not there")
		}
	})
	t.Run("follow each other", func(t *testing.T) {
		all, err := migrations.Versions(fstest.MapFS{
			"0001_a.sql": {Data: []byte("CREATE TABLE a(n INTEGER PRIMARY KEY, x TEXT) STRICT")},
			"0002_b.sql": {Data: []byte("ALTER TABLE a ADD COLUMN y INTEGER; CREATE INDEX a_y ON a(y)")},
		})
		if err != nil || len(all) != 2 || all[1].Number != 2 {
			t.Fatal(all, err)
		}
		one, two := all[0].Tables[0], all[1].Tables[0]
		if len(one.Columns) != 2 || len(two.Columns) != 3 || two.Columns[2].Name != "y" || len(all[0].Indexes) != 0 || len(all[1].Indexes) != 1 {
			t.Errorf("first %+v, then %+v", all[0], all[1])
		}
	})
	t.Run("that cannot be made are named", func(t *testing.T) {
		_, err := migrations.Versions(fstest.MapFS{"0001_a.sql": {Data: []byte("CREATE NONSENSE")}})
		if err == nil || !strings.Contains(err.Error(), "0001_a.sql") {
			t.Errorf("got %v", err)
		}
	})
}
