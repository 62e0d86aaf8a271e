package store

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/store/btree"
	"guvoh/model/store/migrations"
)

// Held says what stood on a damaged page.
type Held string

// What can stand on a page. Each has a sentence in every language
// ("cli.check.held.<held>").
const (
	HeldNothing    Held = "nothing"    // it was free, or empty
	HeldLists      Held = "lists"      // indexes and the like, which follow from the rest: nothing is lost
	HeldRecord     Held = "record"     // a record as lists and forms show it; the journal has it, too
	HeldHistory    Held = "history"    // entries of the journal; the record as it is stands elsewhere, too
	HeldBytes      Held = "bytes"      // a part of an attachment
	HeldAuthor     Held = "author"     // who wrote in a session, and when it began
	HeldDraft      Held = "draft"      // words typed and not yet kept
	HeldSetting    Held = "setting"    // settings of this copy of the file
	HeldColleagues Held = "colleagues" // what is known of others' work: keys, what has not come, merges. It may have been nothing
	HeldIndex      Held = "index"      // the index of words, or the text of attachments: both can be made anew
	HeldUnknown    Held = "unknown"    // it can only be told once another damaged page is mended
)

// heldBy says what the tables hold that are no kind of record.
var heldBy = map[string]Held{
	"record": HeldRecord, "entry": HeldHistory, "chunk": HeldBytes, "stream": HeldAuthor, "draft": HeldDraft, "setting": HeldSetting,
	"action": HeldLists, "attachment": HeldLists, "link": HeldLists, "conflict": HeldLists, schemaTable: HeldLists,
	"signer": HeldColleagues, "certificate": HeldColleagues, "hole": HeldColleagues, "bare": HeldColleagues,
	"quarantine": HeldColleagues, "colleague": HeldColleagues, "merge": HeldColleagues, "arrival": HeldColleagues,
	"arrived_bytes": HeldColleagues, "news": HeldColleagues, "absent": HeldColleagues, "origin": HeldColleagues,
}

// explain finds what stood on each damaged page. free are the pages that held
// nothing.
func (s *survey) explain(schema btree.Tree, free []int) {
	for _, h := range schema.Holes {
		s.hold(h.Page, holding{of: schemaTable, hole: &h})
	}
	for _, name := range slices.Sorted(maps.Keys(s.relics)) {
		for _, h := range s.relics[name].holes {
			s.hold(h.Page, holding{of: name, hole: &h})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.indexes)) {
		for _, h := range s.indexes[name].Holes {
			s.hold(h.Page, holding{of: name, hole: &h})
		}
	}
	for _, page := range free {
		if _, bad := slices.BinarySearch(s.damaged, page); bad {
			s.hold(page, holding{free: true})
		}
	}
	if len(s.held) < len(s.damaged)+len(s.more) {
		s.explainChains()
	}
	s.damaged = append(s.damaged, s.more...)
	slices.Sort(s.damaged)
}

// hold notes what stood on a page. One that lies behind the end of a file that
// was cut short is damaged as well, and one that is not what it should be.
func (s *survey) hold(page int, h holding) {
	if _, told := s.held[page]; told || page < 1 {
		return
	}
	s.held[page] = h
	if _, found := slices.BinarySearch(s.damaged, page); !found {
		s.more = append(s.more, page)
	}
}

