// Package account tells what a merge would bring, or brought, or what taking
// one back took away: in words, as a tree of package doc, and as JSON.
//
// Its one job is that the window, the command line and a report that is saved
// say the same, completely: who wrote what and when, every record with its
// fields before and after, conflicts, deletions, purges, what is in quarantine
// and why, attachments with their sizes, and what is still awaited.
//
// Rules of the package: it reads the open file for names and values and writes
// nothing; how sure it is who wrote something always stands beside the name; a
// time is what somebody's machine claimed, and is never given as more. Names of
// people stand in an account, so whoever saves one does so in plain.
package account

import (
	"encoding/json"
	"slices"
	"time"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// Account is a report of a merge with what else its reader should know.
type Account struct {
	store.MergeReport
	File    string // the name of the colleague's file; "" where it is not known
	Preview bool   // nothing was taken yet
	Undone  bool   // it tells what was taken back
	Kept    string // the copy of the file as it was before; "" where there is none
}

// author is who wrote something, in the shape that docs/commands.md promises.
type author struct {
	Name     string `json:"name"`
	Claimed  string `json:"claimed"`
	Trust    string `json:"trust"`
	Device   string `json:"device"`
	Identity string `json:"identity"`
}

// Author gives who wrote something as JSON shows it.
func Author(a store.Author) any { return authorOf(a) }

func authorOf(a store.Author) author {
	return author{a.Name, a.Claimed, string(a.Trust), a.Device, a.Identity}
}

type claim struct {
	Value  json.RawMessage `json:"value"`
	Author author          `json:"author"`
	At     time.Time       `json:"at"`
	Verb   string          `json:"verb"`
	Purged bool            `json:"purged"`
}

// Claims gives values with who wrote them as JSON shows them.
func Claims(all []store.Claim) any { return claimsOf(all) }

// Claim gives a value with who wrote it as JSON shows it.
func Claim(c store.Claim) any { return claimOf(c) }

func claimOf(c store.Claim) claim {
	return claim{Raw(c.Value), authorOf(c.Author), c.At, c.Verb, c.Gone}
}

func claimsOf(all []store.Claim) []claim {
	out := make([]claim, len(all))
	for i, c := range all {
		out[i] = claimOf(c)
	}
	return out
}

// Raw gives a value as JSON; none is null.
func Raw(v model.Value) json.RawMessage {
	if v == "" {
		return json.RawMessage("null")
	}
	return json.RawMessage(v)
}

type field struct {
	Field    string          `json:"field"`
	Before   json.RawMessage `json:"before"`
	After    json.RawMessage `json:"after"`
	Unshown  bool            `json:"unshown"` // null stands for values that are too long, or not known any more
	Conflict bool            `json:"conflict"`
	Came     []claim         `json:"came"`
}

type record struct {
	Record     model.ID   `json:"record"`
	Kind       string     `json:"kind"`
	Label      string     `json:"label"`
	Cases      []model.ID `json:"cases"`
	What       string     `json:"what"`
	LeftOut    bool       `json:"left_out"`
	LeftBefore bool       `json:"left_out_before"`
	Fields     []field    `json:"fields"`
}

// JSON gives the account in the shape that docs/commands.md promises; say puts
// the reasons into words.
func (a Account) JSON(say *tr.Printer) any {
	out := map[string]any{
		"preview": a.Preview, "undone": a.Undone, "file": a.File, "merge": orNull(a.Merge), "kept": textOrNull(a.Kept),
		"at": a.At, "way": a.Way, "nothing_new": a.Nothing(), "entries": a.Entries, "new": a.New, "changed": a.Changed, "deleted": a.Deleted,
		"restored": a.Restored, "purged": a.Purged, "conflicts": a.Conflicts, "left_out": a.LeftOut, "more": a.More,
	}
	records := make([]record, len(a.Records))
	for i, r := range a.Records {
		records[i] = a.recordOf(r)
	}
	out["records"] = records
	people := make([]map[string]any, len(a.People))
	for i, p := range a.People {
		people[i] = map[string]any{"author": authorOf(p.Author), "entries": p.Entries, "from": p.From, "to": p.To}
	}
	out["people"] = people
	out["attachments"] = bytesOf(a.Attachments)
	out["quarantine"] = QuarantineJSON(say, a.Quarantine)
	awaited := make([]map[string]any, len(a.Awaited))
	for i, g := range a.Awaited {
		awaited[i] = map[string]any{"stream": g.Stream, "author": authorOf(g.Author), "entries": g.Entries, "since": g.Since}
	}
	out["awaited"] = awaited
	return out
}

func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (a Account) recordOf(r store.Merged) record {
	shown := a.fields(r)
	fields := make([]field, len(shown))
	for i, f := range shown {
		fields[i] = field{f.Field, Raw(f.Before), Raw(f.After), f.Long, f.Conflict, claimsOf(f.Came)}
	}
	return record{
		r.Record, r.Kind, r.Label, append([]model.ID{}, r.Cases...), string(r.What), r.LeftOut, r.LeftBefore, fields,
	}
}

// fields gives the fields of a record in a report. One that was deleted here
// and changed by somebody who had not seen that is back until it is decided,
// though nothing came that says so. Of what was taken back only the fields
// count that show something else since, and not who wrote what is left.
func (a Account) fields(r store.Merged) []store.MergedField {
	if a.Undone {
		var changed []store.MergedField
		for _, f := range r.Fields {
			if f.Long || f.Before != f.After {
				f.Came, f.Conflict = nil, false
				changed = append(changed, f)
			}
		}
		return changed
	}
	if !a.Preview && r.What == store.MergedPurged {
		return scrubbed(r.Fields)
	}
	back := r.What == store.MergedRestored && !r.LeftOut &&
		!slices.ContainsFunc(r.Fields, func(f store.MergedField) bool { return f.Field == journal.Liveness })
	if !back {
		return r.Fields
	}
	return append([]store.MergedField{{
		Field: journal.Liveness, Before: model.BoolValue(true), After: model.BoolValue(false), Conflict: true,
	}}, r.Fields...)
}

// scrubbed gives the fields of a record without what stood in those of which a
// merge removed the values for good: no account says them again.
func scrubbed(all []store.MergedField) []store.MergedField {
	out := slices.Clone(all)
	for i := range out {
		if removed(out[i]) {
			out[i].Before = ""
		}
	}
	return out
}

// removed reports whether a field is empty since its values are removed for good.
func removed(f store.MergedField) bool {
	return f.After == "" && slices.ContainsFunc(f.Came, func(c store.Claim) bool { return c.Gone })
}

func bytesOf(all []store.MergedBytes) []map[string]any {
	out := make([]map[string]any, len(all))
	for i, b := range all {
		var of any
		if !b.Record.IsZero() {
			of = b.Record
		}
		out[i] = map[string]any{"sha256": b.SHA256, "size": b.Size, "came": b.Came, "record": of}
	}
	return out
}

// QuarantineJSON gives what is in quarantine as JSON shows it.
func QuarantineJSON(say *tr.Printer, all []store.Quarantined) any {
	out := make([]map[string]any, len(all))
	for i, q := range all {
		out[i] = map[string]any{
			"stream": q.Stream, "author": authorOf(q.Author), "reason": string(q.Reason), "why": Why(say, q),
			"entries": q.Entries, "from": q.From, "new": q.New,
		}
	}
	return out
}

// Why says why something is in quarantine, and what to do.
func Why(say *tr.Printer, q store.Quarantined) string {
	return say.T("account.quarantine."+string(q.Reason), tr.V{"Who": Who(say, q.Author)})
}

// Who names somebody and says how sure it is that they wrote it.
func Who(say *tr.Printer, a store.Author) string {
	name := a.Name
	if name == "" {
		name = say.T("account.nameless")
	}
	who := say.T("account.trust."+string(a.Trust), tr.V{"Name": name})
	if a.Claimed != "" && a.Claimed != a.Name {
		who = say.T("account.claims", tr.V{"Who": who, "Claimed": a.Claimed})
	}
	return who
}

// register names what the journal keeps of a record beside its fields; "" for a
// field.
func register(say *tr.Printer, field string) string {
	if !journal.IsRegister(field) {
		return ""
	}
	return say.T("account.register." + field)
}
