package keypaper

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/paper"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/sheet"
)

// page is a document that goes to paper.
type page struct {
	d      *desk.Desk
	make   func() (*doc.Document, error)
	folder string // where saving begins; "" is the person's own
}

// print hands the page to the printing system.
func (p page) print(title, said string) {
	p.carryOut(title, said, func(ctx context.Context) error {
		document, err := p.make()
		if err == nil {
			err = paper.Print(ctx, document)
		}
		return err
	})
}

// save asks where the page shall lie as a PDF, and puts it there. saved, which
// may be nil, hears the folder. Every word is given as its key.
func (p page) save(title, text, name, said string, saved func(folder string)) {
	ask{p.d, p.folder}.path(title, text, name, func(path string) {
		p.carryOut("file.exporting", said, func(ctx context.Context) error {
			document, err := p.make()
			if err == nil {
				err = paper.Save(ctx, p.d.DB, path, document)
			}
			return err
		})
		if saved != nil {
			saved(filepath.Dir(path))
		}
	})
}

// carryOut runs work away from the window and says how it ended.
func (p page) carryOut(title, said string, work func(context.Context) error) {
	var err error
	p.d.Host.Busy(desk.Work{
		Title: title, Whole: true,
		Do: func(ctx context.Context, _ func(done, total int)) { err = work(ctx) },
		Done: func() {
			switch {
			case errors.Is(err, paper.ErrNotPrinted):
				ui.Message(p.d.Host.Window().Canvas(), p.d.Words.T("problem.title"), p.d.Words.T("keys.not_printed"))
			case err != nil:
				p.d.Fail(err)
			default:
				p.d.Host.Toast(p.d.Words.T(said), "", nil)
			}
		},
	})
}

// ask asks for a new file.
type ask struct {
	d      *desk.Desk
	folder string
}

// path asks where something shall lie. The name keeps its ending.
func (a ask) path(title, text, name string, chosen func(path string)) {
	w, end := a.d.Words, filepath.Ext(name)
	if a.folder == "" {
		a.folder = desk.Home()
	}
	ui.AskPath(a.d.Host.Window(), ui.PathSpec{
		Title: w.T(title), Text: w.T(text), Yes: w.T("action.save"), Save: true, Path: filepath.Join(a.folder, name),
		Check: func(path string) string { _, problem := desk.NewPath(w, path, end); return problem },
		Then: func(path string) {
			whole, _ := desk.NewPath(w, path, end)
			chosen(whole)
		},
	})
}

// ---- the contact card ----

// SaveCard asks where a contact card shall lie as a PDF, and puts it there.
func SaveCard(d *desk.Desk, in sheet.CardInput) {
	card(d, in).save("card.save", "card.save_why", "contact-card.pdf", "card.saved", nil)
}

// SaveCardText is SaveCard for a card as text.
func SaveCardText(d *desk.Desk, in sheet.CardInput) {
	p := card(d, in)
	ask{d: d}.path("card.save", "card.save_why", "contact-card.txt", func(path string) {
		p.carryOut("file.exporting", "card.saved", func(context.Context) error {
			return exchange.Save(nil, path, func(w io.Writer) error {
				_, err := io.WriteString(w, sheet.CardText(d.Words, in))
				return err
			})
		})
	})
}

// SaveCardCode is SaveCard for the code of a card as a picture.
func SaveCardCode(d *desk.Desk, in sheet.CardInput) {
	p := card(d, in)
	ask{d: d}.path("card.save", "card.save_why", "contact-card.png", func(path string) {
		p.carryOut("file.exporting", "card.saved", func(context.Context) error {
			code, err := sheet.CardCode(in.Card)
			if err != nil {
				return err
			}
			return exchange.Save(nil, path, func(w io.Writer) error {
				_, err := w.Write(code)
				return err
			})
		})
	})
}

// PrintCard prints a contact card.
func PrintCard(d *desk.Desk, in sheet.CardInput) {
	card(d, in).print("card.printing", "recovery.printed")
}

func card(d *desk.Desk, in sheet.CardInput) page {
	return page{d: d, make: func() (*doc.Document, error) { return sheet.Card(d.Words, in) }}
}
