package store_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
)

// A step is one thing that a member does. Its numbers choose among what there
// is at that moment, so that a schedule stays one when steps are left out.
type step struct {
	what    string
	who     int
	a, b, c int
}

func (s step) String() string {
	return fmt.Sprintf("%s by %d (%d, %d, %d)", s.what, s.who, s.a, s.b, s.c)
}

// deeds are the steps, with how often each is drawn.
var deeds = map[string]struct {
	weight int
	do     func(*world, *member, step) error
}{
	"create":      {8, create},
	"edit":        {16, edit},
	"own field":   {1, ownField},
	"judge":       {2, judge},
	"attach":      {3, attach},
	"delete":      {3, remove1},
	"restore":     {2, restore1},
	"purge":       {2, purge},
	"purge bytes": {1, purgeBytes},
	"move":        {3, move},
	"resolve":     {4, resolve},
	"undo":        {3, undo},
	"redo":        {1, redo},
	"type":        {1, typeWords},
	"certify":     {1, certify},
	"merge":       {12, mergeWhole},
	"merge part":  {3, mergePart},
	"take back":   {2, takeBack},
	"send":        {4, send},
	"receive":     {6, receive},
	"copy":        {1, copyToNew},
	"back up":     {1, backUp},
	"go back":     {1, goBack},
	"restart":     {2, restart},
	"set clock":   {2, setClock},
	"rename":      {1, rename},
	"update":      {1, update},
}

// draw makes a schedule.
func draw(dice *rand.Rand, n int) []step {
	var lots []string
	for _, name := range slices.Sorted(maps.Keys(deeds)) {
		for range deeds[name].weight {
			lots = append(lots, name)
		}
	}
	out := make([]step, n)
	for i := range out {
		out[i] = step{lots[dice.IntN(len(lots))], dice.IntN(60), dice.IntN(1 << 20), dice.IntN(1 << 20), dice.IntN(1 << 20)}
	}
	return out
}

// act is an action of a member. That it breaks a rule is no fault: then nothing
// of it is kept.
func (m *member) act(verb string, fn func(*store.Tx) error) (store.Changes, error) {
	c, err := m.db.Do(context.Background(), verb, fn)
	return c, tolerated(err)
}

func tolerated(err error) error {
	if refused := (*store.Refused)(nil); errors.As(err, &refused) || errors.Is(err, store.ErrNothing) || errors.Is(err, store.ErrNothingToPurge) {
		return nil
	}
	return err
}

var created = []string{"case", "case", "person", "person", "note", "note", "participant", "person_name", "event", "place"}

func create(w *world, m *member, s step) error {
	r := model.NewRecord(created[s.a%len(created)])
	k := m.db.Schema().Kind(r.Kind)
	for i, f := range k.Fields {
		if f.Required || i%4 == s.b%4 {
			r.Set(f.Name, m.value(r, f, s.b+i))
		}
	}
	c, err := m.act("create", func(tx *store.Tx) error { return tx.Put(r) })
	if err == nil && !c.Empty() {
		w.records = append(w.records, r.ID)
	}
	return err
}

// untouched are fields that say where a record belongs, that make a tree, or
// that are measured.
var untouched = []string{"within", "part_of", "identified_as", "translation_of", "consistency", "sha256", "size", "media_type", "kind", "vocabulary", "type"}

