package interchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"guvoh/model"
)

// File is a document that was read and found good.
type File struct {
	// Records are in the order of the document. They name the fields that the
	// document names and no others; no value empties a field.
	Records     []model.Record
	Attachments []Attachment
	elsewhere   map[model.ID]bool // records that links name and that the document leaves out
	schema      *model.Schema
	src         io.ReaderAt
}

// Attachment is the bytes of one piece of evidence.
type Attachment struct {
	SHA256 string // 64 hexadecimal digits, lower case
	Size   int64
	from   int64 // where their base64 begins in the document
}

// Open gives the bytes of an attachment. They are read from the document, which
// must still be open; whether it is still the same shows in their SHA-256.
func (f *File) Open(a Attachment) io.Reader {
	s := newScanner(io.NewSectionReader(f.src, a.from, 1<<62))
	return base64.NewDecoder(base64.StdEncoding.Strict(), &quoted{s: s})
}

// Read reads a document of size bytes. schema holds the words and fields that
// the file it is meant for knows; those that the document brings are added.
//
// It fails with [ErrNotData], [ErrNewer], a [*SyntaxError], an [*Invalid] that
// names everything that is wrong, or what reading failed with. Nothing but a
// document without any fault is read.
func Read(ctx context.Context, src io.ReaderAt, size int64, schema *model.Schema) (*File, error) {
	r := &reader{
		ctx: ctx, scanner: newScanner(io.NewSectionReader(src, 0, size)),
		ids: map[model.ID]bool{}, elsewhere: map[model.ID]bool{}, sums: map[string]int64{},
	}
	err := r.document()
	for _, err := range []error{ctx.Err(), r.err, err} {
		if err != nil {
			return nil, err
		}
	}
	records := r.values(schema)
	if err := r.verdict(); err != nil {
		return nil, err
	}
	return &File{Records: records, Attachments: r.attachments, elsewhere: r.elsewhere, schema: schema, src: src}, nil
}

type reader struct {
	*scanner
	ctx         context.Context
	format      string
	version     int64
	raws        []raw
	ids         map[model.ID]bool
	elsewhere   map[model.ID]bool
	attachments []Attachment
	sums        map[string]int64 // the size of every attachment
	form        Invalid          // found while the document was taken apart
	content     Invalid          // found in the values of its records
}

// raw is a record whose values have not been read yet.
type raw struct {
	Problem // where it stands; its fault is not used
	id      model.ID
	kind    string // as the document has it, to be looked up and not said
	fields  []member
}

type member struct {
	name  string
	value []byte
}

// document takes the whole apart. Faults of its form are gathered, so that
// one reading shows them all; only what is no JSON stops it.
func (r *reader) document() error {
	if mark, err := r.r.Peek(3); err == nil && string(mark) == "\xEF\xBB\xBF" {
		_, _ = r.r.Discard(3) // a byte order mark, as some systems put before any text
		r.off += 3
	}
	if c, err := r.peek(); err != nil || c != '{' {
		return ErrNotData
	}
	top := Problem{Part: PartDocument}
	seen := map[string]bool{}
	err := r.items('{', func(key string) error {
		r.once(top, seen, key)
		switch key {
		case "format":
			return r.into(&r.format)
		case "version":
			return r.into(&r.version)
		case "records":
			return r.array(key, PartRecord, r.record)
		case "attachments":
			return r.array(key, PartAttachment, r.attachment)
		case "elsewhere":
			return r.others(top)
		}
		r.form.add(top.at(UnknownKey, name(key)))
		return r.skip()
	})
	if err == nil {
		err = r.end()
	}
	if err == nil && !seen["records"] {
		r.form.add(top.at(Lacking, "records"))
	}
	if r.format != Format && (err == nil || !seen["format"]) {
		return ErrNotData
	}
	return err
}

// verdict says what is wrong with the document, the gravest alone.
func (r *reader) verdict() error {
	if r.version < 1 {
		return ErrNotData
	}
	if r.version > Version {
		return ErrNewer
	}
	all := &Invalid{}
	problems := append(r.form.Problems, r.content.Problems...)
	place := map[string]int{PartDocument: 0, PartRecord: 1, PartAttachment: 2}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if d := place[a.Part] - place[b.Part]; d != 0 {
			return d
		}
		return a.Number - b.Number
	})
	for _, p := range problems {
		all.add(p)
	}
	all.More += r.form.More + r.content.More
	if len(all.Problems) > 0 {
		return all
	}
	return nil
}

// at gives the same place with a fault.
func (p Problem) at(f Fault, field string) Problem {
	p.Fault, p.Field = f, field
	return p
}

// once reports a key that stands twice.
func (r *reader) once(p Problem, seen map[string]bool, key string) {
	if seen[key] {
		r.form.add(p.at(Repeated, name(key)))
	}
	seen[key] = true
}

