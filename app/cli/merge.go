package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"guvoh/app/account"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export/text"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// merge takes in a colleague's file, says what doing so would bring, or takes a
// merge back.
func (c *call) merge() error {
	if err := c.mergeUse(); err != nil {
		return err
	}
	if _, undo := c.flags["undo"]; undo {
		return c.unmerge()
	}
	_, preview := c.flags["preview"]
	err := c.write()
	if preview && errors.Is(err, store.ErrReadOnly) {
		err = c.look()
	}
	if err != nil {
		return err
	}
	g, err := c.openGuest(c.args[1])
	if err != nil {
		return err
	}
	defer g.Close()
	if o, ok, err := g.Snapshot(c.ctx); err != nil || ok {
		if err != nil {
			return err
		}
		return c.proposals(g, o)
	}
	if _, ok := c.flags["accept"]; ok {
		return c.failed("cli.merge.no_proposals", tr.V{"File": c.args[1]})
	}
	choice, err := c.choice(g)
	if err != nil {
		return err
	}
	a := account.Account{File: filepath.Base(g.Path), Preview: preview}
	if preview {
		a.MergeReport, err = c.preview(g, choice)
	} else {
		var m exchange.Merged
		m, err = exchange.Merge(c.ctx, c.db, g, choice, nil)
		a.MergeReport, a.Kept = m.MergeReport, m.Kept
	}
	if err != nil {
		return err
	}
	if err := c.tell(a); err != nil {
		return err
	}
	return c.hint(g, choice, a)
}

// mergeUse checks what the flags of merge say together.
func (c *call) mergeUse() error {
	_, undo := c.flags["undo"]
	for _, with := range []string{"preview", "again", "leave-out", "accept"} {
		if _, ok := c.flags[with]; ok && undo {
			return c.misused("cli.use.one_key", tr.V{"One": "--undo", "Other": dashed(with)})
		}
	}
	if !undo && len(c.args) < 2 {
		return c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": usage(*find(c.name))})
	}
	if out, ok := c.flags["report"]; ok {
		if _, err := exchange.ReportKind(out); err != nil {
			return err
		}
	}
	return nil
}

// preview says what a merge would bring. For a file that cannot be written it
// is tried in a sealed copy, which is gone afterwards.
func (c *call) preview(g *exchange.Guest, choice store.Choice) (store.MergeReport, error) {
	r, err := exchange.Preview(c.ctx, c.db, g, choice)
	if !errors.Is(err, store.ErrReadOnly) {
		return r, err
	}
	folder, err := os.MkdirTemp("", "guvoh-*")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, "preview"+exchange.Extension)
	if err := c.db.KeepAs(c.ctx, copied, nil); err != nil {
		return r, err
	}
	o := c.options(false)
	o.Secret = c.db.Secret()
	db, err := store.Open(copied, o)
	if err != nil {
		return r, err
	}
	defer db.Close()
	return exchange.Preview(c.ctx, db, g, choice)
}

// openGuest opens a colleague's file with what the flags give, else with what
// opened ours, else with the person's own key, where the same passphrase opens
// it, else with what a person at the terminal types.
func (c *call) openGuest(path string) (*exchange.Guest, error) {
	given, err := c.otherKey(path)
	if err != nil {
		return nil, err
	}
	g, err := exchange.OpenGuest(c.ctx, c.db, path, given, c.key.secret)
	if !errors.Is(err, store.ErrWrongKey) || given != nil {
		return g, err
	}
	if own := c.ownSecret(c.key.typed); own != nil {
		if g, err = exchange.OpenGuest(c.ctx, c.db, path, own); !errors.Is(err, store.ErrWrongKey) {
			return g, err
		}
	}
	if c.deps.Ask == nil {
		return nil, err
	}
	p, err := c.passphraseBy("other-passphrase-file", "cli.ask.other", tr.V{"File": path})
	if err != nil {
		return nil, err
	}
	return exchange.OpenGuest(c.ctx, c.db, path, p, c.ownSecret(p))
}