func (m *member) value(r model.Record, f model.Field, n int) model.Value {
	if slices.Contains(untouched, f.Name) {
		return ""
	}
	switch f.Type {
	case model.Text:
		return model.TextValue(m.w.word())
	case model.Long:
		return model.TextValue(m.w.word() + strings.Repeat(" and so on", n%5*n%5*20))
	case model.Texts:
		return model.ListValue(m.w.word(), m.w.word())
	case model.Term:
		if v := m.db.Schema().Vocabulary(f.Vocabulary); v != nil && len(v.Words) > 0 {
			return model.TextValue(v.Words[n%min(3, len(v.Words))].ID)
		}
	case model.Terms:
		if v := m.db.Schema().Vocabulary(f.Vocabulary); v != nil && len(v.Words) > 0 {
			return model.ListValue(v.Words[n%min(3, len(v.Words))].ID)
		}
	case model.Partial:
		return model.DateValue(model.Date{Precision: model.PrecisionUnknown, Words: m.w.word()})
	case model.Bool:
		return model.BoolValue(n%2 == 0)
	case model.Int:
		return model.IntValue(int64(n % 5))
	case model.Ref, model.Refs:
		to, ok := m.there(n, f.To...)
		switch {
		case !ok || to.ID == r.ID:
		case f.Type == model.Ref:
			return model.RefValue(to.ID)
		default:
			if other, ok := m.there(n/7, f.To...); ok && other.ID != to.ID {
				return model.RefsValue(to.ID, other.ID)
			}
			return model.RefsValue(to.ID)
		}
	}
	return ""
}

func edit(_ *world, m *member, s step) error {
	r, ok := m.pick(s.a)
	if !ok || r.Deleted && s.c%4 > 0 {
		return nil
	}
	k := m.db.Schema().Kind(r.Kind)
	change := model.Record{ID: r.ID, Kind: r.Kind, Values: map[string]model.Value{}}
	for i := range 1 + s.b%3 {
		f := k.Fields[(s.b/3+i*i*7)%len(k.Fields)]
		if slices.Contains(untouched, f.Name) || f.Type == model.Position || f.Type == model.Mark || f.Name == k.Parent {
			continue
		}
		if change.Values[f.Name] = m.value(r, f, s.c+i); s.c%9 == 0 {
			change.Values[f.Name] = "" // emptied
		}
	}
	_, err := m.act("edit", func(tx *store.Tx) error { return tx.Put(change) })
	return err
}

// move gives a name to another person, or a part to another case: by these words the
// former one must not be known any more.
func move(_ *world, m *member, s step) error {
	r, ok := m.there(s.a, "person_name", "participant")
	if !ok {
		return nil
	}
	k := m.db.Schema().Kind(r.Kind)
	to, ok := m.pick(s.b, k.ParentKind())
	if !ok {
		return nil
	}
	_, err := m.act("move", set(r.ID, k.Parent, model.RefValue(to.ID)))
	return err
}

// ownField makes a field, or a word, of the members' own.
func ownField(w *world, m *member, s step) error {
	r := model.NewRecord("field")
	r.Set("kind", model.TextValue([]string{"case", "person", "note"}[s.a%3]))
	r.Set("type", model.TextValue(string([]model.Type{model.Text, model.Long, model.Partial}[s.b%3])))
	r.Set("label_en", model.TextValue(w.word()))
	if s.c%3 == 0 {
		r = model.NewRecord("term")
		r.Set("vocabulary", model.TextValue("case_status"))
		r.Set("label_en", model.TextValue(w.word()))
	}
	c, err := m.act("create", func(tx *store.Tx) error { return tx.Put(r) })
	if err == nil && !c.Empty() {
		w.records = append(w.records, r.ID)
		w.own = true
	}
	return err
}

// judge says whether two persons are one: two members may make the same record.
func judge(w *world, m *member, s step) error {
	one, ok := m.there(s.a%3, "person")
	other, there := m.there(s.b%3, "person")
	if !ok || !there || one.ID == other.ID || m.db.Schema().Kind(yesterday.kind) == nil {
		return nil
	}
	r := model.NewJudgement(one.ID, other.ID)
	words := m.db.Schema().Vocabulary("judgement").Words
	r.Set("judgement", model.TextValue(words[s.c%len(words)].ID))
	c, err := m.act("edit", func(tx *store.Tx) error { return tx.Put(r) })
	if err == nil && !c.Empty() && !slices.Contains(w.records, r.ID) {
		w.records = append(w.records, r.ID)
	}
	return err
}