// into reads a value of JSON; one of another form leaves the target as it is.
func (r *reader) into(target any) error {
	v, err := r.value()
	if err == nil {
		_ = json.Unmarshal(v, target) // the empty target tells
	}
	return err
}

func (r *reader) skip() error {
	_, err := r.value()
	return err
}

func (r *reader) array(key, part string, item func(Problem) error) error {
	if c, err := r.peek(); err != nil || c != '[' {
		r.form.add(Problem{Part: PartDocument, Fault: NotArray, Field: key})
		return errors.Join(err, r.skip())
	}
	number := 0
	return r.items('[', func(string) error {
		number++
		if err := r.ctx.Err(); err != nil {
			return err
		}
		p := Problem{Part: part, Number: number}
		if c, err := r.peek(); err != nil || c != '{' {
			r.form.add(p.at(NotObject, ""))
			return errors.Join(err, r.skip())
		}
		return item(p)
	})
}

// others takes the ids of records that links name and that are not here.
func (r *reader) others(p Problem) error {
	raw, err := r.value()
	if err != nil {
		return err
	}
	var ids []model.ID
	if json.Unmarshal(raw, &ids) != nil || ids == nil {
		p.Want = string(model.Refs)
		r.form.add(p.at(BadShape, "elsewhere"))
	}
	for _, id := range ids {
		r.elsewhere[id] = true
	}
	return nil
}

func (r *reader) record(p Problem) error {
	x := raw{Problem: p}
	var id, kind string
	var late []Problem // said once the record's id and kind are known
	seen := map[string]bool{}
	err := r.items('{', func(key string) error {
		if seen[key] {
			late = append(late, p.at(Repeated, name(key)))
		}
		seen[key] = true
		switch key {
		case "id":
			return r.into(&id)
		case "kind":
			return r.into(&kind)
		case "fields":
			var err error
			x.fields, late, err = r.fields(late)
			return err
		}
		late = append(late, p.at(UnknownKey, name(key)))
		return r.skip()
	})
	if err != nil {
		return err
	}
	x.Kind = name(kind)
	for _, key := range []string{"id", "kind"} {
		if !seen[key] {
			late = append(late, p.at(Lacking, key))
		}
	}
	if x.id, err = model.ParseID(id); err == nil && !x.id.IsZero() {
		x.ID = x.id.String()
		if r.ids[x.id] {
			late = append(late, p.at(Twice, ""))
		}
		r.ids[x.id] = true
	} else if seen["id"] {
		late = append(late, p.at(BadID, ""))
	}
	for _, l := range late {
		l.Part, l.Number, l.ID, l.Kind = p.Part, p.Number, x.ID, x.Kind
		r.form.add(l)
	}
	if !seen["kind"] {
		return nil
	}
	x.kind = kind
	r.raws = append(r.raws, x)
	return nil
}

func (r *reader) fields(late []Problem) ([]member, []Problem, error) {
	if c, err := r.peek(); err != nil || c != '{' {
		return nil, append(late, Problem{Fault: NotObject, Field: "fields"}), errors.Join(err, r.skip())
	}
	var fields []member
	seen := map[string]bool{}
	err := r.items('{', func(key string) error {
		if seen[key] {
			late = append(late, Problem{Fault: Repeated, Field: name(key)})
		}
		seen[key] = true
		v, err := r.value()
		fields = append(fields, member{key, v})
		return err
	})
	return fields, late, err
}

// attachment takes one attachment, its bytes piece by piece.
func (r *reader) attachment(p Problem) error {
	x := parcel{size: -1}
	seen := map[string]bool{}
	err := r.items('{', func(key string) error {
		r.once(p, seen, key)
		switch key {
		case "sha256":
			return r.into(&x.SHA256)
		case "size":
			return r.into(&x.size)
		case "data":
			return r.data(&x)
		}
		r.form.add(p.at(UnknownKey, name(key)))
		return r.skip()
	})
	if err != nil {
		return err
	}
	if isSHA256(x.SHA256) {
		p.ID = x.SHA256
	}
	whole := true
	for _, key := range []string{"sha256", "size", "data"} {
		if !seen[key] {
			r.form.add(p.at(Lacking, key))
			whole = false
		}
	}
	if whole {
		r.weigh(p, x)
	}
	return nil
}

// parcel is an attachment, what it says of itself and what it really is.
type parcel struct {
	Attachment
	size int64 // as it says; less than zero when that is no number
	sum  string
	bad  bool // its base64 is none
}

