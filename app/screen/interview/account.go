package interview

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

// account is the blocks of an interview and what a person does to them.
type account struct {
	p        *Pane
	d        *desk.Desk
	list     *ui.BlockList
	rows     []model.Record // the blocks as kept, in order
	names    map[model.ID]string
	current  model.ID         // the block that has, or had last, the keyboard
	speaking model.ID         // the block whose speaker was typed and is not yet looked up
	details  *recordform.Form // of the current block, in a dialog; nil when closed
	own      bool             // an action of the list's own is under way: it shows it itself
	cancel   func()           // the commit that waits for a pause
}

func newAccount(p *Pane) *account {
	a := &account{p: p, d: p.d, list: ui.NewBlockList(), names: map[model.ID]string{}, cancel: func() {}}
	a.list.SetKinds(a.kinds())
	a.list.SetReadOnly(p.d.DB.ReadOnly())
	a.list.OnEdit = a.edited
	a.list.OnSpeaker = a.speakerTyped
	a.list.OnKind = a.kindChosen
	a.list.OnInsert = a.insert
	a.list.OnPaste = a.paste
	a.list.OnMove = a.move
	a.list.OnDelete = a.remove
	a.list.OnSelect = a.selected
	return a
}

// kinds are the words of the vocabulary, the users' own too, in short forms
// that fit beside the text.
func (a *account) kinds() []ui.Option {
	var out []ui.Option
	for _, w := range a.d.DB.Schema().Vocabulary("block_kind").Words {
		label := a.d.Words.Word("block_kind", w.ID)
		if key := "interview.kind." + w.ID; a.d.Words.Has(key) {
			label = a.d.Words.T(key)
		}
		out = append(out, ui.Option{ID: w.ID, Label: label})
	}
	return out
}

// load shows the blocks as they are kept.
func (a *account) load() {
	a.rows = a.d.Rows("block", a.p.id)
	blocks := make([]ui.Block, len(a.rows))
	for i, r := range a.rows {
		blocks[i] = a.block(r)
	}
	a.list.SetBlocks(blocks)
	a.p.count(len(blocks))
}

// block is a record as the list shows it, with what is being typed.
func (a *account) block(r model.Record) ui.Block {
	return ui.Block{
		ID: r.ID.String(), Kind: r.Text("kind"), Speaker: a.speaker(r),
		Original: a.value(r, "original").Text(), Translation: a.value(r, "translation").Text(),
	}
}

func (a *account) value(r model.Record, field string) model.Value {
	if v, typing := a.d.Saver.Value(r.ID, field); typing {
		return v
	}
	return r.Get(field)
}

func id(s string) model.ID {
	id, _ := model.ParseID(s) // the list gives back only ids it was given
	return id
}

func (a *account) edited(block string, side ui.Side, text string) {
	field := "original"
	if side == ui.Translated {
		field = "translation"
	}
	a.typed(id(block), field, text)
}

func (a *account) speakerTyped(block, name string) {
	a.speaking = id(block)
	a.typed(a.speaking, "speaker_words", name)
}

// typed takes note of words and commits them when the typing has rested.
func (a *account) typed(block model.ID, field, text string) {
	a.p.foldHead() // not before: a head that folds under the mouse would move the words it is on
	if text = model.CleanText(text); strings.TrimSpace(text) == "" {
		text = ""
	}
	a.d.Saver.Type(block, field, model.TextValue(text))
	a.p.say("state.saving")
	a.cancel()
	a.cancel = a.d.Runner.After(rest, func() { a.d.Saver.Commit() })
}

// selected commits the block that lost the keyboard.
func (a *account) selected(block string) {
	if to := id(block); to != a.current {
		a.settle()
		a.current = to
	}
}

// settle finds out who the typed speaker is and commits what is typed.
func (a *account) settle() {
	a.cancel()
	a.cancel = func() {}
	if !a.speaking.IsZero() {
		a.resolve(a.speaking)
		a.speaking = model.ID{}
	}
	a.d.Saver.Commit()
}