// otherKey gives what the flags say opens the other file; nil when they say
// nothing.
func (c *call) otherKey(path string) (vault.Secret, error) {
	file, fromFile := c.flags["other-identity-file"]
	_, own := c.flags["other-identity"]
	_, typed := c.flags["other-passphrase-file"]
	switch {
	case fromFile && own:
		return nil, c.misused("cli.use.one_key", tr.V{"One": "--other-identity-file", "Other": "--other-identity"})
	case own:
		var err error
		if file, err = c.madeIdentity(); err != nil {
			return nil, err
		}
		fallthrough
	case fromFile:
		k, err := c.identityBy(file, "other-passphrase-file")
		if err != nil {
			return nil, err
		}
		return k.secret, nil
	case typed:
		p, err := c.passphraseBy("other-passphrase-file", "cli.ask.other", tr.V{"File": path})
		return vault.Once(p), err
	}
	return nil, nil
}

// ownSecret gives the person's own key if a passphrase opens it; else nil.
func (c *call) ownSecret(p vault.Passphrase) vault.Secret {
	path, err := c.ownIdentity()
	if err != nil || p == "" {
		return nil
	}
	id, err := vault.OpenIdentity(path, p)
	if err != nil {
		return nil
	}
	return id.Secret()
}

// choice says what is wanted of a merge.
func (c *call) choice(g *exchange.Guest) (store.Choice, error) {
	choice := store.Choice{LeaveOut: map[model.ID]bool{}}
	_, choice.Again = c.flags["again"]
	var report *store.MergeReport
	for _, name := range c.given["leave-out"] {
		id, err := model.ParseID(name)
		if err != nil {
			if report == nil { // records that are not here yet are known by what would come
				r, err := c.preview(g, choice)
				if err != nil {
					return choice, err
				}
				report = &r
			}
			if id, err = c.among(*report, name); err != nil {
				return choice, err
			}
		}
		choice.LeaveOut[id] = true
	}
	return choice, nil
}

// among gives the record of a report whose id begins so, or that the file knows
// by that reference.
func (c *call) among(r store.MergeReport, name string) (model.ID, error) {
	var found []model.ID
	for _, m := range r.Records {
		if len(name) >= 8 && strings.HasPrefix(m.Record.String(), strings.ToLower(name)) {
			found = append(found, m.Record)
		}
	}
	switch len(found) {
	case 0:
		rec, err := c.find(name)
		return rec.ID, err
	case 1:
		return found[0], nil
	}
	return model.ID{}, c.failed("cli.fail.unclear", tr.V{"Ref": name})
}

// tell gives the account of a merge: on standard output, and into the file that
// --report names.
func (c *call) tell(a account.Account) error {
	if out, ok := c.flags["report"]; ok {
		if err := exchange.SaveReport(c.ctx, c.db, c.say, out, a); err != nil {
			return err
		}
		c.note(c.say.T("cli.note.report", tr.V{"File": out}))
	}
	if c.wantsJSON() {
		return c.json(a.JSON(c.say))
	}
	d, err := a.Document(c.ctx, c.db, c.say)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := text.Write(&b, d); err != nil {
		return err
	}
	c.print(strings.TrimRight(b.String(), "\n"))
	return nil
}

// hint says beside the answer what could be done next.
func (c *call) hint(g *exchange.Guest, choice store.Choice, a account.Account) error {
	file := c.file()
	if a.Conflicts > 0 && !a.Preview {
		c.note(c.say.N("cli.note.conflicts", a.Conflicts, tr.V{"File": file}))
	}
	if len(a.Quarantine) > 0 && !a.Preview {
		c.note(c.say.T("cli.note.quarantine", tr.V{"File": file}))
	}
	if a.Merge != 0 {
		c.note(c.say.T("cli.note.unmerge", tr.V{"File": file, "N": strconv.FormatInt(a.Merge, 10)}))
	}
	held, err := c.db.HoldsBack(c.ctx)
	if err != nil || !held || choice.Again || !a.Nothing() {
		return err
	}
	choice.Again = true
	r, err := c.preview(g, choice)
	if err == nil && r.Entries > 0 {
		c.note(c.say.N("cli.note.again", r.Entries))
	}
	return err
}

