package modeltest

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"guvoh/model"
)

// FullCase gives one case in which every field of every kind of the schema
// holds a value: at least two records of each kind besides the case itself,
// and words and fields that a user added, which are filled too. The first
// person has names in three scripts, one event a date nobody knows, and some
// texts are such as break careless programs.
func FullCase(s *model.Schema) []model.Record {
	b := &builder{targets: map[string][]model.ID{}}
	b.customs(s)
	b.schema = s.With(slices.Clone(b.records))
	for _, k := range b.schema.Kinds() {
		for i := range count(k.Name) {
			b.targets[k.Name] = append(b.targets[k.Name], idOf(k.Name, i))
		}
	}
	for _, k := range b.schema.Kinds() {
		for i := range count(k.Name) {
			b.record(k, i)
		}
	}
	return b.records
}

// Schema gives the schema with the words and fields that records of kind
// "term" and "field" among the given ones add to it.
func Schema(s *model.Schema, records []model.Record) *model.Schema {
	var customs []model.Record
	for _, r := range records {
		if r.Kind == "term" || r.Kind == "field" {
			customs = append(customs, r)
		}
	}
	return s.With(customs)
}

// Snapshot gives the full case as an export reads it, with its evidence. The
// profiles of the users' own and their saved searches are of the file and of no
// case.
func Snapshot(s *model.Schema) *model.Snapshot {
	records := FullCase(s)
	i := slices.IndexFunc(records, func(r model.Record) bool { return r.Kind == "case" })
	c, schema := records[i], Schema(s, records)
	records = slices.DeleteFunc(records, func(r model.Record) bool { return r.Kind == "profile" || r.Kind == "saved_search" })
	return model.NewSnapshot(schema, c, records, Open)
}

// count says how many records of a kind the case has. The users' own words and
// fields are made apart, see customs.
func count(kind string) int {
	switch kind {
	case "case":
		return 1
	case "person":
		return 5 // one for each part a person can have in an interview
	case "person_name", "citation":
		return 4
	case "evidence":
		return len(materials)
	case "term", "field":
		return 0
	}
	return 2
}

// idOf gives the nth record of a kind an id that is the same in each run.
func idOf(kind string, n int) model.ID {
	if kind == "judgement" { // its id follows from the pair
		return judged(n).ID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", kind, n))
	id := model.ID(sum[:16])
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}

// judged gives the nth judgement: of the nth person and the next.
func judged(n int) model.Record {
	return model.NewJudgement(idOf("person", n), idOf("person", n+1))
}

type builder struct {
	schema  *model.Schema
	targets map[string][]model.ID // the records of each kind that links may point at
	records []model.Record
	texts   int // texts made so far; with it each is different
	days    int // the same for days
	numbers int64
}

// customs adds a word to a list, a list of the users' own, and a field of
// every type that users may add.
func (b *builder) customs(s *model.Schema) {
	words := []string{"act_type", "own_list"}
	for i, vocabulary := range words {
		b.custom(s.Kind("term"), i, map[string]string{"vocabulary": vocabulary})
	}
	for i, t := range model.CustomTypes {
		set := map[string]string{"kind": "person", "type": string(t)}
		if t == model.Term || t == model.Terms {
			set["vocabulary"] = "own_list"
		}
		b.custom(s.Kind("field"), i, set)
	}
	b.custom(s.Kind("field"), len(model.CustomTypes), map[string]string{"kind": "act", "type": string(model.Text)})
}

func (b *builder) custom(k *model.Kind, n int, set map[string]string) {
	r := model.Record{ID: idOf(k.Name, n), Kind: k.Name, Values: map[string]model.Value{}}
	for _, f := range k.Fields {
		switch {
		case set[f.Name] != "":
			r.Set(f.Name, model.TextValue(set[f.Name]))
		case f.Name != "vocabulary": // only a coded field has one
			r.Set(f.Name, b.value(k, f, n))
		}
	}
	b.records = append(b.records, r)
}

func (b *builder) record(k *model.Kind, n int) {
	r := model.Record{ID: idOf(k.Name, n), Kind: k.Name, Values: map[string]model.Value{}}
	used := []model.ID{r.ID}
	for _, f := range k.Fields {
		v := fixed(k.Name, f.Name, n)
		switch {
		case v != "":
		case f.Type == model.Ref || f.Type == model.Refs:
			v = b.link(k, f, n, &used)
		default:
			v = b.value(k, f, n)
		}
		r.Set(f.Name, v)
	}
	b.records = append(b.records, r)
}

// link points at records of a kind that fits: rows at their owner in turn,
// others at records that this one does not yet point at, where there are any.
// A link among records of one kind leads from the first to the second only,
// so that it never runs in a circle.
func (b *builder) link(k *model.Kind, f model.Field, n int, used *[]model.ID) model.Value {
	kinds := f.To
	if len(kinds) == 0 {
		kinds = []string{"event", "person"}
	}
	targets := b.targets[kinds[n%len(kinds)]]
	if slices.Contains(kinds, k.Name) {
		if n > 0 {
			return ""
		}
		targets = targets[1:]
	}
	if f.Name == k.Parent {
		return model.RefValue(targets[n%len(targets)])
	}
	var free []model.ID
	for i := range targets {
		if id := targets[(n+i)%len(targets)]; !slices.Contains(*used, id) {
			free = append(free, id)
		}
	}
	if len(free) == 0 {
		free = targets
	}
	if f.Type == model.Refs && len(free) > 1 {
		*used = append(*used, free[:2]...)
		return model.RefsValue(free[:2]...)
	}
	*used = append(*used, free[0])
	if f.Type == model.Refs {
		return model.RefsValue(free[0])
	}
	return model.RefValue(free[0])
}
