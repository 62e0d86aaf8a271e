package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/store"
)

// A digest is what a file holds, in words that do not depend on the numbers
// that it gives to streams and records: a name for each thing, and a hash of
// what is said of it. Two copies are equal when their digests are.
type digest map[string]string

func (d digest) put(name string, what ...any) {
	h := sha256.New()
	for _, w := range what {
		fmt.Fprintf(h, "%T %v\x00", w, w)
	}
	d[name] = hex.EncodeToString(h.Sum(nil)[:8])
}

// differs gives the names under which two digests do not say the same.
func (d digest) differs(other digest) []string {
	var out []string
	for name := range d {
		if d[name] != other[name] {
			out = append(out, name)
		}
	}
	for name := range other {
		if _, ok := d[name]; !ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// digestOf reads a file. What a copy keeps for itself is no part of it:
// settings, drafts, news, merges, colleagues, when a record was last touched.
func digestOf(db *store.DB) (digest, error) {
	d := digest{}
	for _, part := range []func(digest, *store.DB) error{digestJournal, digestRecords, digestTables, digestBytes} {
		if err := part(d, db); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func digestJournal(d digest, db *store.DB) error {
	bodies, err := db.Bodies()
	if err != nil {
		return err
	}
	for p, b := range bodies {
		d.put(fmt.Sprintf("entry %d of stream %s", p.Seq, p.Stream), b)
	}
	return each(db, func(c []any) { d.put(fmt.Sprintf("stream %x", c[0]), c[1:]...) },
		`SELECT s.id, s.author, s.started, g.device, g.nonce FROM stream s LEFT JOIN signer g ON g.stream = s.n
		WHERE EXISTS (SELECT 1 FROM entry e WHERE e.id >> 36 = s.n)`)
}

// digestGaps reads what a copy knows of entries that it does not have.
func digestGaps(d digest, db *store.DB) error {
	err := each(db, func(c []any) { d.put(fmt.Sprintf("hole of %x from %d", c[0], c[1]), c[2:]...) },
		"SELECT s.id, h.first, h.last, h.hash FROM hole h JOIN stream s ON s.n = h.stream")
	if err != nil {
		return err
	}
	return each(db, func(c []any) { d.put(fmt.Sprintf("bare %d of %x", c[1], c[0]), c[2:]...) },
		"SELECT s.id, b.id & 68719476735, b.committed FROM bare b JOIN stream s ON s.n = b.id >> 36")
}

func digestRecords(d digest, db *store.DB) error {
	err := each(db, func(c []any) { d.put("record "+toID(c[0]).String(), c[1:]...) },
		"SELECT id, kind, deleted, label, folded FROM record")
	if err != nil {
		return err
	}
	states, err := db.States()
	if err != nil {
		return err
	}
	for id, s := range states {
		var said []any
		for _, f := range s.Fields() {
			said = append(said, f, s.Heads(f))
		}
		gone := s.Purged()
		slices.SortFunc(gone, compareOps)
		d.put("state of "+id.String(), append(said, s.Owed(), gone)...)
	}
	all, err := db.Everything()
	if err != nil {
		return err
	}
	for _, r := range all {
		for f, v := range r.Values {
			d.put("value of "+r.ID.String()+" "+f, v)
		}
	}
	return nil
}

// digestTables reads what lists and searches read.
func digestTables(d digest, db *store.DB) error {
	kinds, err := db.Ask("SELECT DISTINCT kind FROM record")
	if err != nil {
		return err
	}
	for _, cell := range kinds {
		k := db.Schema().Kind(fmt.Sprint(cell[0]))
		if k == nil {
			continue // one that yesterday's program does not know
		}
		columns, err := db.Columns(k.Name)
		if err != nil {
			return err
		}
		delete(columns, "n")
		names := slices.Sorted(maps.Keys(columns))
		err = each(db, func(c []any) {
			d.put("row of "+toID(c[0]).String(), append([]any{k.Name}, c[1:]...)...)
		}, fmt.Sprintf(`SELECT r.id, k."%s" FROM "%s" k JOIN record r ON r.n = k.n`, strings.Join(names, `", k."`), k.Name))
		if err != nil {
			return err
		}
	}
	err = each(db, func(c []any) { d.put(fmt.Sprintf("link %s %s %s", toID(c[0]), c[1], toID(c[2]))) },
		"SELECT r.id, l.field, l.target FROM link l JOIN record r ON r.n = l.source")
	if err != nil {
		return err
	}
	return each(db, func(c []any) { d.put(fmt.Sprintf("conflict %s %s", toID(c[0]), c[1]), c[2]) },
		"SELECT r.id, c.field, c.heads FROM conflict c JOIN record r ON r.n = c.record")
}

func digestBytes(d digest, db *store.DB) error {
	all, err := db.Attachments(context.Background())
	if err != nil {
		return err
	}
	named := map[string]bool{} // bytes that no record names stay where they are
	if err := each(db, func(c []any) { named[fmt.Sprint(c[0])] = true }, "SELECT DISTINCT sha256 FROM evidence"); err != nil {
		return err
	}
	for _, a := range all {
		if !named[a.SHA256] {
			continue
		}
		r, err := db.OpenAttachment(a.SHA256)
		if err != nil {
			return err
		}
		b, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return err
		}
		d.put("attachment "+a.SHA256, b)
	}
	err = each(db, func(c []any) { // its size is known to who had it
		if c[1] == "purged" || named[fmt.Sprintf("%x", c[0])] {
			d.put(fmt.Sprintf("absent %x", c[0]), c[1])
		}
	}, "SELECT sha256, reason FROM absent")
	if err != nil {
		return err
	}
	return each(db, func(c []any) { d.put(fmt.Sprintf("certificate %x by %x", c[0], c[1])) }, "SELECT device, identity FROM certificate WHERE device IN (SELECT device FROM signer)")
}

func each(db *store.DB, row func([]any), query string) error {
	rows, err := db.Ask(query)
	if err != nil {
		return err
	}
	for _, c := range rows {
		row(c)
	}
	return nil
}

func toID(cell any) (id model.ID) {
	b, _ := cell.([]byte)
	copy(id[:], b)
	return id
}