func attach(w *world, m *member, s step) error {
	said := fmt.Sprintf("the same bytes %d", s.a%3)
	if s.b%2 == 0 {
		said = w.word() + strings.Repeat(" recorded", s.c%1000)
	}
	sum := sha256.Sum256([]byte(said))
	if state, err := m.db.Bytes(context.Background(), hex.EncodeToString(sum[:])); err != nil || state == store.BytesPurged {
		return err // she knows that they were removed for good
	}
	c, err := m.act("attach", func(tx *store.Tx) error {
		_, err := tx.Evidence(strings.NewReader(said), "a.txt", "text/plain", nil)
		return err
	})
	if err == nil && !c.Empty() {
		for id := range c.Records {
			w.records = append(w.records, id)
		}
	}
	return err
}

func remove1(_ *world, m *member, s step) error {
	r, ok := m.there(s.a)
	if !ok || r.Kind == "field" || r.Kind == "term" {
		return nil
	}
	_, err := m.act("delete", func(tx *store.Tx) error { return tx.Delete(r.ID) })
	return err
}

func restore1(_ *world, m *member, s step) error {
	for i := range len(m.w.records) {
		if r, ok := m.pick(s.a + i); ok && r.Deleted {
			_, err := m.act("restore", func(tx *store.Tx) error { return tx.Restore(r.ID) })
			return err
		}
	}
	return nil
}

func purge(_ *world, m *member, s step) error {
	r, ok := m.pick(s.a)
	if !ok || r.Kind == "field" || r.Kind == "term" || len(r.Values) == 0 {
		return nil
	}
	field := slices.Sorted(maps.Keys(r.Values))[s.b%len(r.Values)]
	if s.c%6 == 0 {
		field = "" // all of it
	}
	_, err := m.act("purge", func(tx *store.Tx) error { return tx.Purge(r.ID, field, "consent withdrawn") })
	return err
}

func purgeBytes(_ *world, m *member, s step) error {
	r, ok := m.pick(s.a, "evidence")
	if !ok || r.Text("sha256") == "" {
		return nil
	}
	_, err := m.act("purge", func(tx *store.Tx) error { return tx.PurgeBytes(r.ID, "consent withdrawn") })
	return err
}

func resolve(_ *world, m *member, s step) error {
	cs, err := m.db.Conflicts(context.Background())
	if err != nil || len(cs) == 0 {
		return err
	}
	c := cs[s.a%len(cs)]
	v := c.Values[s.b%len(c.Values)].Value
	if c.Field == journal.Liveness {
		v = model.BoolValue(s.b%2 == 0)
	}
	_, err = m.act("resolve", func(tx *store.Tx) error { return tx.Resolve(c.Record, c.Field, v) })
	return err
}

func undo(_ *world, m *member, _ step) error {
	_, err := m.db.Undo(context.Background())
	return tolerated(err)
}

func redo(_ *world, m *member, _ step) error {
	_, err := m.db.Redo(context.Background())
	return tolerated(err)
}

// typeWords leaves a draft, which becomes an entry at the next start.
func typeWords(w *world, m *member, s step) error {
	r, ok := m.there(s.a, "note", "case")
	if !ok {
		return nil
	}
	if err := m.db.SetDraft(context.Background(), r.ID, "title", model.TextValue(w.word())); err != nil {
		return err
	}
	return m.reopen()
}

func certify(_ *world, m *member, _ step) error {
	if m.options.DeviceSecret == nil {
		return nil
	}
	return m.db.Certify(m.person)
}

// other gives the source of a merge.
func (w *world) other(m *member, n int) *member {
	if o := w.members[n%len(w.members)]; o != m {
		return o
	}
	return w.members[(n+1)%len(w.members)]
}

