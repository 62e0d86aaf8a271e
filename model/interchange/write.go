package interchange

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"guvoh/model"
)

// Format and Version are what a document says of itself.
const (
	Format  = "guvoh-data"
	Version = 1
)

// Source is what a document is written from.
type Source struct {
	Schema *model.Schema
	// Records gives the records of a kind. Deleted ones are left out.
	Records func(kind string) ([]model.Record, error)
	// Open gives the bytes of an attachment. An error that is fs.ErrNotExist
	// says that they are not there: the record of evidence is written without.
	Open func(sha256 string) (io.ReadCloser, error)
	// Elsewhere tells of a record that is not among Records whether it is
	// there all the same, in a case that is not written; nil for never.
	Elsewhere func(model.ID) (bool, error)
}

// Of is the source of one or several cases with all that belongs to them.
func Of(schema *model.Schema, cases ...*model.Snapshot) Source {
	return Source{
		Schema: schema,
		Records: func(kind string) ([]model.Record, error) {
			byID := map[model.ID]model.Record{}
			for _, c := range cases {
				for _, r := range c.OfKind(kind) {
					byID[r.ID] = r
				}
			}
			return slices.Collect(maps.Values(byID)), nil
		},
		Open: func(sha string) (io.ReadCloser, error) { return cases[0].Open(sha) },
	}
}

// Summary says what was written.
type Summary struct {
	Records, Attachments int
	Missing              []string // SHA-256 of bytes that evidence names and that are not there
}

// Write writes the document: the users' own words and fields first, so that
// they are known when the rest is read, then every kind in its order, the
// records of a kind by id, and then the attachments that evidence names, by
// SHA-256. The same records give the same bytes. It fails when the bytes of an
// attachment are no longer those that were received.
func Write(ctx context.Context, w io.Writer, s Source) (Summary, error) {
	d := &writer{
		ctx: ctx, w: bufio.NewWriterSize(w, 64<<10), s: s,
		present: map[model.ID]bool{}, elsewhere: map[model.ID]bool{}, evidence: map[string]bool{},
	}
	for _, k := range s.Schema.Kinds() {
		if err := d.count(k); err != nil {
			return d.sum, err
		}
	}
	d.printf("{\n  \"format\": %s,\n  \"version\": %d,\n  \"records\": [", text(Format), Version)
	for _, k := range order(s.Schema) {
		if err := d.records(k); err != nil {
			return d.sum, err
		}
	}
	d.printf("%s],\n", d.newline(d.sum.Records))
	if len(d.elsewhere) > 0 {
		ids := slices.SortedFunc(maps.Keys(d.elsewhere), byID)
		d.printf("  \"elsewhere\": %s,\n", model.RefsValue(ids...))
	}
	d.printf("  \"attachments\": [")
	for _, sha := range slices.Sorted(maps.Keys(d.evidence)) {
		if err := d.attachment(sha); err != nil {
			return d.sum, fmt.Errorf("attachment %s: %w", sha, err)
		}
	}
	d.printf("%s]\n}\n", d.newline(d.sum.Attachments))
	return d.sum, d.w.Flush()
}

// order gives the kinds in their order, the users' own words and fields first.
func order(s *model.Schema) []*model.Kind {
	var own, rest []*model.Kind
	for _, k := range s.Kinds() {
		if isOwn(k.Name) {
			own = append(own, k)
		} else {
			rest = append(rest, k)
		}
	}
	return append(own, rest...)
}

// isOwn tells the kinds whose records add words and fields to the schema.
func isOwn(kind string) bool { return kind == "term" || kind == "field" }

type writer struct {
	ctx context.Context
	w   *bufio.Writer
	s   Source
	sum Summary

	present   map[model.ID]bool // the records that are written
	elsewhere map[model.ID]bool // those that are not, though links to them are
	evidence  map[string]bool   // the SHA-256 of every attachment to write
}

// printf writes to the buffer, which keeps the first failure for Flush.
func (d *writer) printf(format string, args ...any) { fmt.Fprintf(d.w, format, args...) }

func (d *writer) newline(n int) string {
	if n == 0 {
		return ""
	}
	return "\n  "
}

