package cli

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/profile"
	"guvoh/model"
)

// dossier makes the files of a dossier. What the gate warns of is said and
// hinders nothing, unless the command asks for that; what it stops is not made.
func (c *call) dossier() error {
	wish, err := c.dossierFlags()
	if err != nil {
		return err
	}
	writes := wish.order.Redact || wish.record || wish.reason != ""
	if err := c.open(!writes); err != nil {
		return err
	}
	if err := c.completed(&wish); err != nil {
		return err
	}
	if draft := bundle.Look(wish.order); !writes && len(draft.Hidden) > 0 {
		// whoever is hidden gets a word in their place, which the file has to keep
		if err := c.rewrite(&wish); err != nil {
			return err
		}
	}
	return c.makeDossier(wish)
}

// dossierWish is what the flags of the command ask for.
type dossierWish struct {
	order  bundle.Order
	out    string
	title  string // of the dossier meant
	reason string
	lang   string
	record bool
}

// dossierFlags reads the flags, and finds wrong use before a key is asked for.
func (c *call) dossierFlags() (w dossierWish, err error) {
	if err := c.lacks(); err != nil {
		return w, err
	}
	_, w.order.Redact = c.flags["redact"]
	_, w.order.Parts = c.flags["parts"]
	_, w.record = c.flags["record"]
	w.out, w.title, w.reason, w.lang = c.flags["o"], c.flags["dossier"], c.flags["reason"], c.flags["language"]
	_, w.order.Strict = c.flags["strict"]
	w.order.Strict = w.order.Strict && w.reason == "" // a reason passes over every warning
	w.order.Recipient = c.flags["recipient"]
	w.order.Format = cmp.Or(c.flags["format"], strings.TrimPrefix(strings.ToLower(filepath.Ext(w.out)), "."))
	if _, given := c.flags["format"]; !given && !slices.Contains(profile.Formats, w.order.Format) {
		w.order.Format = "pdf"
	}
	for flag, words := range map[string][]string{
		"format": profile.Formats, "archive": {"2a", "3a", "none"}, "language": c.documentLanguages(),
	} {
		if v, ok := c.flags[flag]; ok && !slices.Contains(words, v) {
			return w, c.misused("cli.use.choice", tr.V{"Flag": dashed(flag), "Value": v, "Choices": strings.Join(words, ", ")})
		}
	}
	if v := c.flags["archive"]; v != "2a" {
		w.order.Archive = bundle.Archive(v)
	}
	for flag, at := range map[string]*int{"volume-pages": &w.order.Volumes.Pages, "volume-mb": &w.order.Volumes.MB} {
		if v, ok := c.flags[flag]; ok {
			if *at, err = strconv.Atoi(v); err != nil || *at < 1 {
				return w, c.misused("cli.use.number", tr.V{"Flag": dashed(flag), "Value": v})
			}
		}
	}
	if c.wantsJSON() && w.out == "-" {
		return w, c.misused("cli.use.one_answer", nil)
	}
	_, sealed := c.flags["seal-passphrase-file"]
	for _, flag := range []string{"seal-passphrase-file", "archive", "parts"} {
		if _, ok := c.flags[flag]; ok && w.order.Format != "pdf" {
			return w, c.misused("cli.use.pdf_only", tr.V{"Flag": dashed(flag)})
		}
	}
	if sealed {
		w.order.Seal, err = c.firstLine(c.flags["seal-passphrase-file"])
	}
	return w, err
}

// path is where one of the files of a dossier lies.
func (w dossierWish) path(name string) string {
	if strings.TrimSuffix(name, filepath.Ext(name)) == w.order.Name {
		return w.out // with the ending that was given
	}
	return filepath.Join(filepath.Dir(w.out), name)
}

func (c *call) documentLanguages() []string {
	var tags []string
	for _, l := range c.say.Documents() {
		tags = append(tags, l.Tag)
	}
	return tags
}