func mergeWhole(w *world, m *member, s step) error {
	from := w.other(m, s.a)
	if s.b%40 == 0 && !w.skew {
		return w.asGuest(m, from)
	}
	return m.merge(from.db, store.Choice{Way: "file", WithoutBytes: s.c%7 == 0, Again: s.b%3 == 0}, s.c%5 == 0)
}

// asGuest merges as the program does: a copy of the file is opened by a worker.
func (w *world) asGuest(m, from *member) error {
	path := w.newPath()
	if err := from.db.CopyTo(path); err != nil {
		return err
	}
	defer os.Remove(path)
	g, err := foreign.Open(context.Background(), path, foreign.Options{Secret: vaulttest.Passphrase, Dir: w.dir})
	if err != nil {
		return fmt.Errorf("as a guest: %w", err)
	}
	defer g.Close()
	return m.merge(g, store.Choice{Way: "file"}, false)
}

// mergePart leaves some of the records out.
func mergePart(w *world, m *member, s step) error {
	from := w.other(m, s.a)
	p, err := m.db.Preview(context.Background(), from.db, store.Choice{Way: "file"})
	if err != nil || len(p.Records) == 0 {
		return err
	}
	out := map[model.ID]bool{}
	for i, r := range p.Records {
		if (i+s.b)%3 == 0 {
			out[r.Record] = true
		}
	}
	return m.merge(from.db, store.Choice{Way: "file", LeaveOut: out}, false)
}

func takeBack(_ *world, m *member, s step) error {
	ms, err := m.db.Merges(context.Background())
	if err != nil {
		return err
	}
	ms = slices.DeleteFunc(ms, func(x store.Merge) bool { return !x.Undone.IsZero() })
	if len(ms) == 0 {
		return nil
	}
	_, err = m.db.Unmerge(context.Background(), ms[s.a%len(ms)].N, nil)
	return err
}

func send(w *world, m *member, s step) error {
	whole, err := gather(context.Background(), m.db)
	if err != nil {
		return err
	}
	part, err := whole.cut(rand.New(rand.NewPCG(uint64(s.a), uint64(s.b))))
	w.packs = append(w.packs, part)
	return err
}

func receive(w *world, m *member, s step) error {
	if len(w.packs) == 0 {
		return nil
	}
	return m.merge(w.packs[s.a%len(w.packs)], store.Choice{Way: "folder"}, s.c%5 == 0)
}

const crowd = 5 // members at most

func copyToNew(w *world, m *member, _ step) error {
	if len(w.members) >= crowd {
		return nil
	}
	path := w.newPath()
	if err := m.db.CopyTo(path); err != nil {
		return err
	}
	return w.join(schemasOfTest, path, m.older)
}

func backUp(w *world, m *member, _ step) error {
	path := w.newPath()
	m.backups = append(m.backups, path)
	return m.db.CopyTo(path)
}

// goBack puts a backup in the file's place. The file is lost, or found later.
func goBack(w *world, m *member, s step) error {
	if len(m.backups) == 0 {
		return nil
	}
	if err := m.db.Close(); err != nil {
		return err
	}
	if s.b%2 == 0 && !m.older {
		w.drawer = append(w.drawer, m.path)
	}
	m.path = w.newPath()
	if err := store.Restore(context.Background(), m.backups[s.a%len(m.backups)], m.path); err != nil {
		return err
	}
	return m.open()
}

func restart(_ *world, m *member, _ step) error { return m.reopen() }

func setClock(_ *world, m *member, s step) error {
	m.clock += time.Duration(s.a%20-10) * 365 * 24 * time.Hour
	return nil
}

func rename(_ *world, m *member, s step) error {
	return m.db.SetAuthor(fmt.Sprintf("Member %d, %d", m.n, s.a%3))
}

// update gives a member today's program.
func update(w *world, m *member, _ step) error {
	if !m.older {
		return nil
	}
	m.older, m.options.Schema = false, schemasOfTest.now
	return m.reopen()
}