// weigh holds what an attachment says of itself against its bytes.
func (r *reader) weigh(p Problem, x parcel) {
	_, twice := r.sums[x.SHA256]
	switch {
	case p.ID == "":
		p.Want = FormSHA256
		r.form.add(p.at(BadShape, "sha256"))
	case x.size < 0:
		p.Want = FormSize
		r.form.add(p.at(BadShape, "size"))
	case x.bad:
		r.form.add(p.at(BadBase64, "data"))
	case x.Size == 0:
		r.form.add(p.at(Empty, "data"))
	case x.size != x.Size:
		r.form.add(p.at(BadSize, "size"))
	case x.sum != x.SHA256:
		r.form.add(p.at(BadHash, "sha256"))
	case twice:
		r.form.add(p.at(Twice, ""))
	}
	r.sums[x.SHA256] = x.Size
	r.attachments = append(r.attachments, x.Attachment)
}

// data reads the bytes of an attachment without keeping them.
func (r *reader) data(x *parcel) error {
	q, ok, err := r.text()
	if err != nil {
		return err
	}
	if !ok {
		x.bad = true
		return r.skip()
	}
	x.from = r.off
	h := sha256.New()
	x.Size, err = io.Copy(h, cancelled{r.ctx, base64.NewDecoder(base64.StdEncoding.Strict(), q)})
	var syntax *SyntaxError
	if errors.As(err, &syntax) || r.err != nil || r.ctx.Err() != nil {
		return err
	}
	x.sum, x.bad = hex.EncodeToString(h.Sum(nil)), err != nil
	return q.close()
}

func isSHA256(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// values reads the values of all records, those that bring words and fields
// of the users' own first.
func (r *reader) values(schema *model.Schema) []model.Record {
	records := make([]model.Record, len(r.raws))
	var own []model.Record
	var faults [2]Invalid
	for i, x := range r.raws {
		if isOwn(x.kind) {
			records[i] = x.read(schema, r.sums, &faults[0])
			own = append(own, records[i])
		}
	}
	schema = schema.With(own)
	for i, x := range r.raws {
		if !isOwn(x.kind) {
			records[i] = x.read(schema, r.sums, &faults[1])
		}
	}
	for _, f := range faults {
		r.content.Problems = append(r.content.Problems, f.Problems...)
		r.content.More += f.More
	}
	return records
}

func (x raw) read(schema *model.Schema, sums map[string]int64, faults *Invalid) model.Record {
	rec := model.Record{ID: x.id, Kind: x.kind, Values: map[string]model.Value{}}
	k := schema.Kind(x.kind)
	if k == nil {
		faults.add(x.at(UnknownKind, ""))
		return rec
	}
	for _, m := range x.fields {
		f, ok := k.Field(m.name)
		if !ok {
			faults.add(x.at(UnknownField, name(m.name)))
			continue
		}
		v, err := model.CanonValue(f, m.value)
		if err != nil {
			faults.add(x.refused(f, m.value, err))
			continue
		}
		rec.Values[f.Name] = v
		x.inspect(schema, f, v, sums, rec, faults)
	}
	return rec
}

// refused says why a value could not be read.
func (p Problem) refused(f model.Field, value []byte, err error) Problem {
	p = p.at(BadShape, f.Name)
	if errors.As(err, &p.Date) {
		p.Fault = BadDate
		return p
	}
	var d model.Date // CanonValue does not tell a date of the wrong form from one that cannot be
	if f.Type == model.Partial && bytes.HasPrefix(value, []byte("{")) && errors.As(json.Unmarshal(value, &d), &p.Date) {
		p.Fault = BadDate
		return p
	}
	p.Want = string(f.Type)
	return p
}

// inspect checks what the shape of a value does not say.
func (p Problem) inspect(s *model.Schema, f model.Field, v model.Value, sums map[string]int64, r model.Record, faults *Invalid) {
	report := func(fault Fault, want string) {
		p := p.at(fault, f.Name)
		p.Want = want
		faults.add(p)
	}
	if words := s.Vocabulary(f.Vocabulary); words != nil {
		for _, id := range v.List() {
			if _, ok := words.Word(id); !ok {
				report(UnknownTerm, f.Vocabulary)
			}
		}
	}
	if v == "" {
		return
	}
	switch r.Kind + "." + f.Name {
	case "evidence.sha256":
		if !isSHA256(v.Text()) {
			report(BadShape, FormSHA256)
		}
	case "field.kind":
		if s.Kind(v.Text()) == nil {
			report(BadShape, FormKind)
		}
	case "field.type":
		if !slices.Contains(model.CustomTypes, model.Type(v.Text())) {
			report(BadShape, FormOwnType)
		}
	case "field.vocabulary", "term.vocabulary":
		if name(v.Text()) == "" {
			report(BadShape, FormVocabulary)
		}
	}
	if n, ok := sums[r.Text("sha256")]; ok && r.Kind == "evidence" && (f.Name == "size" || f.Name == "sha256") {
		if said, ok := r.Get("size").Int(); ok && said != n {
			faults.add(p.at(BadSize, "size"))
		}
	}
}