// completed adds to a wish what the file knows: the profile, the case, the
// dossier that was composed.
func (c *call) completed(w *dossierWish) error {
	all, err := c.ownProfiles()
	if err != nil {
		return err
	}
	p := profile.Find(all, c.flags["profile"])
	if p == nil {
		return c.misused("cli.use.profile", tr.V{"Profile": c.flags["profile"]})
	}
	if w.order.Parts && p.PartPages == 0 {
		return c.misused("cli.use.no_parts", tr.V{"Profile": p.ID})
	}
	r, err := c.findCase(c.args[1])
	if err != nil {
		return err
	}
	o := &w.order
	o.Profile, o.At = p, c.deps.Now()
	if o.Snapshot, err = c.db.Snapshot(c.ctx, r.ID); err != nil {
		return err
	}
	composed, err := c.composed(o.Snapshot, p.ID, w.title)
	if err != nil {
		return err
	}
	if o.Dossier = composed.ID; w.reason != "" && o.Dossier.IsZero() {
		return c.misused("cli.use.reason", nil)
	}
	o.Words = c.say.In(c.languageOf(w.lang, composed, p))
	return nil
}

// rewrite opens the file again, to write.
func (c *call) rewrite(w *dossierWish) error {
	if err := c.db.Close(); err != nil {
		return err
	}
	c.db = nil
	if err := c.write(); err != nil {
		return err
	}
	return c.completed(w)
}

// ownProfiles gives the profiles of the program and of the file.
func (c *call) ownProfiles() ([]profile.Profile, error) {
	all, broken, err := exchange.Profiles(c.ctx, c.db)
	for _, id := range broken {
		c.note(c.say.T("cli.note.profile", tr.V{"ID": id.String()}))
	}
	return all, err
}

