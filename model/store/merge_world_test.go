package store_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing/fstest"
	"time"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/migrations"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// A world is a few people with copies of one file, and whatever they do with
// them. What it finds to be wrong is an error: a schedule that fails is played
// again, with fewer steps.
type world struct {
	dir     string
	skew    bool // programs of two versions are in use
	files   int
	words   int // how many different words were written
	members []*member
	records []model.ID // every record that was ever made, in that order
	packs   []*parcel  // on their way, for ever
	drawer  []string   // files that were put aside when a backup took their place
	own     bool       // own words or fields were made
}

// A member is a person with a copy of the file.
type member struct {
	w       *world
	n       int
	db      *store.DB
	path    string
	options store.Options
	older   bool          // works with the program of yesterday
	clock   time.Duration // how wrong the clock is
	backups []string
	person  ed25519.PrivateKey
}

// yesterday is what the older program does not know.
var yesterday = struct {
	kind   string
	fields map[string][]string
}{"judgement", map[string][]string{"case": {"summary", "tags"}, "person": {"birth", "description"}, "note": {"about"}}}

const ofNobody = "_of_nobody"

// schemas are what today's program knows, and yesterday's.
type schemas struct{ now, then *model.Schema }

func newSchemas() (s schemas, err error) {
	if s.now, err = model.NewSchema(assets.Vocabularies); err != nil {
		return s, err
	}
	then, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		return s, err
	}
	for _, k := range then.Kinds() {
		k.Fields = slices.DeleteFunc(slices.Clone(k.Fields), func(f model.Field) bool {
			return slices.Contains(yesterday.fields[k.Name], f.Name)
		})
		if k.Name == yesterday.kind { // there is no way to take a kind out: it goes by a name that nobody uses
			k.Name += ofNobody
		}
	}
	s.then = then.With(nil) // which lists the fields anew
	return s, nil
}

// steps gives the migrations of both programs: a table of kinds comes with the
// last step of today's. A column cannot be missing: a field that yesterday's
// does not know stands where its fields of users stand.
func migrationsOf() (now, then fs.FS, err error) {
	n, t := fstest.MapFS{}, fstest.MapFS{}
	names := migrations.Names(migrations.Files)
	for _, name := range names {
		b, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			return nil, nil, err
		}
		head, tail, found := bytes.Cut(b, []byte(`CREATE TABLE "`+yesterday.kind+`"(`))
		if found {
			table, rest, _ := bytes.Cut(tail, []byte(") STRICT;"))
			made := string(table) + ") STRICT;"
			n["0099_today.sql"] = &fstest.MapFile{Data: []byte(`CREATE TABLE "` + yesterday.kind + `"(` + made)}
			n[name] = &fstest.MapFile{Data: slices.Concat(head, rest)}
			t[name] = &fstest.MapFile{Data: slices.Concat(head, []byte(`CREATE TABLE "`+yesterday.kind+ofNobody+`"(`+made), rest)}
			continue
		}
		n[name], t[name] = &fstest.MapFile{Data: b}, &fstest.MapFile{Data: b}
	}
	if len(n) != len(t)+1 {
		return nil, nil, errors.New("no step makes the table of " + yesterday.kind)
	}
	return n, t, nil
}

// memory gives a folder where to sync costs nothing, if there is one.
func memory() string {
	if st, err := os.Stat("/dev/shm"); err == nil && st.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func newWorld(skew bool) (*world, error) {
	dir, err := os.MkdirTemp(memory(), "guvoh-world-")
	return &world{dir: dir, skew: skew}, err
}

func (w *world) close() {
	for _, m := range w.members {
		if m.db != nil {
			m.db.Close()
		}
	}
	os.RemoveAll(w.dir)
}

func (w *world) newPath() string {
	w.files++
	return filepath.Join(w.dir, fmt.Sprintf("%d.guvoh", w.files))
}

// join makes a member, with an empty file where path is "".
func (w *world) join(s schemas, path string, older bool) error {
	n := len(w.members)
	m := &member{w: w, n: n, path: path, older: older}
	m.options = store.Options{
		Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: s.now,
		Author: fmt.Sprintf("Member %d", n), Device: fmt.Sprintf("device %d", n),
		Now: func() time.Time { return time.Unix(1_790_000_000, 0).Add(m.clock) },
	}
	if n != 1 { // the second has never had a key: what she writes is unsigned
		m.options.DeviceSecret = make([]byte, 32)
		rand.Read(m.options.DeviceSecret)
	}
	if older {
		m.options.Schema = s.then
	}
	_, person, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	m.person = person
	w.members = append(w.members, m)
	if path != "" {
		return m.open()
	}
	m.path = w.newPath()
	return m.versioned(func() error {
		m.db, err = store.Create(m.path, m.options)
		return err
	})
}

// versioned does something as the program that the member works with.
func (m *member) versioned(do func() error) error {
	if !m.w.skew {
		return do()
	}
	now, then, err := migrationsOf()
	if err != nil {
		return err
	}
	if m.older {
		now = then
	}
	defer store.UseMigrations(now)()
	return do()
}

func (m *member) open() error {
	return m.versioned(func() (err error) {
		m.db, err = store.Open(m.path, m.options)
		return err
	})
}

func (m *member) reopen() error {
	if err := m.db.Close(); err != nil {
		return err
	}
	return m.open()
}

// word gives a word that nobody wrote yet.
func (w *world) word() string {
	w.words++
	return fmt.Sprintf("word%06dx", w.words)
}

// pick gives a record of some kinds that the member has, the nth of all that
// there are; none when there is none.
func (m *member) pick(n int, kinds ...string) (model.Record, bool) {
	all := m.w.records
	for i := range all {
		r, err := m.db.Get(context.Background(), all[(n+i)%len(all)])
		if err == nil && (len(kinds) == 0 || slices.Contains(kinds, r.Kind)) && m.db.Schema().Kind(r.Kind) != nil {
			return r, true
		}
	}
	return model.Record{}, false
}

// there is pick among what is not deleted.
func (m *member) there(n int, kinds ...string) (model.Record, bool) {
	for i := range len(m.w.records) {
		if r, ok := m.pick(n+i, kinds...); !ok || !r.Deleted {
			return r, ok
		}
	}
	return model.Record{}, false
}

// vault opens a closed file's pages, to look for words in them.
func pagesOfFile(path string, look func([]byte)) error {
	p, err := vault.OpenPages(path, vaulttest.Passphrase)
	if err != nil {
		return err
	}
	defer p.Close()
	for n := 1; n <= p.Count(); n++ {
		b, err := p.Read(n)
		if err != nil {
			return err
		}
		look(b)
	}
	return nil
}
