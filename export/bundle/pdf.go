package bundle

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/gate"
	"guvoh/export/pdf"
	"guvoh/model"
)

// printPDF prints the document as a PDF, in volumes or parts.
func (m *making) printPDF() error {
	create := func(volume, of int) (io.WriteCloser, error) { return m.begin(volume, of) }
	report, err := pdf.WriteVolumes(create, m.d.Document, m.options(), m.limit())
	if err != nil {
		return m.refused(err)
	}
	m.pages = report.Pages
	for i, v := range report.Volumes {
		f := m.made[i]
		f.First, f.Pages, f.Claim, f.Because = v.First, v.Pages, v.Claim, v.Because
	}
	m.d.measure(report, m.files())
	return nil
}

func (m *making) options() pdf.Options {
	opt := m.d.options()
	opt.Context = m.ctx
	opt.Progress = func(done, total int) { m.o.step(StepPrint, done, total) }
	return opt
}

// options are how a draft is printed. What stays in the house is printed with
// boxes where no face has a character: better that than nothing.
func (d *Draft) options() pdf.Options {
	opt := pdf.Options{
		Producer: export.Program, Neutral: d.Taken != nil, NoClaim: d.order.Archive == ArchiveNone,
		Attachments: d.attachments(),
	}
	if d.order.Exhibits != nil {
		opt.Reader = d.order.Exhibits.reader
	}
	if d.order.Exhibits != nil {
		opt.Reader = d.order.Exhibits.reader
	}
	if d.order.internal() {
		opt.Missing = pdf.Boxes
	}
	return opt
}

// limit says where the file is cut.
func (m *making) limit() pdf.Limit {
	if m.o.Parts && m.o.Profile.PartPages > 0 {
		return pdf.Limit{Pages: m.o.Profile.PartPages, Parts: true}
	}
	v := m.o.volumes()
	return pdf.Limit{Pages: v.Pages, Bytes: int64(v.MB) * 1e6}
}

// measure asks the gate again, now that the pages are counted.
func (d *Draft) measure(report pdf.Report, files []File) {
	for _, f := range report.Damaged {
		d.know(export.BadPicture, f.SHA256)
	}
	for _, e := range report.Undrawn {
		d.know(export.Undrawable, e.SHA256)
	}
	if len(report.Missing) > 0 {
		found := export.Of(export.NoLetter, "")
		found.Detail = named(report.Missing)
		if d.order.internal() {
			found.Severity = export.Warning
		}
		d.built = append(d.built, found)
	}
	if n := len(files); n > 1 {
		found := export.Of(export.ManyVolumes, "")
		found.Count = n
		d.built = append(d.built, found)
	}
	for _, f := range files {
		if f.Claim == pdf.Plain && d.order.Archive != ArchiveNone && !f.Sealed {
			found := export.Of(export.ClaimsNothing, "")
			found.Detail = f.Name
			d.built = append(d.built, found)
		}
	}
	d.ask(measured(d.Document, report))
}

// named gives characters by their numbers in Unicode.
func named(runes []rune) string {
	var codes []string
	for _, r := range runes {
		codes = append(codes, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(codes, " ")
}

// know adds a finding about the evidence with that digest.
func (d *Draft) know(code export.Code, sha string) {
	f := export.Of(code, "")
	for _, e := range d.order.Snapshot.OfKind("evidence") {
		if sha != "" && e.Text("sha256") == sha {
			f = export.About(code, e, "")
		}
	}
	d.built = append(d.built, f)
}

// measured tells the gate what printing told.
func measured(d *doc.Document, report pdf.Report) *gate.Measured {
	m := &gate.Measured{Pages: report.Pages, Starts: report.Starts}
	from := 0 // page on which the exhibit starts that is being passed; zero outside of all
	upTo := func(page int) {
		for ; from > 0 && from < page; from++ {
			m.Exhibits = append(m.Exhibits, from)
		}
	}
	d.Walk(func(b doc.Block, _ int) {
		anchor, exhibit := "", false
		switch b := b.(type) {
		case *doc.Section:
			anchor = b.Anchor
		case *doc.Exhibit:
			anchor, exhibit = b.Anchor, true
		}
		page := report.Starts[anchor]
		if page == 0 {
			return
		}
		upTo(page)
		from = 0
		if exhibit {
			from = page
		}
	})
	upTo(report.Pages + 1)
	return m
}

// refused turns characters that no face has into findings: nothing is printed
// with holes in it.
func (m *making) refused(err error) error {
	var missing *pdf.MissingError
	if !errors.As(err, &missing) {
		return err
	}
	for _, place := range missing.Places {
		found := export.Of(export.NoLetter, "")
		if id, err := model.ParseID(strings.TrimPrefix(place.Anchor, "r-")); err == nil {
			if r, ok := m.o.Snapshot.Get(id); ok {
				found = export.About(export.NoLetter, r, "")
			}
		}
		found.Detail = named(place.Runes)
		m.d.Findings = append(m.d.Findings, found)
	}
	return &Refused{m.d.Findings}
}

// attachments are the exhibits that are not printed as they are, as they were
// received. A dossier from which something was taken out carries none.
func (d *Draft) attachments() []pdf.Attachment {
	o := d.order
	if o.Archive != Archive3 || d.Taken != nil {
		return nil
	}
	var all []pdf.Attachment
	for _, e := range o.exhibits(o.Snapshot) {
		sha := e.Text("sha256")
		info, seen := d.files[sha]
		if !seen || info.Kind == exhibit.PDF && info.Printable() {
			continue
		}
		all = append(all, pdf.Attachment{
			Name: e.Text("file_name"), MediaType: info.MediaType, Relationship: pdf.Supplement, SHA256: sha,
			Open: fileOf(o.Snapshot, e).Open,
		})
	}
	return all
}
