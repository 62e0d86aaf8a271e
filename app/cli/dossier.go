package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/profile"
)

func (c *call) profiles() error {
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		return err
	}
	if !c.wantsJSON() {
		var cells [][]string
		for _, p := range all {
			cells = append(cells, []string{p.ID, p.TitleIn(c.say.Lang()), p.Page.Size, p.RuleVersion, p.AsOf})
		}
		c.table(c.headings("id", "title", "page", "rule_version", "as_of"), cells)
		return nil
	}
	type form struct {
		ID          string `json:"id"`
		Title       string `json:"title"`
		About       string `json:"about"`
		Page        string `json:"page"`
		RuleVersion string `json:"rule_version"`
		AsOf        string `json:"as_of"`
	}
	out := make([]form, len(all))
	for i, p := range all {
		out[i] = form{p.ID, p.TitleIn(c.say.Lang()), p.AboutIn(c.say.Lang()), p.Page.Size, p.RuleVersion, p.AsOf}
	}
	return c.json(map[string]any{"profiles": out})
}

// dossier prints a case as a PDF, by the profile asked for.
func (c *call) dossier() error {
	if _, ok := c.flags["redact"]; ok {
		return c.misused("cli.use.redact", nil)
	}
	out := c.flags["o"]
	if err := c.lacks(); err != nil {
		return err
	}
	all, err := profile.Load(assets.Profiles)
	if err != nil {
		return err
	}
	p := profile.Find(all, c.flags["profile"])
	if p == nil {
		return c.misused("cli.use.profile", tr.V{"Profile": c.flags["profile"]})
	}
	if err := c.look(); err != nil {
		return err
	}
	r, err := c.findCase(c.args[1])
	if err != nil {
		return err
	}
	snap, err := c.db.Snapshot(c.ctx, r.ID)
	if err != nil {
		return err
	}
	document, findings := export.Build(export.Order{Profile: p, Snapshot: snap, Words: c.say, At: c.deps.Now()})
	report, err := c.printPDF(out, document)
	if err != nil {
		return err
	}
	return c.printed(out, report, findings)
}

// printPDF writes a document to a file, or to standard output for "-". A case
// file remembers no part of it: that of a dossier is open to look only, and the
// words of a sheet open nothing before the sheet is whole.
func (c *call) printPDF(out string, d *doc.Document) (report pdf.Report, err error) {
	write := func(w io.Writer) (err error) {
		report, err = pdf.Write(w, d, pdf.Options{Context: c.ctx, Producer: export.Program})
		return err
	}
	if out == "-" {
		return report, write(c.out)
	}
	err = exchange.Save(nil, out, write)
	return report, err
}

// printed says what a reader of the document should know.
func (c *call) printed(out string, report pdf.Report, findings []export.Finding) error {
	say := c.print
	if out == "-" {
		say = c.note
	}
	say(c.say.N("cli.done.dossier", report.Pages, tr.V{"File": out}))
	if len(report.Missing) > 0 {
		var codes []string
		for _, r := range report.Missing {
			codes = append(codes, fmt.Sprintf("U+%04X", r))
		}
		say(c.say.T("cli.note.letters", tr.V{"Letters": join(codes, func(s string) string { return s })}))
	}
	if n := len(report.Damaged); n > 0 {
		say(c.say.N("cli.note.pictures", n))
	}
	counts := map[export.Code]int{}
	for _, f := range findings {
		counts[f.Code]++
	}
	for _, code := range sorted(counts) {
		say(c.say.N("cli.note."+string(code), counts[code]))
	}
	return nil
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