// unmerge takes a merge back: the one with that number, else the newest.
func (c *call) unmerge() error {
	if err := c.write(); err != nil {
		return err
	}
	m, err := c.mergeNumbered(c.args[1:])
	if err != nil {
		return err
	}
	if !m.Undone.IsZero() {
		return c.failed("cli.merge.undone", tr.V{"N": fmt.Sprint(m.N), "File": c.file()})
	}
	done, err := exchange.Unmerge(c.ctx, c.db, m.N, nil, nil)
	if err != nil {
		return err
	}
	return c.tell(account.Account{MergeReport: done.MergeReport, Undone: true, Kept: done.Kept})
}

// mergeNumbered gives the merge that an argument names; without one, the newest
// that was not taken back.
func (c *call) mergeNumbered(args []string) (store.Merge, error) {
	if len(args) == 0 {
		_, newest, err := c.db.StandingMerges(c.ctx)
		if err != nil {
			return store.Merge{}, err
		}
		if newest == 0 {
			return store.Merge{}, c.failed("cli.merge.none", tr.V{"File": c.file()})
		}
		return c.db.MergeByNumber(c.ctx, newest)
	}
	n, err := strconv.ParseInt(args[0], 10, 64)
	if err == nil {
		var m store.Merge
		if m, err = c.db.MergeByNumber(c.ctx, n); err == nil || !errors.Is(err, store.ErrNotFound) {
			return m, err
		}
	}
	return store.Merge{}, c.failed("cli.merge.no_such", tr.V{"N": args[0], "File": c.file()})
}

// merges lists what was taken in, or tells of one merge.
func (c *call) merges() error {
	if err := c.mergesUse(); err != nil {
		return err
	}
	if err := c.look(); err != nil {
		return err
	}
	if len(c.args) == 2 {
		m, err := c.mergeNumbered(c.args[1:])
		if err != nil {
			return err
		}
		a, err := account.Past(c.ctx, c.db, m)
		if err != nil {
			return err
		}
		return c.tell(a)
	}
	all, err := c.db.Merges(c.ctx)
	if err != nil {
		return err
	}
	if c.wantsJSON() {
		return c.mergesJSON(all)
	}
	if len(all) == 0 {
		c.print(c.say.T("cli.merge.never"))
		return nil
	}
	var cells [][]string
	for _, m := range all {
		undone := ""
		if !m.Undone.IsZero() {
			undone = c.say.T("cli.merge.taken_back", tr.V{"When": c.moment(m.Undone)})
		}
		var who []string
		for _, p := range m.Report.People {
			who = append(who, account.Who(c.say, p.Author))
		}
		cells = append(cells, []string{
			strconv.FormatInt(m.N, 10), c.moment(m.At), c.say.T("cli.merge.way." + m.Way), line(strings.Join(who, ", "), wide),
			c.say.Number(m.Report.New), c.say.Number(m.Report.Changed), c.say.Number(m.Report.Conflicts), undone,
		})
	}
	c.table(c.headings("merge_number", "at", "way", "author", "new", "changed", "conflicts", "used"), cells)
	return nil
}

func (c *call) mergesUse() error {
	out, ok := c.flags["report"]
	if !ok {
		return nil
	}
	if len(c.args) < 2 {
		return c.misused("cli.use.few", tr.V{"Command": c.name, "Usage": usage(*find(c.name))})
	}
	_, err := exchange.ReportKind(out)
	return err
}

// mergesJSON: docs/commands.md.
func (c *call) mergesJSON(all []store.Merge) error {
	out := make([]any, len(all))
	for i, m := range all {
		var undone any
		if !m.Undone.IsZero() {
			undone = m.Undone
		}
		r := m.Report
		people := make([]any, len(r.People))
		for k, p := range r.People {
			people[k] = map[string]any{"author": account.Author(p.Author)}
		}
		out[i] = map[string]any{
			"merge": m.N, "at": m.At, "way": m.Way, "undone": undone, "people": people, "entries": r.Entries, "new": r.New, "changed": r.Changed,
			"deleted": r.Deleted, "restored": r.Restored, "purged": r.Purged, "conflicts": r.Conflicts, "left_out": r.LeftOut,
			"quarantined": len(r.Quarantine),
		}
	}
	return c.json(map[string]any{"merges": out})
}
