package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"guvoh/app/account"
	"guvoh/app/tr"
	"guvoh/export/pdf"
	"guvoh/export/text"
	"guvoh/model/store"
)

// ErrReportKind says that a report is written as .txt, .json or .pdf, and the
// path ends otherwise.
var ErrReportKind = errors.New("a report is written as .txt, .json or .pdf")

// ReportKind gives the kind of report that a path asks for by its ending: txt,
// json or pdf. It fails with [ErrReportKind].
func ReportKind(path string) (string, error) {
	kind := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	switch kind {
	case "txt", "json", "pdf":
		return kind, nil
	}
	return "", &FileError{path, ErrReportKind}
}

// SaveReport writes the account of a merge at a path, as its ending asks; see
// [Save]. It names people and is plain, so that whoever asks for it must know:
// nothing ever writes one by itself.
func SaveReport(ctx context.Context, db *store.DB, say *tr.Printer, path string, a account.Account) error {
	kind, err := ReportKind(path)
	if err != nil {
		return err
	}
	return Save(db, path, func(w io.Writer) error { return WriteReport(ctx, db, say, w, kind, a) })
}

// WriteReport writes the account of a merge as txt, json or pdf.
func WriteReport(ctx context.Context, db *store.DB, say *tr.Printer, w io.Writer, kind string, a account.Account) error {
	if kind == "json" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(a.JSON(say))
	}
	d, err := a.Document(ctx, db, say)
	if err != nil {
		return err
	}
	if kind == "txt" {
		return text.Write(w, d)
	}
	_, err = pdf.Write(w, d, pdf.Options{Context: ctx, Missing: pdf.Boxes})
	return err
}
