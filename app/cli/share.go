package cli

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// share writes some cases into a new file for a colleague, or a snapshot of
// them for somebody outside.
func (c *call) share() error {
	if err := c.shareUse(); err != nil {
		return err
	}
	out := c.flags["o"]
	if _, err := os.Lstat(out); err == nil { // before a key is asked for
		return &exchange.FileError{Path: out, Err: store.ErrExists}
	}
	if err := c.look(); err != nil {
		return err
	}
	g, byConsent, err := c.giving()
	if err != nil {
		return err
	}
	lock, card, err := c.lockFor()
	if err != nil {
		return err
	}
	r, err := exchange.Give(c.ctx, c.db, c.say, out, lock, c.deps.Store.Cost, g)
	if errors.Is(err, store.ErrOlder) { // to look only does not bring it up to date
		if err = c.reopen(); err == nil {
			r, err = exchange.Give(c.ctx, c.db, c.say, out, lock, c.deps.Store.Cost, g)
		}
	}
	if err != nil {
		return toTarget(out, err)
	}
	c.vain = false
	return c.shared(out, r, g, byConsent, card)
}

// reopen opens the file to write that was open to look only.
func (c *call) reopen() error {
	err := c.db.Close()
	c.db = nil
	if err != nil {
		return err
	}
	return c.write()
}

func (c *call) shareUse() error {
	if err := c.lacks(); err != nil {
		return err
	}
	_, outside := c.flags["outside"]
	for _, f := range []string{"sensitive", "by"} {
		if _, ok := c.flags[f]; ok && !outside {
			return c.misused("cli.use.outside_only", tr.V{"Flag": dashed(f)})
		}
	}
	_, to := c.flags["to"]
	for _, f := range []string{"out-passphrase-file", "generate"} {
		if _, ok := c.flags[f]; ok && to {
			return c.misused("cli.use.one_key", tr.V{"One": "--to", "Other": dashed(f)})
		}
	}
	if _, ok := c.flags["no-history"]; ok && outside {
		return c.misused("cli.use.one_key", tr.V{"One": "--outside", "Other": "--no-history"}) // it has none
	}
	return nil
}

// giving says what goes along, and who was left out by their own word.
func (c *call) giving() (g exchange.Giving, byConsent []store.SharedPerson, err error) {
	flag := func(name string) bool { _, ok := c.flags[name]; return ok }
	g = exchange.Giving{
		Outside: flag("outside"), History: !flag("no-history"), Attachments: !flag("no-attachments"), Composed: flag("composed"),
		Sensitive: flag("sensitive"), By: c.flags["by"],
	}
	for _, ref := range c.args[1:] {
		r, err := c.findCase(ref)
		if err != nil {
			return g, nil, err
		}
		g.Cases = append(g.Cases, r.ID)
	}
	purpose, ok := c.flags["purpose"]
	if !ok {
		if purpose = "share_colleagues"; g.Outside {
			purpose = "share_partners"
		}
	}
	if words := c.db.Schema().Vocabulary("consent_purpose"); words != nil && !slices.ContainsFunc(words.Words, func(w model.Word) bool { return w.ID == purpose }) {
		var all []string
		for _, w := range words.Words {
			all = append(all, w.ID)
		}
		return g, nil, c.misused("cli.use.choice", tr.V{"Flag": "--purpose", "Choices": strings.Join(all, ", "), "Value": purpose})
	}
	plan, err := c.db.SharePlan(c.ctx, g.Cases, purpose)
	if err != nil {
		return g, nil, err
	}
	with, err := c.persons("with", plan)
	if err != nil {
		return g, nil, err
	}
	without, err := c.persons("without", plan)
	if err != nil {
		return g, nil, err
	}
	return g, g.Proposed(plan, with, without), nil
}

// persons gives the persons of a plan that a flag names.
func (c *call) persons(flag string, plan store.SharePlan) (ids []model.ID, err error) {
	for _, ref := range c.given[flag] {
		r, err := c.find(ref)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(plan.Persons, func(p store.SharedPerson) bool { return p.ID == r.ID }) {
			return nil, c.failed("cli.share.no_person", tr.V{"Ref": ref})
		}
		ids = append(ids, r.ID)
	}
	return ids, nil
}