// composed finds the dossier that is meant: the one with the title or id that
// was given, else the only one of this case for this profile. Without any the
// record alone speaks.
func (c *call) composed(s *model.Snapshot, id, title string) (model.Record, error) {
	var found []model.Record
	for _, d := range s.OfKind("dossier") {
		if title == "" && d.Text("profile") == id || title != "" && (d.Text("title") == title || strings.HasPrefix(d.ID.String(), title) && len(title) >= 8) {
			found = append(found, d)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		var ids []string
		for _, d := range found {
			ids = append(ids, d.ID.String()[:8])
		}
		return model.Record{}, c.failed("cli.fail.many_dossiers", tr.V{"IDs": strings.Join(ids, ", ")})
	case title != "":
		return model.Record{}, c.failed("cli.fail.no_dossier", tr.V{"Title": title})
	}
	return model.Record{}, nil
}

// languageOf chooses the language of the document: as asked, else as the
// dossier says, else the one spoken if the body takes it, else the body's.
func (c *call) languageOf(asked string, composed model.Record, p *profile.Profile) string {
	spoken := c.say.Document()
	if len(p.Languages) > 0 && !slices.Contains(p.Languages, spoken) {
		spoken = p.Languages[0]
	}
	return cmp.Or(asked, composed.Text("language"), spoken)
}

// makeDossier makes the files, and remembers it where that is wanted.
func (c *call) makeDossier(w dossierWish) error {
	reader := exhibit.New()
	defer reader.Close()
	w.order.Exhibits = bundle.NewExhibits(reader)
	result, err := c.files(&w)
	if err != nil {
		return c.unmade(w, err)
	}
	if w.reason != "" {
		if err := c.passOver(w, result.Findings); err != nil {
			return err
		}
	}
	var issues []model.ID
	if w.record || w.order.Redact || result.Taken != nil && len(result.Taken.Tokens) > 0 {
		if issues, err = c.recordIssue(w, result); err != nil {
			return err
		}
	}
	return c.made(w, result, issues)
}

// files makes the files where they belong, or on standard output.
func (c *call) files(w *dossierWish) (result *bundle.Result, err error) {
	if err := exchange.CheckAnnexes(c.ctx, c.db, w.order); err != nil {
		return nil, err
	}
	if w.out == "-" {
		w.order.Name = "dossier"
		var only memory
		result, err = bundle.Make(c.ctx, w.order, func(string) (bundle.Target, error) {
			if only.begun {
				return nil, c.misused("cli.use.one_file", nil)
			}
			only.begun = true
			return &only, nil
		})
		if err == nil {
			_, err = c.out.Write(only.Bytes())
		}
		return result, err
	}
	w.order.Name = strings.TrimSuffix(filepath.Base(w.out), filepath.Ext(w.out))
	err = exchange.SaveSet(c.db, func(s *exchange.Set) (err error) {
		result, err = bundle.Make(c.ctx, w.order, func(name string) (bundle.Target, error) { return s.Create(w.path(name)) })
		return err
	})
	return result, err
}

// unmade says why a dossier was not made: one sentence for each thing that
// stops it.
func (c *call) unmade(w dossierWish, err error) error {
	var refused *bundle.Refused
	var leaked *bundle.Leaked
	var large *pdf.TooLargeError
	var annex *exchange.ErrAnnex
	switch {
	case errors.As(err, &annex) && annex.Unknown:
		return c.failed("issue.annex_unknown", tr.V{"Exhibit": annex.Title})
	case errors.As(err, &annex):
		return c.failed("issue.annex", tr.V{"Exhibit": annex.Title})
	case errors.As(err, &refused):
		return c.refusedDossier(w, refused.Findings)
	case errors.As(err, &leaked):
		return c.leaked(leaked.Hits)
	case errors.Is(err, leak.ErrUnread):
		return c.failed("cli.fail.unsearched", nil)
	case errors.As(err, &large):
		return c.failed("cli.fail.volume", tr.V{"Page": c.say.Number(large.Page)})
	}
	return err
}

// leaked says where something was found that must not leave.
func (c *call) leaked(hits []leak.Hit) error {
	var where []string
	for _, h := range hits {
		if !slices.Contains(where, h.Where) {
			where = append(where, h.Where)
		}
	}
	if len(where) == 1 && where[0] == "file name" { // which whoever gave the command chose
		return c.failed("cli.fail.leaked_name", nil)
	}
	return &failure{Failed, c.say.N("cli.fail.leaked", len(hits), tr.V{"Where": strings.Join(where[:min(len(where), 5)], ", ")})}
}

// refusedDossier says what stops a dossier; where nothing does, what --strict
// takes for it.
func (c *call) refusedDossier(w dossierWish, findings []export.Finding) error {
	key, grave := "cli.fail.dossier_stopped", of(export.Stop, findings)
	if len(grave) == 0 {
		key, grave = "cli.fail.dossier_warned", of(export.Warning, findings)
	}
	if c.wantsJSON() {
		if err := c.json(c.dossierJSON(w, &bundle.Result{Findings: findings}, nil)); err != nil {
			return err
		}
	}
	lines := []string{c.say.T(key, tr.V{"File": w.out})}
	for _, g := range c.grouped(w, grave) {
		lines = append(lines, g.what+" "+g.fix)
	}
	return &failure{Failed, strings.Join(lines, "\n")}
}

// printPDF writes a sheet to a file, or to standard output for "-". A case file
// remembers no part of it: the words of a sheet open nothing before the sheet
// is whole.
func (c *call) printPDF(out string, d *doc.Document) (report pdf.Report, err error) {
	write := func(w io.Writer) (err error) {
		reader := exhibit.New()
		defer reader.Close()
		report, err = pdf.Write(w, d, pdf.Options{Context: c.ctx, Reader: reader, Producer: export.Program, Missing: pdf.Boxes})
		return err
	}
	if out == "-" {
		return report, write(c.out)
	}
	err = exchange.Save(nil, out, write)
	return report, err
}
