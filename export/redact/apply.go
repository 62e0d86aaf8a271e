package redact

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"

	"guvoh/export/leak"
	"guvoh/model"
	"guvoh/model/names"
)

// redactor makes one snapshot of another.
type redactor struct {
	ctx    context.Context
	s      *model.Snapshot
	plan   Plan
	words  Words
	result *Result
	spell  *speller
	known  map[model.ID]known

	named     *bearers
	people    []who // whose names are looked for: persons, then places, then organisations
	tokenOf   map[model.ID]string
	nextToken map[TokenSort]int // from which number on tokens are new
	counts    map[string]int    // how often initials or a letter were given at least
	patterns  []names.Pattern   // Who is an index of people
	weak      []bool            // of each pattern
	secrets   []leak.Secret
	secretOf  []model.ID
	secretsOf map[model.ID][]int // of secrets
	birthdays map[string]bool
	tells     []tell
	tellsBy   map[string][]int // tells by the first word of their phrase
	finder    *names.Finder
	search    *leak.Search

	gone   map[model.ID]Reason // records that are left out
	files  map[string][]byte   // new bytes of evidence, by their SHA-256
	kept   map[string]bool     // evidence that is let through as it is, by SHA-256
	warned map[Warning]bool
	noted  map[Entry]bool
}

func newRedactor(ctx context.Context, snap *model.Snapshot, plan Plan) *redactor {
	r := &redactor{
		ctx: ctx, s: snap, plan: plan, words: plan.Words, result: &Result{}, spell: newSpeller(), known: map[model.ID]known{},
		tokenOf: map[model.ID]string{}, nextToken: map[TokenSort]int{}, counts: map[string]int{},
		secretsOf: map[model.ID][]int{}, birthdays: map[string]bool{}, tellsBy: map[string][]int{},
		gone: map[model.ID]Reason{}, files: map[string][]byte{}, kept: map[string]bool{},
		warned: map[Warning]bool{}, noted: map[Entry]bool{},
	}
	if r.words == nil {
		r.words = signs{}
	}
	return r
}

// Apply makes the snapshot without the secrets. It reads evidence, and so takes
// a while where there is much; the context ends it. It fails when evidence that
// the snapshot has cannot be read, or as the context does.
func Apply(ctx context.Context, snap *model.Snapshot, plan Plan) (*model.Snapshot, *Result, error) {
	r := newRedactor(ctx, snap, plan)
	r.decide()
	r.decidePlaces()
	if err := r.leaveAbsent(); err != nil {
		return nil, nil, err
	}
	if err := r.gather(); err != nil {
		return nil, nil, err
	}
	r.giveTokens()
	if err := r.ready(); err != nil {
		return nil, nil, err
	}
	r.leaveOut()
	records, err := r.records()
	if err != nil {
		return nil, nil, err
	}
	out := model.NewSnapshot(r.schema(), r.caseOf(records), records, r.open)
	r.rare(out)
	return out, r.result, nil
}

// ready prepares what is looked for.
func (r *redactor) ready() (err error) {
	r.finder = names.NewFinder(r.patterns)
	for _, t := range r.people {
		r.result.Allowed = append(r.result.Allowed, t.token)
	}
	for _, m := range Marks {
		r.result.Allowed = append(r.result.Allowed, r.words.Mark(m))
	}
	r.result.Allowed = append(r.result.Allowed, r.printedWords()...)
	slices.Sort(r.result.Allowed)
	r.result.Allowed = slices.Compact(r.result.Allowed)
	r.result.Secrets = r.secrets
	if r.search, err = leak.Prepare(r.ctx, r.secrets, r.result.Allowed); err != nil {
		return err
	}
	r.result.Search = r.search
	for _, p := range r.people {
		if day, ok := p.record.Date("birth").Day(); ok {
			r.birthdays[day] = true
		}
	}
	return nil
}

// printedWords are the words that the program itself prints: those of the plan,
// and those of the vocabularies that no user added.
func (r *redactor) printedWords() []string {
	out := slices.Clone(r.plan.Fixed)
	for _, id := range r.s.Schema.Vocabularies() {
		for _, w := range r.s.Schema.Vocabulary(id).Words {
			if !w.Custom {
				out = append(out, w.In(r.plan.Lang))
			}
		}
	}
	return out
}

// open gives the bytes of evidence that is let through, and no other.
func (r *redactor) open(sha256 string) (io.ReadCloser, error) {
	if b, ok := r.files[sha256]; ok {
		return io.NopCloser(bytes.NewReader(b)), nil
	}
	if r.kept[sha256] {
		return r.s.Open(sha256)
	}
	return nil, fs.ErrNotExist
}