// lockFor gives what opens the new file: the key of a colleague, whose card is
// given too; else a passphrase. Without a flag that is the one that opened the
// open file, where it was given by a flag.
func (c *call) lockFor() (vault.Lock, *vault.Card, error) {
	if key, ok := c.flags["to"]; ok {
		card, err := c.cardNamed(key)
		if err != nil {
			return vault.Lock{}, nil, err
		}
		r, err := vault.ParseRecipient(card.Recipient)
		if err != nil {
			return vault.Lock{}, nil, err
		}
		return vault.NewRecipient(r, card.Name), &card, nil
	}
	_, other := c.flags["out-passphrase-file"]
	_, generate := c.flags["generate"]
	if _, same := c.flags["passphrase-file"]; same && !other && !generate && c.key.typed != "" {
		return vault.NewPassphrase(string(c.key.typed), ""), nil, nil
	}
	made, err := c.newPassphrase("out-passphrase-file")
	if err == nil {
		err = c.showMade(made)
	}
	return vault.NewPassphrase(string(made.text), ""), nil, err
}

// cardNamed gives the card of a colleague in the file, by number or name; else
// the one in a file, or the recipient itself.
func (c *call) cardNamed(key string) (vault.Card, error) {
	all, err := c.db.Colleagues(c.ctx)
	if err != nil {
		return vault.Card{}, err
	}
	for _, col := range all {
		if strconv.FormatInt(col.N, 10) == key || strings.EqualFold(col.Name, key) {
			if col.Verified == 0 {
				c.note(c.say.T("cli.share.unverified", tr.V{"Name": col.Name}))
			}
			return col.Card(), nil
		}
	}
	return c.cardFrom(key)
}

// shared says what was given, and what its giver should know.
func (c *call) shared(out string, r store.ShareReport, g exchange.Giving, byConsent []store.SharedPerson, card *vault.Card) error {
	if c.wantsJSON() {
		left := []model.ID{}
		for _, p := range byConsent {
			left = append(left, p.ID)
		}
		return c.json(map[string]any{
			"file": out, "outside": g.Outside, "cases": r.Cases, "records": r.Records, "persons": r.Persons, "entries": r.Entries,
			"without_content": r.Bare, "sessions": r.Streams, "attachments": r.Attachments, "attachment_bytes": r.AttachmentBytes,
			"awaited": r.Awaited, "size": r.Size, "left_out": map[string]any{
				"persons": r.LeftOut.Persons, "by_consent": left, "records": r.LeftOut.Records, "values": r.LeftOut.Values,
				"attachments": r.LeftOut.Attachments, "kinds": append([]string{}, r.LeftOut.Kinds...), "fields": append([]string{}, r.LeftOut.Fields...),
			},
			"mentions": append([]store.Mention{}, r.Mentions...),
		})
	}
	key := "cli.share.done"
	if g.Outside {
		key = "cli.share.done_outside"
	}
	c.print(c.say.T(key, tr.V{
		"Out": out, "Cases": c.say.Number(r.Cases), "Records": c.say.Number(r.Records), "Persons": c.say.Number(r.Persons),
		"Attachments": c.say.Number(r.Attachments), "Size": c.say.Number(int(r.Size)),
	}))
	if card != nil {
		c.print(c.say.T("cli.share.compare"))
		c.printFingerprint(*card)
	}
	n := c.namer()
	for _, p := range byConsent {
		c.print(c.say.T("cli.share.left_out", tr.V{"Name": n.Title(p.ID), "ID": short(p.ID)}))
	}
	for _, left := range []struct {
		key string
		n   int
	}{
		{"cli.share.left.records", r.LeftOut.Records},
		{"cli.share.left.values", r.LeftOut.Values},
		{"cli.share.left.attachments", r.LeftOut.Attachments},
		{"cli.share.awaited", r.Awaited},
	} {
		if left.n > 0 {
			c.print(c.say.N(left.key, left.n))
		}
	}
	for _, m := range r.Mentions {
		c.note(c.say.T("cli.share.mention", tr.V{
			"Name": n.Title(m.Person), "Field": n.Field(m.Kind, m.Field), "Kind": c.say.Kind(m.Kind), "Label": n.Title(m.Record), "ID": short(m.Record),
		}))
	}
	return n.Err
}