// explainChains looks for damaged pages that carried on a long row.
func (s *survey) explainChains() {
	look := func(of string, kind btree.Kind, cells []btree.Cell) {
		for _, c := range cells {
			if s.ctx.Err() != nil {
				return
			}
			if pages, err := s.Chain(kind, c); err != nil && len(pages) > 0 {
				s.hold(pages[len(pages)-1], holding{of: of, row: &c})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.relics)) {
		look(name, s.relics[name].kind, s.relics[name].cells)
	}
	for _, name := range slices.Sorted(maps.Keys(s.indexes)) {
		look(name, btree.Index, s.indexes[name].Cells)
	}
}

// lostRow is a row that stood on a damaged page, with the number of the record
// or attachment to which it belongs, if that is known.
type lostRow struct{ row, of int64 }

// lost gives the rows of a table that cannot be read, by number, as far as
// they are known from elsewhere. told is false when there is no such
// elsewhere.
func (s *survey) lost(r *relic) (rows []lostRow, told bool) {
	have := make(map[int64]bool, len(r.cells))
	for _, c := range r.cells {
		have[c.Row] = true
	}
	miss := func(row, of int64) {
		if !have[row] {
			have[row] = true
			rows = append(rows, lostRow{row, of})
		}
	}
	if s.base.Kind(r.Name) != nil || r.Name == "record" {
		for n, at := range s.records {
			if r.Name == "record" || at.kind == r.Name {
				miss(n, n)
			}
		}
		told = len(s.relics["record"].holes) == 0 || s.wholeIndex("record")
	} else {
		first := map[string]string{"entry": "record", "chunk": "attachment", "stream": "id", "action": "id", "attachment": "sha256"}[r.Name]
		s.eachIndexed(r.Name, first, func(n int64, cols []btree.Column) {
			of, _ := cols[0].Value.(int64) // an id says nothing of others
			miss(n, of)
		})
		told = s.wholeIndex(r.Name)
	}
	slices.SortFunc(rows, func(a, b lostRow) int { return cmp.Compare(a.row, b.row) })
	return rows, told
}

// wholeIndex reports whether some index of a table can be read whole.
func (s *survey) wholeIndex(table string) bool {
	for _, x := range s.version.Indexes {
		if tree := s.indexes[x.Name]; x.Table == table && tree != nil && len(tree.Holes) == 0 {
			return true
		}
	}
	return false
}

func (s *survey) teller() *teller {
	return &teller{survey: s, lostOf: map[string][]lostRow{}, told: map[string]bool{}}
}

// findings says of every damaged page what stood on it.
func (t *teller) findings() []Finding {
	var out []Finding
	for _, page := range t.damaged {
		for _, f := range t.tell(page) {
			if f.Trouble, f.Page = BadPage, page; f.Held == HeldLists && isOfIndex(f.Detail) {
				f.Held = HeldIndex
			}
			if n, ok := t.numbers()[f.Record]; ok && !f.Record.IsZero() {
				f.Kind, f.Cases = t.records[n].kind, t.casesOf(n)
			}
			out = append(out, f)
		}
	}
	return out
}

// teller turns what stood on pages into findings; what it needs for that it
// looks up once.
type teller struct {
	*survey
	lostOf map[string][]lostRow
	told   map[string]bool

	byID      map[model.ID]int64
	streams   map[int64]model.ID
	sums      map[int64]string // SHA-256 of attachments, by number
	evidence  map[string][]int64
	linksFrom map[int64][]linkTo
	partOf    map[model.ID][]int64 // who is a participant by whom
}

func (t *teller) tell(page int) []Finding {
	h, known := t.held[page]
	if h.of == "" {
		if known && h.free {
			return []Finding{{Held: HeldNothing}}
		}
		return []Finding{{Held: HeldUnknown}}
	}
	what := t.what(h.of)
	if h.row != nil && what != HeldLists {
		return t.tellRow(what, h.of, *h.row)
	}
	if what == HeldLists || h.hole == nil || h.hole.Level > 0 {
		return []Finding{{Held: HeldLists, Detail: h.of}}
	}
	rel := t.relics[h.of]
	if rel.kind == btree.Index { // rows under themselves: nobody knows which they were
		return []Finding{{Held: what, Detail: h.of}}
	}
	var rows []lostRow
	for _, r := range t.lostRows(h.of) {
		if r.row > h.hole.Low && r.row <= h.hole.High {
			rows = append(rows, r)
		}
	}
	switch {
	case len(rows) > 0:
		return t.tellRows(what, h.of, rows)
	case !t.told[h.of] && what == HeldBytes:
		return []Finding{{Held: what, Detail: h.of}}
	case !t.told[h.of]:
		return []Finding{{Held: what, Detail: h.of + between(h.hole)}}
	case h.hole.Level < 0: // it may have held the places of other pages as well as nothing
		return []Finding{{Held: HeldLists, Detail: h.of}}
	}
	return []Finding{{Held: HeldNothing, Detail: h.of}}
}

// lostRows gives the rows of a table that are known to be lost; see [survey.lost].
func (t *teller) lostRows(table string) []lostRow {
	if _, done := t.told[table]; !done {
		t.lostOf[table], t.told[table] = t.lost(t.relics[table])
	}
	return t.lostOf[table]
}

// what says what a table or an index holds.
func (t *teller) what(of string) Held {
	if w, ok := heldBy[of]; ok {
		return w
	}
	if t.base.Kind(of) != nil && t.relics[of] != nil {
		return HeldRecord
	}
	return HeldLists
}

// tellRow says of one long row what it was.
func (t *teller) tellRow(what Held, of string, c btree.Cell) []Finding {
	r := lostRow{row: c.Row, of: c.Row}
	cols, err := t.row(t.relics[of].kind, c, false)
	if err != nil {
		return []Finding{{Held: what, Detail: of}}
	}
	switch of {
	case "entry":
		r.of, _ = cols[1].Value.(int64)
	case "chunk":
		r.of, _ = cols[0].Value.(int64)
	case "draft":
		id, _ := cols[0].Value.([]byte)
		field, _ := cols[1].Value.(string)
		return []Finding{{Held: what, Record: toID(id), Field: field, Detail: of}}
	case "setting":
		return []Finding{{Held: what, Detail: of}}
	}
	if what == HeldColleagues {
		return []Finding{{Held: what, Detail: of}}
	}
	return t.tellRows(what, of, []lostRow{r})
}

// tellRows says of rows what they were: a finding for each record concerned.
func (t *teller) tellRows(what Held, of string, rows []lostRow) []Finding {
	by := map[int64][]int64{}
	for _, r := range rows {
		by[r.of] = append(by[r.of], r.row)
	}
	var out []Finding
	for _, n := range slices.Sorted(maps.Keys(by)) {
		switch what {
		case HeldBytes:
			out = append(out, t.tellBytes(n)...)
		case HeldHistory:
			out = append(out, Finding{Held: what, Record: t.records[n].id, Kind: t.records[n].kind, Detail: t.entriesIn(by[n])})
		case HeldAuthor:
			for _, row := range by[n] {
				out = append(out, Finding{Held: what, Detail: "stream " + t.streamOf(row).String()})
			}
		default:
			out = append(out, Finding{Held: what, Record: t.records[n].id, Kind: t.records[n].kind, Detail: of + ", " + spans(by[n])})
		}
	}
	return out
}

// tellBytes names an attachment and the records of evidence that it belongs to.
func (t *teller) tellBytes(n int64) []Finding {
	sum := t.sumOf(n)
	var out []Finding
	for _, e := range t.evidenceOf(sum) {
		out = append(out, Finding{Held: HeldBytes, Record: t.records[e].id, Detail: sum})
	}
	if out == nil {
		out = []Finding{{Held: HeldBytes, Detail: cmp.Or(sum, fmt.Sprintf("attachment %d", n))}}
	}
	return out
}

// entriesIn names entries by their streams.
func (t *teller) entriesIn(rows []int64) string {
	by := map[int64][]int64{}
	for _, id := range rows {
		n, seq := splitEntryID(id)
		by[n] = append(by[n], int64(seq))
	}
	var parts []string
	for _, n := range slices.Sorted(maps.Keys(by)) {
		parts = append(parts, fmt.Sprintf("entry %s of stream %s", spans(by[n]), t.streamOf(n)))
	}
	return strings.Join(parts, "; ")
}

// spans writes numbers as "3, 5-9".
func spans(ns []int64) string {
	slices.Sort(ns)
	var parts []string
	for i := 0; i < len(ns); {
		j := i
		for j+1 < len(ns) && ns[j+1] == ns[j]+1 {
			j++
		}
		s := fmt.Sprint(ns[i])
		if j > i {
			s += fmt.Sprintf("-%d", ns[j])
		}
		parts = append(parts, s)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// between names the rows that can have stood in a hole.
func between(h *btree.Hole) string {
	switch low, high := h.Low > -1<<62, h.High < 1<<62; {
	case low && high:
		return fmt.Sprintf(", %d-%d", h.Low+1, h.High)
	case low:
		return fmt.Sprintf(", from %d", h.Low+1)
	case high:
		return fmt.Sprintf(", to %d", h.High)
	}
	return ""
}

// ---- what is looked up once ----

func (t *teller) numbers() map[model.ID]int64 {
	if t.byID == nil {
		t.byID = make(map[model.ID]int64, len(t.records))
		for n, r := range t.records {
			t.byID[r.id] = n
		}
	}
	return t.byID
}

func (t *teller) streamOf(n int64) model.ID {
	if t.streams == nil {
		t.streams = t.ids("stream", "id")
	}
	return t.streams[n]
}

// ids gives the first column of a table, an id, by the numbers of its rows:
// from the table, or else from its index.
func (s *survey) ids(table, column string) map[int64]model.ID {
	out := map[int64]model.ID{}
	for n, b := range s.firsts(table, column) {
		out[n] = toID(b)
	}
	return out
}

// firsts gives the first bytes of the rows of a table, by number: from the
// table, or else from its index.
func (s *survey) firsts(table, column string) map[int64][]byte {
	out := map[int64][]byte{}
	s.eachIndexed(table, column, func(n int64, cols []btree.Column) { out[n], _ = cols[0].Value.([]byte) })
	for _, c := range s.relics[table].cells {
		if cols, err := s.row(btree.Table, c, false); err == nil && len(cols) > 1 {
			out[c.Row], _ = cols[1].Value.([]byte)
		}
	}
	return out
}

func (t *teller) sumOf(n int64) string {
	if t.sums == nil {
		t.sums = map[int64]string{}
		for n, b := range t.firsts("attachment", "sha256") {
			t.sums[n] = hex.EncodeToString(b)
		}
	}
	return t.sums[n]
}

// evidenceOf gives the numbers of the records of evidence with these bytes.
func (t *teller) evidenceOf(sum string) []int64 {
	if t.evidence == nil {
		t.evidence = map[string][]int64{}
		r := t.relics["evidence"]
		at := slices.IndexFunc(r.Columns, func(c migrations.Column) bool { return c.Name == "sha256" })
		for _, c := range r.cells {
			if cols, err := t.row(btree.Table, c, true); err == nil && at < len(cols) {
				if sum, ok := cols[at].Value.(string); ok {
					t.evidence[sum] = append(t.evidence[sum], c.Row)
				}
			}
		}
	}
	return t.evidence[sum]
}

// linkTo is a field that points at a record.
type linkTo struct {
	field  string
	target model.ID
}

// readLinks reads the list of links.
func (t *teller) readLinks() {
	t.linksFrom, t.partOf = map[int64][]linkTo{}, map[model.ID][]int64{}
	for _, c := range t.relics["link"].cells {
		cols, err := t.row(btree.Index, c, true)
		if err != nil || len(cols) != 3 {
			continue
		}
		n, _ := cols[0].Value.(int64)
		field, _ := cols[1].Value.(string)
		id, _ := cols[2].Value.([]byte)
		t.linksFrom[n] = append(t.linksFrom[n], linkTo{field, toID(id)})
		if field == "person" && t.records[n].kind == "participant" {
			t.partOf[toID(id)] = append(t.partOf[toID(id)], n)
		}
	}
}

// casesOf gives the cases that a record belongs to, as [view.casesOf] does.
func (t *teller) casesOf(n int64) []model.ID {
	if t.linksFrom == nil {
		t.readLinks()
	}
	var out []model.ID
	for _, id := range t.up(n, 0) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (t *teller) up(n int64, depth int) []model.ID {
	r := t.records[n]
	if r.kind == "case" {
		return []model.ID{r.id}
	}
	if r.kind == "person" {
		var out []model.ID
		for _, p := range t.partOf[r.id] {
			out = append(out, t.follow(p, "case")...)
		}
		return out
	}
	if ids := t.follow(n, "cases"); len(ids) > 0 {
		return ids
	}
	field := "person"
	if k := t.base.Kind(r.kind); k != nil && k.Parent != "" {
		field = k.Parent
	}
	for _, id := range t.follow(n, field) {
		if owner, ok := t.numbers()[id]; ok && depth < 8 {
			return t.up(owner, depth+1)
		}
	}
	return nil
}

// follow gives the records that a field of a record points at.
func (t *teller) follow(n int64, field string) []model.ID {
	var ids []model.ID
	for _, l := range t.linksFrom[n] {
		if l.field == field {
			ids = append(ids, l.target)
		}
	}
	return ids
}
