// Package paper brings sheets of keys to paper: to a printer, or as a PDF to
// where a person says.
//
// Its one job is that the words of a key lie on no disk unless a person put
// them there: what is printed goes to the printing system through a pipe, and
// a PDF is written to the place that was chosen and to no other. Rules: it
// shows nothing, keeps nothing, and starts no program but lp.
package paper

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"

	"guvoh/app/exchange"
	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/model/store"
)

// printer is the command of CUPS, on Linux and macOS; Windows has none that
// takes a PDF.
const printer = "lp"

// CanPrint reports whether this computer has a printing system that takes a
// PDF through a pipe.
func CanPrint() bool {
	_, err := exec.LookPath(printer)
	return err == nil
}

// ErrNotPrinted says that the printing system took nothing.
var ErrNotPrinted = errors.New("the printing system did not take the sheet")

// Print hands a document to the printing system. The name that the printing
// system shows is the program's and says nothing of what it is.
func Print(ctx context.Context, d *doc.Document) error {
	var sheet bytes.Buffer
	if err := write(ctx, &sheet, d); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, printer, "-s", "-t", "Guvoh", "-")
	cmd.Stdin = &sheet
	if err := cmd.Run(); err != nil {
		return errors.Join(ErrNotPrinted, err)
	}
	return nil
}

// Save writes a document of an open file as a PDF, as [exchange.Save] does.
func Save(ctx context.Context, db *store.DB, path string, d *doc.Document) error {
	return exchange.Save(db, path, func(w io.Writer) error { return write(ctx, w, d) })
}

func write(ctx context.Context, w io.Writer, d *doc.Document) error {
	reader := exhibit.New()
	defer reader.Close()
	_, err := pdf.Write(w, d, pdf.Options{Context: ctx, Reader: reader, Producer: export.Program, Missing: pdf.Boxes})
	return err
}