// caseOf finds the case among the records that were made.
func (r *redactor) caseOf(records []model.Record) model.Record {
	for _, x := range records {
		if x.ID == r.s.Case.ID {
			return x
		}
	}
	return model.Record{ID: r.s.Case.ID, Kind: "case", Values: map[string]model.Value{}}
}

// records makes every record that is not left out.
func (r *redactor) records() ([]model.Record, error) {
	var out []model.Record
	for _, k := range r.s.Schema.Kinds() {
		for _, x := range r.s.OfKind(k.Name) {
			if err := r.ctx.Err(); err != nil {
				return nil, err
			}
			if why, gone := r.gone[x.ID]; gone {
				r.withhold(x, "", why)
				continue
			}
			y, err := r.record(k, x)
			if err != nil {
				return nil, err
			}
			out = append(out, y)
		}
	}
	return out, nil
}

// record makes one record without its secrets.
func (r *redactor) record(k *model.Kind, x model.Record) (model.Record, error) {
	y := model.Record{ID: x.ID, Kind: x.Kind, Values: map[string]model.Value{}}
	for name := range x.Values {
		if _, ok := k.Field(name); !ok {
			r.withhold(x, name, UnknownField)
		}
	}
	for _, f := range k.Fields {
		v := x.Get(f.Name)
		if v == "" {
			continue
		}
		if why := r.dropped(x, f); why != "" {
			r.withhold(x, f.Name, why)
			continue
		}
		y.Set(f.Name, r.value(spot{x, f.Name}, f, v))
	}
	switch x.Kind {
	case "person":
		r.rename(&y)
	case "place":
		r.replace(x, &y)
	case "evidence":
		return y, r.evidence(x, &y)
	}
	return y, nil
}

// value gives what may be known of a value.
func (r *redactor) value(at spot, f model.Field, v model.Value) model.Value {
	switch f.Type {
	case model.Text, model.Long:
		out, reasons := r.clean(at, v.Text())
		r.note(at, reasons)
		return model.TextValue(out)
	case model.Texts:
		var all []string
		for _, s := range v.List() {
			out, reasons := r.clean(at, s)
			r.note(at, reasons)
			if !slices.Contains(all, out) {
				all = append(all, out)
			}
		}
		return model.ListValue(all...)
	case model.Partial:
		d, why := r.date(at, v.Date())
		if why != "" {
			r.withhold(at.record, at.field, why)
		}
		return model.DateValue(d)
	case model.Ref:
		if _, gone := r.gone[v.Ref()]; gone {
			r.withhold(at.record, at.field, About)
			return ""
		}
	case model.Refs:
		kept := slices.DeleteFunc(v.Refs(), func(id model.ID) bool { _, gone := r.gone[id]; return gone })
		return model.RefsValue(kept...)
	}
	return v
}

func (r *redactor) note(at spot, reasons []Reason) {
	for _, why := range reasons {
		r.withhold(at.record, at.field, why)
	}
}

// rename gives somebody hidden their token: a person without rows of names is
// known by what stands in the field of pseudonyms.
func (r *redactor) rename(y *model.Record) {
	if r.isHidden(y.ID) {
		y.Set("pseudonym", model.TextValue(r.tokenOf[y.ID]))
	}
}

// replace makes a hidden place one in its region.
func (r *redactor) replace(x model.Record, y *model.Record) {
	if !r.isHidden(x.ID) {
		return
	}
	y.Set("name", model.TextValue(r.tokenOf[x.ID]))
	y.Set("within", model.RefValue(r.around(x)))
	r.withhold(x, "", HoldsPlace)
}

// rare warns of hidden persons of whom so much is told that it may be a name.
func (r *redactor) rare(out *model.Snapshot) {
	if !r.plan.Outside {
		return
	}
	const many = 4
	for _, p := range out.OfKind("person") {
		if !r.isHidden(p.ID) {
			continue
		}
		n := 0
		for _, f := range []string{"birth", "birth_place", "nationalities", "ethnicity", "religion", "occupation", "education", "civil_status", "family", "languages"} {
			if p.Get(f) != "" {
				n++
			}
		}
		if n >= many {
			r.warn(Warning{Code: Rare, Record: p.ID, Kind: "person"})
		}
		for _, f := range []string{"ethnicity", "religion"} {
			if _, on := r.plan.rule("belonging"); on && p.Get(f) != "" {
				r.warn(Warning{Code: LeftOver, Record: p.ID, Kind: "person", Field: f, Rule: "belonging"})
			}
		}
	}
	for _, i := range out.OfKind("injury") {
		if _, on := r.plan.rule("injury"); on && r.isHidden(i.Ref("person")) && rareInjuries[i.Text("kind")] {
			r.warn(Warning{Code: LeftOver, Record: i.ID, Kind: "injury", Field: "kind", Rule: "injury"})
		}
	}
}
