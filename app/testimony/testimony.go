// Package testimony is the account of an interview in the window: its passages,
// and what a person does to them.
//
// Its one job is that nothing said is lost while it is being said, wherever the
// account is shown. Rules of the package: every keystroke goes to the saver and is
// committed when the keyboard leaves its passage; passages are inserted, moved
// and deleted as actions that undo takes back; who speaks is a person of the
// interview or the case where the typed name is theirs, else the words as typed;
// a passage gets the time of its first key and keeps it.
package testimony

import (
	"slices"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// rest is how long somebody may type without a pause before the words become
// a line of history; they are on the disk as a draft long before.
const rest = 20 * time.Second

// Options say whose account it is and who wants to hear of it.
type Options struct {
	Case, Interview model.ID
	// Record gives the interview as it was last read.
	Record func() model.Record
	// Stamp gives the time that a passage gets with its first key; nil gives none.
	Stamp func() string
	// OnType hears of a key before its words are noted.
	OnType func()
	// OnState hears whether what was typed is on the disk, as a key of words.
	OnState func(key string)
	// OnCount hears how many passages there are.
	OnCount func(n int)
	// OnSelect hears which passage has the keyboard.
	OnSelect func(block model.ID)
	// Mark gives the words of a passage that stand for something recorded.
	Mark func(block model.ID, side ui.Side, text string) []ui.Mark
}

// Account is the passages of an interview, in a list that edits them.
type Account struct {
	List *ui.BlockList

	d        *desk.Desk
	o        Options
	rows     []model.Record // the blocks as kept, in order
	names    map[model.ID]string
	current  model.ID // the block that has, or had last, the keyboard
	speaking model.ID // the block whose speaker was typed and is not yet looked up
	own      bool     // an action of the list's own is under way: it shows it itself
	cancel   func()   // the commit that waits for a pause
}

// New makes an account; Load shows it.
func New(d *desk.Desk, o Options) *Account {
	a := &Account{d: d, o: o, List: ui.NewBlockList(), names: map[model.ID]string{}, cancel: func() {}}
	a.List.SetKinds(a.kinds())
	a.List.SetReadOnly(d.DB.ReadOnly())
	a.List.OnEdit = a.edited
	a.List.OnSpeaker = a.speakerTyped
	a.List.OnKind = a.kindChosen
	a.List.OnInsert = a.insert
	a.List.OnPaste = a.paste
	a.List.OnMove = a.move
	a.List.OnDelete = a.remove
	a.List.OnSelect = a.selected
	if o.Mark != nil {
		a.List.Marks = func(block string, side ui.Side, text string) []ui.Mark { return o.Mark(ID(block), side, text) }
	}
	return a
}

// Rows gives the passages as they are kept, in order.
func (a *Account) Rows() []model.Record { return a.rows }

// Current gives the passage that has the keyboard, or had it last; zero for none.
func (a *Account) Current() model.ID {
	if a.index(a.current) < 0 {
		return model.ID{}
	}
	return a.current
}

// kinds are the words of the vocabulary, the users' own too, in short forms
// that fit beside the text.
func (a *Account) kinds() []ui.Option {
	var out []ui.Option
	for _, w := range a.d.DB.Schema().Vocabulary("block_kind").Words {
		out = append(out, ui.Option{ID: w.ID, Label: KindLabel(a.d, w.ID)})
	}
	return out
}

// KindLabel says a kind of passage in a short form.
func KindLabel(d *desk.Desk, kind string) string {
	if key := "interview.kind." + kind; d.Words.Has(key) {
		return d.Words.T(key)
	}
	return d.Words.Word("block_kind", kind)
}

// Load shows the blocks as they are kept.
func (a *Account) Load() {
	a.rows = a.d.Rows("block", a.o.Interview)
	blocks := make([]ui.Block, len(a.rows))
	for i, r := range a.rows {
		blocks[i] = a.block(r)
	}
	a.List.SetBlocks(blocks)
	a.count()
}

func (a *Account) count() {
	if a.o.OnCount != nil {
		a.o.OnCount(len(a.rows))
	}
}

func (a *Account) say(key string) {
	if a.o.OnState != nil {
		a.o.OnState(key)
	}
}

// block is a record as the list shows it, with what is being typed.
func (a *Account) block(r model.Record) ui.Block {
	b := ui.Block{
		ID: r.ID.String(), Kind: r.Text("kind"), Speaker: a.speaker(r),
		Original: a.Value(r, "original").Text(), Translation: a.Value(r, "translation").Text(),
	}
	if a.o.Stamp != nil {
		b.Time = a.Value(r, "at").Text()
	}
	return b
}

// Value gives what a field of a passage holds, with what is being typed there.
func (a *Account) Value(r model.Record, field string) model.Value {
	if v, typing := a.d.Saver.Value(r.ID, field); typing {
		return v
	}
	return r.Get(field)
}

// ID gives the passage of an id of the list.
func ID(s string) model.ID {
	id, _ := model.ParseID(s) // the list gives back only ids it was given
	return id
}

func (a *Account) edited(block string, side ui.Side, text string) {
	field := "original"
	if side == ui.Translated {
		field = "translation"
	}
	a.typed(ID(block), field, text)
}

func (a *Account) speakerTyped(block, name string) {
	a.speaking = ID(block)
	a.typed(a.speaking, "speaker_words", name)
}

// typed takes note of words and commits them when the typing has rested.
func (a *Account) typed(block model.ID, field, text string) {
	if a.o.OnType != nil {
		a.o.OnType()
	}
	if text = model.CleanText(text); strings.TrimSpace(text) == "" {
		text = ""
	}
	a.d.Saver.Type(block, field, model.TextValue(text))
	if field == "original" && text != "" {
		a.stamp(block)
	}
	a.say("state.saving")
	a.cancel()
	a.cancel = a.d.Runner.After(rest, func() { a.d.Saver.Commit() })
}

// stamp gives a passage the time of its first key.
func (a *Account) stamp(block model.ID) {
	i := a.index(block)
	if a.o.Stamp == nil || i < 0 || a.Value(a.rows[i], "at") != "" {
		return
	}
	at := a.o.Stamp()
	a.d.Saver.Type(block, "at", model.TextValue(at))
	a.List.SetTime(block.String(), at)
}

// selected commits the block that lost the keyboard.
func (a *Account) selected(block string) {
	if to := ID(block); to != a.current {
		a.Settle()
		a.current = to
	}
	if a.o.OnSelect != nil {
		a.o.OnSelect(a.current)
	}
}

// Settle finds out who the typed speaker is and commits what is typed.
func (a *Account) Settle() {
	a.cancel()
	a.cancel = func() {}
	if !a.speaking.IsZero() {
		a.resolve(a.speaking)
		a.speaking = model.ID{}
	}
	a.d.Saver.Commit()
}

// insert keeps new blocks behind another, as one action.
func (a *Account) insert(after string, blocks []ui.Block) []ui.Block {
	a.Settle()
	return a.keep("create", ID(after), blocks, nil)
}

// paste keeps a long text that became several blocks, as one action.
func (a *Account) paste(block string, side ui.Side, text string, blocks []ui.Block) []ui.Block {
	a.Settle()
	field := "original"
	if side == ui.Translated {
		field = "translation"
	}
	return a.keep("paste", ID(block), blocks, func(tx *store.Tx) error {
		return tx.Set(ID(block), field, model.TextValue(model.CleanText(text)))
	})
}

// keep writes new blocks behind another, with whatever belongs to the action; nil
// for nothing.
func (a *Account) keep(verb string, after model.ID, blocks []ui.Block, also func(*store.Tx) error) []ui.Block {
	at := a.index(after) + 1
	fresh := make([]model.Record, len(blocks))
	for i, b := range blocks {
		r := model.NewRecord("block")
		r.Set("interview", model.RefValue(a.o.Interview))
		r.Set("kind", model.TextValue(b.Kind))
		r.Set("original", model.TextValue(model.CleanText(b.Original)))
		r.Set("translation", model.TextValue(model.CleanText(b.Translation)))
		a.setSpeaker(&r, at)
		fresh[i] = r
	}
	a.own = true
	defer func() { a.own = false }()
	alone := also == nil // no other passage is written
	if !a.d.Do(verb, func(tx *store.Tx) error {
		before, behind, err := recordform.Room(tx, a.rows, at)
		if err != nil {
			return err
		}
		alone = alone && before == a.position(at-1) && behind == a.position(at)
		for _, r := range fresh {
			before = model.Between(before, behind)
			r.Set("position", model.TextValue(before))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		if also == nil {
			return nil
		}
		return also(tx)
	}) {
		return nil
	}
	if alone { // a long account is not read anew for each passage that is begun
		a.rows = slices.Insert(a.rows, at, fresh...)
	} else {
		a.rows = a.d.Rows("block", a.o.Interview)
	}
	a.count()
	out := make([]ui.Block, len(fresh))
	for i, r := range fresh {
		out[i] = a.block(r)
	}
	return out
}

// position gives where the passage at index i stands, "" before the first and
// behind the last.
func (a *Account) position(i int) string {
	if i < 0 || i >= len(a.rows) {
		return ""
	}
	return a.rows[i].Text("position")
}

func (a *Account) index(block model.ID) int {
	return slices.IndexFunc(a.rows, func(r model.Record) bool { return r.ID == block })
}

func (a *Account) move(block, after string) {
	a.Settle()
	i := a.index(ID(block))
	if i < 0 {
		return
	}
	others := slices.Delete(slices.Clone(a.rows), i, i+1)
	to := slices.IndexFunc(others, func(r model.Record) bool { return r.ID == ID(after) }) + 1
	if !a.d.Do("move", func(tx *store.Tx) error { return recordform.Place(tx, ID(block), others, to) }) {
		a.sync()
	}
}

// remove hides a block; what was typed in it last is kept first, so that it
// comes back whole.
func (a *Account) remove(block string) {
	a.Settle()
	if r, ok := a.d.Get(ID(block)); !ok || !a.d.Delete(r) {
		a.sync()
	}
}

// kindChosen keeps what a block became. Who speaks follows where it was taken
// from the kind.
func (a *Account) kindChosen(block, kind string) {
	a.Settle()
	r, ok := a.d.Get(ID(block))
	if !ok {
		return
	}
	follows := r.Text("speaker_words") == "" && r.Ref("speaker") == a.usual(r.Text("kind"))
	if !a.d.Do("edit", func(tx *store.Tx) error {
		if follows {
			if err := tx.Set(r.ID, "speaker", model.RefValue(a.usual(kind))); err != nil {
				return err
			}
		}
		return tx.Set(r.ID, "kind", model.TextValue(kind))
	}) {
		a.sync()
	}
}

// Focus gives the keyboard to the passage at index i, if there is one.
func (a *Account) Focus(i int) {
	if i >= 0 && i < len(a.rows) {
		a.List.GoTo(a.rows[i].ID.String(), ui.Original)
	}
}

// Back gives the keyboard to the passage that had it last, else to the last.
func (a *Account) Back() {
	if i := a.index(a.current); i >= 0 {
		a.Focus(i)
		return
	}
	a.Focus(len(a.rows) - 1)
}