// insert keeps new blocks behind another, as one action.
func (a *account) insert(after string, blocks []ui.Block) []ui.Block {
	a.settle()
	return a.keep("create", id(after), blocks, func(*store.Tx) error { return nil })
}

// paste keeps a long text that became several blocks, as one action.
func (a *account) paste(block string, side ui.Side, text string, blocks []ui.Block) []ui.Block {
	a.settle()
	field := "original"
	if side == ui.Translated {
		field = "translation"
	}
	return a.keep("paste", id(block), blocks, func(tx *store.Tx) error {
		return tx.Set(id(block), field, model.TextValue(model.CleanText(text)))
	})
}

// keep writes new blocks behind another, with whatever belongs to the action.
func (a *account) keep(verb string, after model.ID, blocks []ui.Block, also func(*store.Tx) error) []ui.Block {
	at := a.index(after) + 1
	fresh := make([]model.Record, len(blocks))
	for i, b := range blocks {
		r := model.NewRecord("block")
		r.Set("interview", model.RefValue(a.p.id))
		r.Set("kind", model.TextValue(b.Kind))
		r.Set("original", model.TextValue(model.CleanText(b.Original)))
		r.Set("translation", model.TextValue(model.CleanText(b.Translation)))
		a.setSpeaker(&r, at)
		fresh[i] = r
	}
	a.own = true
	defer func() { a.own = false }()
	if !a.d.Do(verb, func(tx *store.Tx) error {
		before, behind, err := recordform.Room(tx, a.rows, at)
		if err != nil {
			return err
		}
		for _, r := range fresh {
			before = model.Between(before, behind)
			r.Set("position", model.TextValue(before))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return also(tx)
	}) {
		return nil
	}
	a.rows = a.d.Rows("block", a.p.id)
	a.p.count(len(a.rows))
	out := make([]ui.Block, len(fresh))
	for i, r := range fresh {
		out[i] = a.block(r)
	}
	return out
}

func (a *account) index(block model.ID) int {
	return slices.IndexFunc(a.rows, func(r model.Record) bool { return r.ID == block })
}

func (a *account) move(block, after string) {
	a.settle()
	i := a.index(id(block))
	if i < 0 {
		return
	}
	others := slices.Delete(slices.Clone(a.rows), i, i+1)
	to := slices.IndexFunc(others, func(r model.Record) bool { return r.ID == id(after) }) + 1
	if !a.d.Do("move", func(tx *store.Tx) error { return recordform.Place(tx, id(block), others, to) }) {
		a.sync()
	}
}

// remove hides a block; what was typed in it last is kept first, so that it
// comes back whole.
func (a *account) remove(block string) {
	a.settle()
	if r, ok := a.d.Get(id(block)); !ok || !a.d.Delete(r) {
		a.sync()
	}
}

// kindChosen keeps what a block became. Who speaks follows where it was taken
// from the kind.
func (a *account) kindChosen(block, kind string) {
	a.settle()
	r, ok := a.d.Get(id(block))
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

// focus gives the keyboard to the block at index i, if there is one.
func (a *account) focus(i int) {
	if i >= 0 && i < len(a.rows) {
		a.list.GoTo(a.rows[i].ID.String(), ui.Original)
	}
}

// askDetails shows what else is kept of the block at hand: the language, the
// time in the recording.
func (a *account) askDetails() {
	i := a.index(a.current)
	if i < 0 {
		a.d.Host.Toast(a.d.Words.T("interview.no_passage"), "", nil)
		return
	}
	a.settle()
	w := a.d.Words
	a.details = recordform.New(a.d, a.current, recordform.Options{
		Case: a.p.in, Bare: true, Without: []string{"interview", "original", "translation"},
	})
	var dialog *ui.Dialog
	done := func() {
		a.details.Leave()
		a.details = nil
		dialog.Close()
	}
	dialog = ui.NewDialog(a.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("interview.passage"), Body: a.details.Body(), Width: 620, Cancel: done,
		Buttons: []*ui.Button{ui.NewButton(w.T("action.close"), nil, ui.Primary, done)},
	})
	dialog.Show()
	a.details.Focus()
}
