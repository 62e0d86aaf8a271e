package foreign

import (
	"encoding/binary"
	"io"
	"os"
	"strings"
	"sync"

	"guvoh/model/store/btree"
	"guvoh/model/store/migrations"
	"guvoh/model/vault"
)

// seal is how many bytes of each page of a vault SQLite does not use.
const seal = 40

// longestSQL is more than the text that makes any of our tables.
const longestSQL = 64 << 10

var shipped = sync.OnceValues(func() ([]migrations.Version, error) { return migrations.Versions(migrations.Files) })

// compare reads the list of tables from the pages themselves and compares it,
// to the letter, with that of the version which the file says it is of. So
// SQLite never reads a word there that is not our own; or, in a file of a newer
// version, that is not plain.
func compare(count, usable int, read func(int) ([]byte, error)) (version int, err error) {
	all, err := shipped()
	if err != nil {
		return 0, err
	}
	r := btree.New(btree.Source{Count: count, Size: vault.PageSize, Usable: usable, Longest: longestSQL, Read: read})
	h, err := r.Header()
	switch {
	case err != nil:
		return 0, &Refused{Damaged}
	case h.ApplicationID != migrations.ApplicationID:
		return 0, &Refused{NotOurs}
	case h.UserVersion < 1:
		return 0, &Refused{AlteredSchema}
	}
	objects, err := listed(r)
	if err != nil {
		return 0, err
	}
	if h.UserVersion <= len(all) {
		return h.UserVersion, match(objects, all[h.UserVersion-1])
	}
	if !plain(objects, all[len(all)-1]) {
		return 0, &Refused{Newer}
	}
	return h.UserVersion, nil
}

// mostObjects is more tables and indexes than a version of ours will have.
const mostObjects = 2000

// listed reads the list of tables.
func listed(r *btree.Reader) (out []migrations.Object, err error) {
	tree := r.Walk(1, btree.Table)
	if len(tree.Holes) > 0 {
		return nil, &Refused{Damaged}
	}
	if len(tree.Cells) > mostObjects {
		return nil, &Refused{AlteredSchema}
	}
	for _, c := range tree.Cells {
		b, err := r.Payload(btree.Table, c)
		if err != nil {
			return nil, &Refused{AlteredSchema} // too long, or a page of it cannot be read
		}
		cols, err := btree.Row(b)
		if err != nil || len(cols) != 5 {
			return nil, &Refused{Damaged}
		}
		var o migrations.Object
		for i, into := range map[int]*string{0: &o.Type, 1: &o.Name, 2: &o.Table, 4: &o.SQL} {
			text, ok := cols[i].Value.(string)
			if !ok && (cols[i].Value != nil || i != 4) {
				return nil, &Refused{AlteredSchema} // SQLite would read bytes as words, and a number too
			}
			*into = text
		}
		out = append(out, o)
	}
	return out, nil
}

// match fails unless the list of tables is that of a version.
func match(objects []migrations.Object, v migrations.Version) error {
	missing := map[migrations.Object]bool{}
	for _, o := range v.Objects {
		missing[o] = true
	}
	for _, o := range objects {
		if !missing[o] {
			return &Refused{whatIs(o, v)}
		}
		delete(missing, o) // so that none stands there twice
	}
	if len(missing) > 0 {
		return &Refused{AlteredSchema}
	}
	return nil
}

// whatIs names what does not belong in the list of tables.
func whatIs(o migrations.Object, v migrations.Version) Reason {
	switch {
	case strings.EqualFold(o.Type, "trigger"):
		return HasTrigger
	case strings.EqualFold(o.Type, "view"):
		return HasView
	case strings.HasPrefix(strings.ToUpper(strings.Join(strings.Fields(o.SQL), " ")), "CREATE VIRTUAL"):
		return HasVirtual
	}
	for _, known := range v.Objects {
		if strings.EqualFold(known.Name, o.Name) {
			return AlteredSchema
		}
	}
	return UnknownTable
}

// examinePlain is compare for an unsealed file of the first version.
func examinePlain(path string) (version int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil {
		return 0, &Refused{NotOurs}
	}
	// The sizes of a page and of what is reserved in it (SQLite file format,
	// section 1.3).
	if binary.BigEndian.Uint16(head[16:]) != vault.PageSize || head[20] > 64 {
		return 0, &Refused{AlteredSchema}
	}
	return compare(int(st.Size()/vault.PageSize), vault.PageSize-int(head[20]), func(page int) ([]byte, error) {
		b := make([]byte, vault.PageSize)
		_, err := f.ReadAt(b, int64(page-1)*vault.PageSize)
		return b, err
	})
}
