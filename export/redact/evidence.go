package redact

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"guvoh/export/exhibit"
	"guvoh/export/leak"
	"guvoh/export/pdfview"
	"guvoh/model"
)

// maxBytes is the largest file of evidence that is looked into; a larger one is
// withheld.
const maxBytes = pdfview.MaxBytes

// evidence puts into a record of evidence what may be seen of its file: a copy
// without the secrets, the file itself, or nothing.
func (r *redactor) evidence(x model.Record, y *model.Record) error {
	sum := x.Text("sha256")
	if sum == "" {
		return nil
	}
	made, why, err := r.file(x, sum)
	switch {
	case err != nil:
		return err
	case why == "":
		r.kept[sum] = true
		return nil
	case made == nil:
		for _, f := range []string{"sha256", "size", "media_type", "file_name"} {
			y.Set(f, "")
		}
	default:
		digest := sha256.Sum256(made.Bytes)
		fresh := hex.EncodeToString(digest[:])
		r.files[fresh] = made.Bytes
		y.Set("sha256", model.TextValue(fresh))
		y.Set("size", model.IntValue(int64(len(made.Bytes))))
		y.Set("media_type", model.TextValue(made.MediaType))
		y.Set("file_name", "")
	}
	r.withhold(x, "sha256", why)
	return nil
}

// file decides about the file of a piece of evidence. Without a reason it is let
// through as it is; without a copy it is withheld.
func (r *redactor) file(x model.Record, sum string) (made *Copy, why Reason, err error) {
	if isRecording(x) && (r.plan.Outside || r.shows(x)) {
		return nil, Recording, nil
	}
	if r.plan.Outside && !r.plan.Looked[sum] {
		return nil, NotLooked, nil
	}
	b, err := r.read(sum)
	if err != nil || len(b) > maxBytes {
		return nil, NotDrawn, r.ctx.Err()
	}
	if r.plan.Outside {
		return r.outside(x, sum, b)
	}
	return r.inside(x, b)
}

// isRecording tells whether evidence is sound or a film.
func isRecording(x model.Record) bool {
	media := x.Text("media_type")
	return slices.Contains([]string{"audio", "video"}, x.Text("kind")) || strings.HasPrefix(media, "audio/") || strings.HasPrefix(media, "video/")
}

// shows tells whether evidence is of somebody hidden.
func (r *redactor) shows(x model.Record) bool {
	return slices.ContainsFunc(x.Refs("persons"), func(id model.ID) bool { return r.isHidden(id) && !r.pictured(id) }) || r.portraitOf(x.ID)
}

// portraitOf tells whether evidence is the picture of somebody hidden, or of a
// mark on their body.
func (r *redactor) portraitOf(evidence model.ID) bool {
	of := func(kind, field string) bool {
		return slices.ContainsFunc(r.s.Linked(kind, field, evidence), func(y model.Record) bool {
			id := subjectOf(y)
			return r.isHidden(id) && !r.pictured(id)
		})
	}
	return of("person", "portrait") || of("injury", "photo")
}

// comesOf tells whether evidence is a paper of somebody hidden: what they are
// known by, what they said or signed, or a translation of it.
func (r *redactor) comesOf(x model.Record) bool {
	of := func(kind, link, whose string) bool {
		return slices.ContainsFunc(r.s.Linked(kind, link, x.ID), func(y model.Record) bool { return r.isHidden(y.Ref(whose)) })
	}
	told := func(source model.Record) bool {
		interview, _ := r.s.Get(source.Ref("interview"))
		return r.isHidden(interview.Ref("interviewee"))
	}
	for seen := map[model.ID]bool{}; !seen[x.ID]; {
		seen[x.ID] = true
		if of("identity_document", "evidence", "person") || of("consent", "evidence", "person") || of("interview", "recording", "interviewee") ||
			of("source", "evidence", "who") || slices.ContainsFunc(r.s.Linked("source", "evidence", x.ID), told) || r.shows(x) {
			return true
		}
		original, ok := r.s.Get(x.Ref("translation_of"))
		if !ok {
			return false
		}
		x = original
	}
	return false
}

func (r *redactor) read(sum string) ([]byte, error) {
	if r.s.Open == nil {
		return nil, errNone
	}
	f, err := r.s.Open(sum)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBytes+1))
}

var errNone = errors.New("no bytes of the evidence")

// outside makes the copy that readers outside see of a file that a person has
// looked through: of words, words; of anything else, a picture.
func (r *redactor) outside(x model.Record, sum string, b []byte) (*Copy, Reason, error) {
	bars := r.plan.Paint[sum]
	if isPlainText(b) {
		text, _ := r.clean(spot{x, "sha256"}, string(b))
		return &Copy{Bytes: []byte(text), MediaType: "text/plain"}, TextRewritten, nil
	}
	if isPDF(b) {
		named, err := r.namedInPDF(b)
		switch {
		case err != nil:
			return nil, NotDrawn, r.ctx.Err()
		case named:
			return nil, SecretInside, nil
		}
	} else if r.shows(x) && len(bars) == 0 {
		return nil, PictureOf, nil
	}
	made, err := Paint(r.ctx, r.plan.Reader, exhibit.File{
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }, Size: int64(len(b)),
	}, bars)
	if err != nil {
		return nil, NotDrawn, r.ctx.Err()
	}
	return made, Painted, nil
}

// inside decides about a file for readers who may know all but the hidden. It
// is let through unless it shows or names one of them.
func (r *redactor) inside(x model.Record, b []byte) (*Copy, Reason, error) {
	if r.shows(x) {
		return nil, PictureOf, nil
	}
	hits, err := r.search.Search(r.ctx, "", b)
	switch {
	case r.ctx.Err() != nil:
		return nil, "", r.ctx.Err()
	case err != nil:
		return nil, NotDrawn, nil
	case leak.Refuses(hits):
		return nil, SecretInside, nil
	case !isPlainText(b) && r.comesOf(x): // a signature, a face, a page by hand are no words
		return nil, PictureOf, nil
	}
	if !isPlainText(b) && !isPDF(b) { // the words in a picture cannot be searched
		r.warn(Warning{Code: NotRead, Record: x.ID, Kind: x.Kind, Field: "sha256"})
	}
	return nil, "", nil
}

// namedInPDF tells whether the text of a PDF holds a secret.
func (r *redactor) namedInPDF(b []byte) (bool, error) {
	d, err := pdfview.Open(r.ctx, b)
	if err != nil {
		return false, err
	}
	defer d.Close()
	for n := range d.Pages() {
		if err := r.ctx.Err(); err != nil {
			return false, err
		}
		text, err := d.Text(n)
		if err != nil {
			return false, err
		}
		if leak.Refuses(r.search.Text(fmt.Sprintf("page %d", n+1), text)) {
			return true, nil
		}
	}
	return false, nil
}

func isPDF(b []byte) bool { return bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) }

// isPlainText tells whether bytes are words and no markup, mail or code.
func isPlainText(b []byte) bool {
	if isPDF(b) || !utf8.Valid(b) || bytes.HasPrefix(bytes.TrimSpace(b), []byte("<")) || bytes.HasPrefix(b, []byte("{\\rtf")) {
		return false
	}
	return bytes.IndexFunc(b, func(c rune) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' }) < 0
}