// count learns which records there will be: a link to one that is not written
// would lead nowhere.
func (d *writer) count(k *model.Kind) error {
	rs, err := d.s.Records(k.Name)
	for _, r := range rs {
		if !r.Deleted {
			d.present[r.ID] = true
		}
	}
	return err
}

func byID(a, b model.ID) int { return bytes.Compare(a[:], b[:]) }

func (d *writer) records(k *model.Kind) error {
	rs, err := d.s.Records(k.Name)
	if err != nil {
		return err
	}
	slices.SortFunc(rs, func(a, b model.Record) int { return byID(a.ID, b.ID) })
	for _, r := range rs {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		if r.Deleted {
			continue
		}
		if err := d.record(k, r); err != nil {
			return err
		}
	}
	return nil
}

func (d *writer) record(k *model.Kind, r model.Record) error {
	comma := ","
	if d.sum.Records == 0 {
		comma = ""
	}
	d.printf("%s\n    {\n      \"id\": %s,\n      \"kind\": %s,\n      \"fields\": {", comma, text(r.ID.String()), text(r.Kind))
	comma = ""
	for _, f := range k.Fields {
		v, err := d.links(f, r.Get(f.Name))
		if err != nil {
			return err
		}
		if v == "" {
			continue
		}
		d.printf("%s\n        %s: %s", comma, text(f.Name), v)
		comma = ","
	}
	if comma != "" {
		d.printf("\n      ")
	}
	d.printf("}\n    }")
	d.sum.Records++
	if sha := r.Text("sha256"); r.Kind == "evidence" && sha != "" {
		d.evidence[sha] = true
	}
	return nil
}

// links gives a value as it is written: without links to records that were
// deleted. A link to a record of a case that is not written stays, and the
// record is named among those that are elsewhere.
func (d *writer) links(f model.Field, v model.Value) (model.Value, error) {
	if f.Type != model.Ref && f.Type != model.Refs {
		return v, nil
	}
	ids := v.Refs()
	kept, err := keep(ids, d.leadsSomewhere)
	if err != nil || len(kept) == len(ids) {
		return v, err
	}
	return linksValue(f, kept), nil
}

func (d *writer) leadsSomewhere(id model.ID) (bool, error) {
	if d.present[id] || d.elsewhere[id] || d.s.Elsewhere == nil {
		return d.present[id] || d.elsewhere[id], nil
	}
	there, err := d.s.Elsewhere(id)
	if there {
		d.elsewhere[id] = true
	}
	return there, err
}

// keep gives the ids for which ok holds.
func keep(ids []model.ID, ok func(model.ID) (bool, error)) ([]model.ID, error) {
	var kept []model.ID
	for _, id := range ids {
		yes, err := ok(id)
		if err != nil {
			return nil, err
		}
		if yes {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

// linksValue gives links as the value of a field.
func linksValue(f model.Field, ids []model.ID) model.Value {
	if f.Type == model.Refs {
		return model.RefsValue(ids...)
	}
	if len(ids) == 0 {
		return ""
	}
	return model.RefValue(ids[0])
}

// attachment writes the bytes of one. They are read twice: first to know that
// they are whole, since a document with other bytes would be refused later,
// perhaps on another continent.
func (d *writer) attachment(sha string) error {
	sum := sha256.New()
	size, err := d.copy(sum, sha)
	if errors.Is(err, fs.ErrNotExist) {
		d.sum.Missing = append(d.sum.Missing, sha)
		return nil
	}
	if err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != sha {
		return ErrChanged
	}
	comma := ","
	if d.sum.Attachments == 0 {
		comma = ""
	}
	d.printf("%s\n    {\n      \"sha256\": %s,\n      \"size\": %d,\n      \"data\": \"", comma, text(sha), size)
	enc := base64.NewEncoder(base64.StdEncoding, d.w)
	if _, err := d.copy(enc, sha); err != nil {
		return err
	}
	if err := enc.Close(); err != nil {
		return err
	}
	d.printf("\"\n    }")
	d.sum.Attachments++
	return nil
}

func (d *writer) copy(w io.Writer, sha string) (int64, error) {
	r, err := d.s.Open(sha)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.Copy(w, cancelled{d.ctx, r})
}

// cancelled stops a long reading when nobody waits for it any more.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func text(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(b)
}
