package cli

import (
	"bytes"
	"slices"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/model"
)

// memory is a file on its way to standard output.
type memory struct {
	bytes.Buffer
	begun bool
}

func (m *memory) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader(m.Bytes()).ReadAt(p, off)
}

// of gives the standing findings of a severity.
func of(severity export.Severity, all []export.Finding) []export.Finding {
	return slices.DeleteFunc(export.Standing(all), func(f export.Finding) bool { return f.Severity != severity })
}

// said is findings of which the same is said.
type said struct {
	severity  export.Severity
	what, fix string
	records   []string // the beginnings of their ids
	count     int
}

// mostNamed is how many records are named where the same is said of many.
const mostNamed = 5

// grouped says findings, those that read the same once. Records are named by
// the beginning of their id: "guvoh show" tells more.
func (c *call) grouped(w dossierWish, all []export.Finding) []said {
	var groups []said
	for _, f := range export.Standing(all) {
		say := f.Say(w.order.Profile, c.say)
		i := slices.IndexFunc(groups, func(g said) bool { return g.what == say.What && g.severity == f.Severity })
		if i < 0 {
			i = len(groups)
			groups = append(groups, said{severity: f.Severity, what: say.What, fix: say.Fix})
		}
		g := &groups[i]
		g.count++
		if id := f.Record.String()[:8]; !f.Record.IsZero() && len(g.records) < mostNamed && !slices.Contains(g.records, id) {
			g.records = append(g.records, id)
		}
	}
	for i := range groups {
		g := &groups[i]
		if g.count > 1 {
			g.what = c.say.T("cli.finding.times", tr.V{"Text": g.what, "Count": c.say.Number(g.count)})
		}
		if len(g.records) > 0 {
			records := strings.Join(g.records, ", ")
			if g.count > len(g.records) {
				records += ", …"
			}
			g.what = c.say.T("cli.finding.records", tr.V{"Text": g.what, "Records": records})
		}
	}
	return groups
}

// passOver records why the warnings were passed over.
func (c *call) passOver(w dossierWish, found []export.Finding) error {
	_, err := exchange.PassOver(c.ctx, c.db, w.order.Dossier, found, w.reason)
	return err
}

// recordIssue remembers in the case what was given out.
func (c *call) recordIssue(w dossierWish, r *bundle.Result) ([]model.ID, error) {
	o := w.order
	return exchange.Record(c.ctx, c.db, exchange.Issue{
		Cases: exchange.DossierCases(o, r), Dossier: o.Dossier, Title: r.Title, Profile: o.Profile.ID, Language: o.Words.Lang(),
		Reader: o.Reader(), At: o.At, Withheld: exchange.Withheld(c.say, r.Taken),
		Exhibits: export.ExhibitNumbers(export.Order{Profile: o.Profile, Snapshot: o.Snapshot, Dossier: o.Dossier, Words: o.Words, At: o.At}),
		Result:   r,
	})
}

// made says what was made, and what a reader of it should know.
func (c *call) made(w dossierWish, r *bundle.Result, issues []model.ID) error {
	if c.wantsJSON() {
		return c.json(c.dossierJSON(w, r, issues))
	}
	say := c.print
	if w.out == "-" {
		say = c.note
	}
	for _, f := range r.Files {
		switch name := w.path(f.Name); {
		case f.Sealed:
			say(c.say.T("cli.done.sealed_copy", tr.V{"File": name}))
		case f.Pages > 0:
			say(c.say.N("cli.done.dossier", f.Pages, tr.V{"File": name}))
		default:
			say(c.say.T("cli.done.written", tr.V{"File": name}))
		}
	}
	if len(issues) > 0 {
		say(c.say.T("cli.done.issued", nil))
	}
	for _, g := range c.grouped(w, r.Findings) {
		switch g.severity {
		case export.Warning:
			c.note(c.say.T("cli.finding.warning", tr.V{"What": g.what, "Fix": g.fix}))
		case export.Note:
			c.note(c.say.T("cli.finding.note", tr.V{"What": g.what}))
		}
	}
	if n := len(r.Doubtful); n > 0 {
		c.note(c.say.N("cli.note.doubtful", n))
	}
	return nil
}

// The shapes of the answer in JSON, as docs/commands.md promises them.
type (
	fileJSON struct {
		Name   string `json:"name"`
		Format string `json:"format"`
		First  int    `json:"first"`
		Pages  int    `json:"pages"`
		Size   int64  `json:"size"`
		SHA256 string `json:"sha256"`
		Claim  string `json:"claim"`
		Sealed bool   `json:"sealed"`
	}
	findingJSON struct {
		Code      string `json:"code"`
		Severity  string `json:"severity"`
		Record    any    `json:"record"`
		Kind      string `json:"kind"`
		Field     string `json:"field"`
		Section   string `json:"section"`
		Person    any    `json:"person"`
		Purpose   string `json:"purpose"`
		Country   string `json:"country"`
		Day       string `json:"day"`
		Count     int    `json:"count"`
		Max       int    `json:"max"`
		Detail    string `json:"detail"`
		Exception any    `json:"exception"`
		What      string `json:"what"`
		Why       string `json:"why"`
		Fix       string `json:"fix"`
	}
	withheldJSON struct {
		Record string `json:"record"`
		Kind   string `json:"kind"`
		Field  string `json:"field"`
		Reason string `json:"reason"`
	}
)

var severities = map[export.Severity]string{export.Note: "note", export.Warning: "warning", export.Stop: "stop"}

func (c *call) dossierJSON(w dossierWish, r *bundle.Result, issues []model.ID) map[string]any {
	files, findings, withheld := []fileJSON{}, []findingJSON{}, []withheldJSON{}
	for _, f := range r.Files {
		files = append(files, fileJSON{w.path(f.Name), f.Format, f.First, f.Pages, f.Size, f.SHA256, string(f.Claim), f.Sealed})
	}
	for _, f := range r.Findings {
		say := f.Say(w.order.Profile, c.say)
		findings = append(findings, findingJSON{
			string(f.Code), severities[f.Severity], idOrNull(f.Record), f.Kind, f.Field, f.Section, idOrNull(f.Person),
			f.Purpose, f.Country, f.Day, f.Count, f.Max, f.Detail, idOrNull(f.Exception), say.What, say.Why, say.Fix,
		})
	}
	if r.Taken != nil {
		for _, e := range r.Taken.Withheld {
			withheld = append(withheld, withheldJSON{e.Record.String(), e.Kind, e.Field, string(e.Reason)})
		}
	}
	return map[string]any{
		"profile": w.order.Profile.ID, "language": w.order.Words.Lang(), "files": files, "pages": r.Pages,
		"findings": findings, "hidden": idsJSON(r.Hidden), "withheld": withheld, "issues": idsJSON(issues),
	}
}

func idsJSON(all []model.ID) []string {
	out := []string{}
	for _, id := range all {
		out = append(out, id.String())
	}
	return out
}

func idOrNull(id model.ID) any {
	if id.IsZero() {
		return nil
	}
	return id.String()
}
