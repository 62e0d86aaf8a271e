package account

import (
	"context"
	"strings"
	"time"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/export/doc"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// teller puts an account into words.
type teller struct {
	Account
	say   *tr.Printer
	names *naming.Teller
}

// Document puts the account into words. It fails when the file cannot be read.
func (a Account) Document(ctx context.Context, db *store.DB, say *tr.Printer) (*doc.Document, error) {
	t := teller{a, say, naming.NewTeller(ctx, db, say)}
	for _, r := range a.Records {
		if a.Undone || r.What != store.MergedDeleted {
			t.names.Know(r.Record, r.Label)
		}
	}
	for _, r := range a.Records {
		if r.What == store.MergedNew && r.Label == "" && !r.LeftOut { // of what is left out nothing is known
			t.names.Know(r.Record, t.names.TitleOf(asItComes(r)))
		}
	}
	blocks := []doc.Block{&doc.Paragraph{Text: doc.Plain(t.lead())}}
	if t.tellsNothing() {
		blocks = append(blocks, &doc.Paragraph{Text: doc.Plain(say.T("account.lead.same"))})
	}
	if counts := t.counts(); len(counts) > 0 {
		blocks = append(blocks, &doc.KeyValues{Rows: counts})
	}
	for _, part := range []struct {
		title  string
		blocks []doc.Block
	}{
		{"account.people", t.people()},
		{"account.quarantined", t.quarantine()},
		{"account.records", t.records()},
		{"account.attachments", t.attachments()},
		{"account.awaited", t.awaited()},
	} {
		if len(part.blocks) > 0 {
			blocks = append(blocks, &doc.Section{Title: say.T(part.title), Blocks: part.blocks})
		}
	}
	lang := say.Lang()
	if lang == "uz" {
		lang = "uz-Latn"
	}
	title := say.T("account.title")
	return &doc.Document{
		Title: title, Lang: lang, Date: a.At, Page: doc.Page{Body: 10}, Head: doc.RunningHead{Left: title, Right: t.day(a.At)},
		Words: doc.Words{PageOf: say.T("dossier.page_of"), Continued: say.T("dossier.continued")}, Blocks: blocks,
	}, t.names.Err
}

// asItComes is a new record as the report has it: it may not be in the file yet.
func asItComes(r store.Merged) model.Record {
	rec := model.Record{ID: r.Record, Kind: r.Kind, Values: map[string]model.Value{}}
	for _, f := range r.Fields {
		if !journal.IsRegister(f.Field) {
			rec.Set(f.Field, f.After)
		}
	}
	return rec
}

// lead says in a sentence what this is about.
func (t teller) lead() string {
	key := "account.lead.done"
	switch {
	case t.Undone:
		key = "account.lead.undone"
	case t.Nothing():
		key = "account.lead.nothing"
	case t.Preview:
		key = "account.lead.preview"
	}
	file := t.File
	if file == "" {
		file = t.say.T("account.way." + t.Way)
	}
	return t.say.T(key, tr.V{"File": file, "When": t.moment(t.At)})
}

// tellsNothing reports whether something came, and none of it shows: two people
// had written the same.
func (t teller) tellsNothing() bool {
	return t.Entries > 0 && !t.Undone && t.New+t.Changed+t.Deleted+t.Restored+t.Purged+t.Conflicts+t.LeftOut == 0
}

// counts are those that are not zero, with what they count.
func (t teller) counts() []doc.KeyValue {
	var rows []doc.KeyValue
	deleted := "deleted"
	if t.Undone {
		deleted = "gone"
	}
	for _, c := range []struct {
		key string
		n   int
	}{
		{"new", t.New},
		{"changed", t.Changed},
		{deleted, t.Deleted},
		{"restored", t.Restored},
		{"purged", t.Purged},
		{"conflicts", t.Conflicts},
		{"left_out", t.LeftOut},
		{"entries", t.Entries},
	} {
		if c.n > 0 {
			rows = append(rows, doc.KeyValue{Label: t.say.T("account.count." + c.key), Value: doc.Plain(t.say.Number(c.n))})
		}
	}
	if t.Kept != "" {
		rows = append(rows, doc.KeyValue{Label: t.say.T("account.kept"), Value: doc.Plain(t.Kept)})
	}
	return rows
}

func (t teller) people() []doc.Block {
	var items []doc.Item
	for _, p := range t.People {
		key := "account.person"
		if t.moment(p.From) == t.moment(p.To) {
			key = "account.person_once"
		}
		items = append(items, doc.Item{Text: doc.Plain(t.say.N(key, p.Entries, tr.V{
			"Who": Who(t.say, p.Author), "From": t.moment(p.From), "To": t.moment(p.To),
		}))})
	}
	return list(items)
}

func list(items []doc.Item) []doc.Block {
	if len(items) == 0 {
		return nil
	}
	return []doc.Block{&doc.List{Items: items}}
}

func (t teller) quarantine() []doc.Block {
	var blocks []doc.Block
	for _, q := range t.Quarantine {
		blocks = append(blocks, &doc.Callout{
			Kind: doc.Warning, Title: t.say.N("account.quarantine", q.Entries, tr.V{"Who": Who(t.say, q.Author), "Stream": q.Stream.String()}),
			Text: doc.Plain(Why(t.say, q)),
		})
	}
	return blocks
}

func (t teller) attachments() []doc.Block {
	var items []doc.Item
	for _, b := range t.Attachments {
		key := "account.bytes.awaited"
		if b.Came {
			key = "account.bytes.came"
		}
		name := ""
		if !b.Record.IsZero() {
			name = t.names.Title(b.Record)
		}
		if name == "" {
			name = t.say.T("account.bytes.unnamed")
		}
		items = append(items, doc.Item{Text: doc.Plain(t.say.T(key, tr.V{
			"Name": name, "Size": t.say.Number(int(b.Size)), "Sum": b.SHA256,
		}))})
	}
	return list(items)
}

func (t teller) awaited() []doc.Block {
	var items []doc.Item
	for _, g := range t.Awaited {
		items = append(items, doc.Item{Text: doc.Plain(t.say.N("account.gap", g.Entries, tr.V{
			"Who": Who(t.say, g.Author), "Since": t.moment(g.Since),
		}))})
	}
	return list(items)
}

func (t teller) records() []doc.Block {
	var blocks []doc.Block
	for _, r := range t.Records {
		blocks = append(blocks, t.record(r))
	}
	if t.More > 0 {
		blocks = append(blocks, &doc.Paragraph{Text: doc.Plain(t.say.N("account.more", t.More))})
	}
	return blocks
}

// record is a table of its fields below what it is and what happens to it.
func (t teller) record(r store.Merged) doc.Block {
	what := "account.what." + string(r.What)
	if t.Undone && r.What == store.MergedDeleted {
		what = "account.what.gone"
	}
	label := t.names.Title(r.Record)
	if r.What == store.MergedDeleted && r.Label != "" { // that it is deleted stands before it
		label = t.names.Cut(r.Label)
	}
	data := tr.V{"What": t.say.T(what), "Kind": t.say.Kind(r.Kind), "Label": label, "ID": r.Record.String()[:8], "Cases": ""}
	var cases []string
	for _, id := range r.Cases {
		if id != r.Record {
			cases = append(cases, t.names.Title(id))
		}
	}
	title := t.say.T("account.record", data)
	if label == "" {
		title = t.say.T("account.record_unnamed", data)
	}
	if len(cases) > 0 {
		title = t.say.T("account.in", tr.V{"Record": title, "Cases": strings.Join(cases, ", ")})
	}
	switch {
	case r.LeftOut && r.LeftBefore:
		title = t.say.T("account.left_before", tr.V{"Record": title})
	case r.LeftOut:
		title = t.say.T("account.left", tr.V{"Record": title})
	case r.LeftBefore:
		title = t.say.T("account.taken_now", tr.V{"Record": title})
	}
	table := &doc.Table{Title: title, Columns: []doc.Column{
		{Title: t.say.T("account.column.field"), Weight: 2},
		{Title: t.say.T("account.column.before"), Weight: 3},
		{Title: t.say.T("account.column.after"), Weight: 3},
		{Title: t.say.T("account.column.who"), Weight: 3},
	}}
	of := t.names.Record(r.Record, r.Kind)
	for _, f := range t.fields(r) {
		if !t.names.Moves(r.Kind, f.Field) {
			table.Rows = append(table.Rows, t.field(of, f))
		} else if r.What != store.MergedNew {
			table.Rows = append(table.Rows, t.moved(of, f))
		}
	}
	return table
}

// moved is a row for a record that stands elsewhere among its like.
func (t teller) moved(of model.Record, f store.MergedField) doc.Row {
	if f.Conflict {
		return t.field(of, f)
	}
	return row(t.names.Field(of.Kind, f.Field), "", t.say.T("account.moved"), t.claims(of, store.MergedField{Field: f.Field, Came: f.Came, Long: true}))
}

// field is a row for what becomes of a field.
func (t teller) field(of model.Record, f store.MergedField) doc.Row {
	name := register(t.say, f.Field)
	if name == "" {
		name = t.names.Field(of.Kind, f.Field)
	}
	if f.Conflict {
		name = t.say.T("account.conflict", tr.V{"Field": name})
	}
	if f.Long {
		return row(name, "", t.say.T("account.unshown"), t.claims(of, f))
	}
	if (f.Field == journal.Purged || f.Field == journal.PurgedBytes) && len(f.Came) > 0 {
		return row(name, "", t.value(of, f.Field, f.Came[0].Value), t.claims(of, f))
	}
	if !t.Preview && removed(f) {
		return row(name, t.say.T("account.purged"), t.value(of, f.Field, f.After), t.claims(of, f))
	}
	after := t.value(of, f.Field, f.After)
	if f.Conflict && !journal.IsRegister(f.Field) {
		after = t.say.T("account.both", tr.V{"Value": after})
	}
	return row(name, t.value(of, f.Field, f.Before), after, t.claims(of, f))
}

func row(cells ...string) doc.Row {
	var r doc.Row
	for _, c := range cells {
		r.Cells = append(r.Cells, doc.Plain(c))
	}
	return r
}

// claims says who wrote what came to a field and when, the newest first; with
// the values where another stands there in the end.
func (t teller) claims(of model.Record, f store.MergedField) string {
	var lines []string
	for _, c := range f.Came {
		line := t.say.T("account.claim", tr.V{"Who": Who(t.say, c.Author), "When": t.moment(c.At), "What": t.verb(c.Verb)})
		if !f.Long && (f.Conflict || c.Value != f.After && len(f.Came) > 1) {
			line = t.say.T("account.claim_value", tr.V{"Claim": line, "Value": t.claimed(of, f.Field, c)})
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (t teller) claimed(of model.Record, field string, c store.Claim) string {
	if c.Gone {
		return t.say.T("account.purged")
	}
	return t.value(of, field, c.Value)
}

// value gives a value in words; none, too.
func (t teller) value(of model.Record, field string, v model.Value) string {
	switch {
	case field == journal.Liveness:
		if gone, _ := v.Bool(); gone {
			return t.say.T("account.gone")
		}
		return t.say.T("account.there")
	case v == "":
		return t.say.T("account.empty")
	case journal.IsRegister(field):
		return v.Text()
	}
	return t.names.FieldValue(of, field, v)
}

// verb says what an action was; one of a newer program by its own word.
func (t teller) verb(verb string) string {
	if key := "verb." + verb; t.say.Has(key) {
		return t.say.T(key)
	}
	return verb
}

// moment is a time as a machine claimed it, by the clock of this one.
func (t teller) moment(at time.Time) string {
	if at.IsZero() {
		return t.say.T("account.some_time")
	}
	return at.Local().Format("2006-01-02 15:04")
}

func (t teller) day(at time.Time) string {
	d := at.Local().Format(time.DateOnly)
	return t.say.Date(model.Date{Earliest: d, Latest: d, Precision: model.PrecisionDay})
}
