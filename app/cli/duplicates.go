package cli

import (
	"errors"
	"time"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/store"
)

// duplicates lists the pairs of persons who may be recorded twice, the likeliest
// first; --all adds those about whom somebody has said something. It decides and
// changes nothing.
func (c *call) duplicates() error {
	if err := c.look(); err != nil {
		return err
	}
	pairs, err := c.pairs()
	if err != nil {
		return err
	}
	n := c.namer()
	if c.wantsJSON() {
		return c.duplicatesJSON(n, pairs)
	}
	if len(pairs) == 0 {
		c.print(c.say.T("cli.duplicates.none", tr.V{"File": c.file()}))
		return nil
	}
	for i, p := range pairs {
		if i > 0 {
			c.print("")
		}
		c.print(c.say.T("cli.duplicates.pair", tr.V{
			"Score": score(p.Score), "One": n.Title(p.one), "OneID": short(p.one), "Other": n.Title(p.Person), "OtherID": short(p.Person),
		}))
		c.print("  " + naming.Verdict(c.say, p.Verdict))
		for _, why := range p.Why {
			c.print("  " + naming.Why(c.say, why))
		}
		if p.Judged != "" {
			c.print("  " + c.say.T("cli.duplicates.answer", tr.V{"Answer": c.say.Word("judgement", p.Judged)}))
		}
	}
	c.note(c.say.T("cli.duplicates.how", tr.V{"File": c.file()}))
	return n.Err
}

// likened is a pair with all that is known of it.
type likened struct {
	one model.ID
	store.Candidate
}

func (c *call) pairs() ([]likened, error) {
	const turn = time.Second
	walk, part := c.db.Pairing(), 0.0
	for part < 1 {
		var err error
		if part, err = walk.Step(c.ctx, turn); err != nil {
			return nil, err
		}
	}
	found := walk.Found()
	if _, all := c.flags["all"]; all {
		judged, err := c.db.Records(c.ctx, "judgement")
		if err != nil {
			return nil, err
		}
		for _, j := range judged {
			found = append(found, store.Pair{One: j.Ref("person"), Other: j.Ref("other")})
		}
	}
	out := make([]likened, 0, len(found))
	for _, p := range found {
		of, err := c.db.Liken(c.ctx, p.One, p.Other)
		switch {
		case errors.Is(err, store.ErrNotFound): // one of them was deleted after somebody judged
		case err != nil:
			return nil, err
		default:
			out = append(out, likened{p.One, of})
		}
	}
	return out, nil
}

// duplicatesJSON: docs/commands.md.
func (c *call) duplicatesJSON(n *naming.Teller, pairs []likened) error {
	type person struct {
		ID    model.ID `json:"id"`
		Label string   `json:"label"`
	}
	type pair struct {
		Persons    [2]person    `json:"persons"`
		Score      float64      `json:"score"`
		Verdict    string       `json:"verdict"`
		Why        []reasonJSON `json:"why"`
		Judged     *string      `json:"judged"`
		Related    *string      `json:"related"`
		Identified bool         `json:"identified"`
	}
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	out := make([]pair, len(pairs))
	for i, p := range pairs {
		of := matchJSON("", "", names.Result{Score: p.Score, Verdict: p.Verdict, Why: p.Why})
		out[i] = pair{
			[2]person{{p.one, n.Title(p.one)}, {p.Person, n.Title(p.Person)}},
			of.Score, of.Verdict, of.Why, orNull(p.Judged), orNull(p.Related), p.Identified,
		}
	}
	if n.Err != nil {
		return n.Err
	}
	return c.json(map[string]any{"pairs": out})
}
