package cli

import (
	"errors"
	"path/filepath"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
)

// salvage saves what can still be read of the file into a new one.
func (c *call) salvage(out string) error {
	if folder := filepath.Dir(out); !isThere(folder) {
		return c.failed("cli.fail.no_folder", tr.V{"File": out, "Folder": folder})
	}
	err := c.unlock()
	var r store.SalvageReport
	if err == nil {
		r, err = store.Salvage(c.ctx, c.file(), out, c.options(false), nil)
	}
	for _, of := range []error{store.ErrExists, store.ErrFull, store.ErrReadOnly} {
		if errors.Is(err, of) {
			return &exchange.FileError{Path: out, Err: of}
		}
	}
	switch {
	case errors.Is(err, store.ErrKeysLost), c.key == nil && errors.Is(err, store.ErrDamaged):
		return c.keysLost()
	case err != nil:
		return err
	case c.wantsJSON():
		return c.json(map[string]any{
			"pages": findingsJSON(r.Pages), "lost": lossesJSON(r.Lost), "restored": r.Restored, "saved": reportJSON(r.Saved),
		})
	}
	c.printSalvage(out, r)
	return nil
}

func (c *call) printSalvage(out string, r store.SalvageReport) {
	c.print(c.say.T("cli.salvage.done", tr.V{"File": c.file(), "Out": out}))
	c.printCounts(r.Saved)
	if r.Restored > 0 {
		c.print(c.say.N("cli.salvage.restored", r.Restored))
	}
	for _, f := range r.Pages {
		c.print("- " + c.finding(f))
	}
	if len(r.Lost) == 0 {
		c.print(c.say.T("cli.salvage.complete"))
		return
	}
	c.print(c.say.T("cli.salvage.losses"))
	for _, l := range r.Lost {
		c.print("- " + c.loss(l))
	}
}

// loss is one sentence about one thing that is lost.
func (c *call) loss(l store.Loss) string {
	data := tr.V{"Kind": "", "ID": l.Record.String(), "Detail": l.Detail}
	if l.Kind != "" {
		data["Kind"] = c.say.Kind(l.Kind)
	}
	key := "cli.salvage.lost." + string(l.What)
	if l.Record.IsZero() {
		switch l.What {
		case store.LostRecord:
			key = "cli.salvage.lost.renamed"
		case store.LostHistory, store.LostAttachment:
			key += "_some"
		}
	}
	var what string
	if l.What == store.LostHistory && !l.Record.IsZero() || l.What == store.LostRows || l.What == store.LostUnknown {
		what = c.say.N(key, l.Count, data)
	} else {
		what = c.say.T(key, data)
	}
	if len(l.Cases) > 0 && l.Kind != "case" {
		what += " " + c.say.N("cli.held.in", len(l.Cases), tr.V{"Cases": ids(l.Cases)})
	}
	return what
}

func lossesJSON(ls []store.Loss) []map[string]any {
	out := make([]map[string]any, len(ls))
	for i, l := range ls {
		var record *model.ID
		if !l.Record.IsZero() {
			record = &ls[i].Record
		}
		out[i] = map[string]any{
			"lost": string(l.What), "record": record, "kind": l.Kind, "field": l.Field, "count": l.Count,
			"detail": l.Detail, "cases": append([]model.ID{}, l.Cases...),
		}
	}
	return out
}

// refusedBadly are the refusals that mean that the file is damaged, or newer.
var refusedBadly = map[foreign.Reason]bool{
	foreign.Damaged: true, foreign.Newer: true, foreign.Tampered: true, foreign.BrokenChain: true, foreign.BadAttachment: true,
}

// checkForeign looks at a file of somebody else without trusting it.
func (c *call) checkForeign() error {
	if err := c.unlock(); err != nil && !errors.Is(err, store.ErrUnsealed) && !errors.Is(err, store.ErrNotGuvoh) &&
		!errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrNewer) && !errors.Is(err, store.ErrHostile) {
		return err // of the others it is said in its own words why they are refused
	}
	sum, err := c.proveForeign()
	var refused *foreign.Refused
	if err != nil && !errors.As(err, &refused) {
		return store.Classify(err)
	}
	if c.wantsJSON() {
		reason := ""
		if refused != nil {
			reason = string(refused.Reason)
		}
		shown := c.json(map[string]any{
			"ok": refused == nil, "reason": reason, "streams": sum.Streams, "actions": sum.Actions, "entries": sum.Entries,
			"attachments": sum.Attachments, "bytes": sum.Bytes,
		})
		if shown != nil {
			return shown
		}
	}
	if refused != nil {
		code := Failed
		if refusedBadly[refused.Reason] {
			code = Unreadable
		}
		why := c.say.T("guest.refused." + string(refused.Reason))
		return &failure{code, c.say.T("cli.foreign.refused", tr.V{"File": c.file(), "Why": why})}
	}
	if !c.wantsJSON() {
		c.print(c.say.T("cli.foreign.taken", tr.V{
			"File": c.file(), "Entries": c.say.Number(sum.Entries), "Streams": c.say.Number(sum.Streams),
			"Attachments": c.say.Number(sum.Attachments), "Bytes": c.say.Number(int(sum.Bytes)),
		}))
	}
	return nil
}

func (c *call) proveForeign() (foreign.Summary, error) {
	o := foreign.Options{}
	if c.key != nil {
		o.Secret = c.key.secret
	}
	g, err := foreign.Open(c.ctx, c.file(), o)
	if err != nil {
		return foreign.Summary{}, err
	}
	defer g.Close()
	return g.Prove(c.ctx)
}
