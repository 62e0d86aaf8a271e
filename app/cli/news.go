package cli

import (
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// news lists the cases to which others' work came since they were last looked
// at, tells what came to one, or notes that it was looked at.
func (c *call) news() error {
	ref, looked := c.flags["looked"]
	if looked {
		return c.looked(ref)
	}
	if err := c.look(); err != nil {
		return err
	}
	if len(c.args) == 2 {
		r, err := c.findCase(c.args[1])
		if err != nil {
			return err
		}
		changes, err := c.db.NewsOf(c.ctx, r.ID)
		if err != nil {
			return err
		}
		if err := c.showChanges(changes); err != nil || c.wantsJSON() {
			return err
		}
		open, err := c.db.ConflictsOfCase(c.ctx, r.ID)
		if err == nil && len(open) > 0 {
			c.note(c.say.N("cli.show.conflicts", len(open), tr.V{"File": c.file()}))
		}
		return err
	}
	ids, err := c.db.News(c.ctx)
	if err != nil {
		return err
	}
	n := c.namer()
	if c.wantsJSON() {
		out := make([]brief, len(ids))
		for i, id := range ids {
			out[i] = brief{ID: id, Kind: "case", Label: n.Title(id)}
		}
		if n.Err != nil {
			return n.Err
		}
		return c.json(map[string]any{"cases": out})
	}
	if len(ids) == 0 {
		c.print(c.say.T("cli.news.none"))
		return nil
	}
	for _, id := range ids {
		c.print(short(id) + "  " + n.Title(id))
	}
	c.note(c.say.T("cli.news.how", tr.V{"File": c.file()}))
	return n.Err
}

// looked notes that a case was looked at; "all": every case.
func (c *call) looked(ref string) error {
	if err := c.write(); err != nil {
		return err
	}
	ids, err := c.db.News(c.ctx)
	if err != nil {
		return err
	}
	if ref != "all" {
		r, err := c.findCase(ref)
		if err != nil {
			return err
		}
		ids = []model.ID{r.ID}
	}
	for _, id := range ids {
		if err := c.db.Looked(c.ctx, id); err != nil {
			return err
		}
	}
	c.print(c.say.N("cli.news.looked", len(ids)))
	return nil
}

// same says whether two records of a person are of one person. What was said
// before stays in the history.
func (c *call) same() error {
	answer := c.args[3]
	switch answer {
	case "same", "not_same", "unsure":
	default:
		return c.misused("cli.use.same", tr.V{"Value": answer})
	}
	if err := c.write(); err != nil {
		return err
	}
	var pair [2]model.ID
	for i := range pair {
		r, err := c.find(c.args[1+i])
		if err != nil {
			return err
		}
		if r.Kind != "person" || r.Deleted {
			return c.failed("cli.same.no_person", tr.V{"Ref": c.args[1+i], "File": c.file()})
		}
		pair[i] = r.ID
	}
	if pair[0] == pair[1] {
		return c.failed("cli.same.one", nil)
	}
	set := map[string]model.Value{"judgement": model.TextValue(answer)}
	if note, ok := c.flags["note"]; ok {
		set["account"] = model.TextValue(model.CleanText(note))
	}
	if err := c.judge(pair, set); err != nil {
		return err
	}
	n := c.namer()
	c.print(c.say.T("cli.same.done", tr.V{"One": n.Title(pair[0]), "Other": n.Title(pair[1]), "Answer": c.say.Word("judgement", answer)}))
	return n.Err
}

func (c *call) judge(pair [2]model.ID, set map[string]model.Value) error {
	r := model.NewJudgement(pair[0], pair[1])
	for field, v := range set {
		r.Set(field, v)
	}
	_, err := c.db.Do(c.ctx, "judge", func(tx *store.Tx) error {
		if err := tx.Put(r); err != nil {
			return err
		}
		return tx.Undelete(r.ID) // of an answer that somebody deleted
	})
	return err
}
