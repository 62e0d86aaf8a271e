package bundle

import (
	"context"
	"slices"
	"strconv"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/export/redact"
	"guvoh/model"
	"guvoh/model/names"
)

// styles are the ways in which hidden people are called, but for the usual one.
var styles = map[string]redact.Style{"initials": redact.Initials, "letter": redact.Letter}

// takeOut makes the case without those who must not appear, and for a redacted
// dossier without the names of all others and what leads to them, too. Whoever
// asks for that hides everybody but officials: a consent to be named is given
// for the document that names people, and not for its twin.
func takeOut(ctx context.Context, o Order, findings []export.Finding) (*model.Snapshot, *redact.Result, error) {
	plan := redact.Plan{
		Recipient: o.Reader(), Lang: o.Words.Lang(), Style: styles[o.identity()], Words: tokens{o.Words},
		Hidden: map[model.ID]redact.Hide{}, Looked: o.Looked, Paint: o.Paint, Fixed: o.fixed(), Outside: o.Redact,
		Frees: gate.Frees(o.input()),
	}
	if o.Exhibits != nil {
		plan.Reader = o.Exhibits.reader
	}
	if o.Redact {
		plan.Hidden = redact.Persons(o.Snapshot, nil)
	}
	for _, id := range gate.Hidden(findings) {
		plan.Hidden[id] = redact.Hide{Why: redact.NoConsent}
	}
	for _, id := range gate.Absent(findings) {
		plan.Hidden[id] = redact.Hide{Why: redact.Withdrawn, Absent: true}
	}
	return redact.Apply(ctx, o.Snapshot, plan)
}

// tokens are the words that stand in place of names, in the language of a
// document. They stand in brackets, and no language bends them.
type tokens struct{ export.Words }

func (t tokens) Token(sort redact.TokenSort, n int) string {
	data := map[string]any{"Number": strconv.Itoa(n + 1), "Letter": redact.Letters(n)}
	return t.T("dossier.token."+string(sort), data)
}

func (t tokens) InCase(token string, _ names.Case) string { return token }

func (t tokens) Mark(m redact.Mark) string { return t.T("dossier.mark." + string(m)) }

// fixed are the sentences that the program prints in any such document: what a
// profile of its own says, the labels of the record, and what is printed of a
// case without anything in it. A name that is also one of these words must not
// refuse every document. In a profile of the users' own a name is one.
func (o Order) fixed() []string {
	w := o.Words
	var all []string
	if o.Profile.Shipped {
		all = append(said(o.Profile, w.Lang()), o.empty()...)
	}
	for _, k := range o.Snapshot.Schema.Kinds() {
		all = append(all, w.Kind(k.Name), w.Kinds(k.Name))
		for _, f := range k.Fields {
			if !f.Custom && f.NoteOf == "" && f.Type != model.Position {
				all = append(all, w.Field(k.Name, f.Name))
			}
		}
	}
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	slices.Sort(all)
	return slices.Compact(all)
}

// said is what a profile says.
func said(p *profile.Profile, lang string) []string {
	all := []string{p.TitleIn(lang), p.AboutIn(lang), p.Body.In(lang)}
	say := func(words ...profile.Words) {
		for _, x := range words {
			all = append(all, x.In(lang))
		}
	}
	fields := func(fields []profile.Field) {
		for _, f := range fields {
			say(f.Label)
			for _, c := range f.Choices {
				say(c.Label)
			}
		}
	}
	if c := p.Cover; c != nil {
		say(c.Kicker, c.Foot)
		say(c.Notice...)
		say(c.Lead...)
		fields(c.Fields)
	}
	p.All(func(s profile.Section) {
		say(s.Title)
		say(s.Text...)
		say(s.Columns...)
		fields(s.Fields)
	})
	if x := p.Exhibits; x != nil {
		say(x.Label)
		for _, g := range x.Groups {
			say(g.Title)
		}
	}
	return all
}

// empty is what is printed of a case without anything in it.
func (o Order) empty() []string {
	c := model.Record{ID: o.Snapshot.Case.ID, Kind: "case", Values: map[string]model.Value{}}
	s := model.NewSnapshot(o.Snapshot.Schema, c, []model.Record{c}, nil)
	d, _ := export.Build(export.Order{Profile: o.Profile, Snapshot: s, Words: o.Words, At: o.At, Redacted: true})
	var all []string
	words := d.Words.WithDefaults()
	all = append(all, words.Contents, words.Continued, words.BadPicture, words.Figure)
	if d.Cover != nil {
		for _, f := range d.Cover.Facts {
			all = append(all, f.Label, f.Value.String())
		}
	}
	d.Walk(func(b doc.Block, _ int) {
		if x, ok := b.(*doc.Section); ok {
			all = append(all, x.Title)
		}
		doc.Texts(b, func(t doc.Text) { all = append(all, t.String()) })
	})
	return all
}

// took turns what taking out did not solve into findings.
func (d *Draft) took() {
	for _, w := range d.Taken.Warnings {
		if w.Code == redact.InitialsWeak {
			continue // the gate says it once for all
		}
		f := export.Of(export.Code(w.Code), "")
		f.Record, f.Kind, f.Field, f.Detail = w.Record, w.Kind, w.Field, w.Rule
		if !w.Other.IsZero() {
			f.Person = w.Other
		}
		d.built = append(d.built, f)
	}
}
