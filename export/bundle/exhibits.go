package bundle

import (
	"context"
	"io"
	"slices"
	"sync"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/model"
)

// Exhibits remembers what files of evidence are, so that each is looked at once
// however often a dossier is drawn. Its methods may be called from several
// goroutines at once.
type Exhibits struct {
	reader *exhibit.Reader
	mu     sync.Mutex
	infos  map[string]exhibit.Info // by SHA-256
}

// NewExhibits remembers what a reader sees. The reader is the caller's to close.
func NewExhibits(reader *exhibit.Reader) *Exhibits {
	return &Exhibits{reader: reader, infos: map[string]exhibit.Info{}}
}

// Info says what the file of a piece of evidence is. ok is false when its bytes
// are not in the file.
func (x *Exhibits) Info(ctx context.Context, s *model.Snapshot, e model.Record) (info exhibit.Info, ok bool, err error) {
	sha := e.Text("sha256")
	x.mu.Lock()
	info, ok = x.infos[sha]
	x.mu.Unlock()
	if ok || sha == "" || s.Open == nil {
		return info, ok, nil
	}
	r, err := s.Open(sha)
	if err != nil {
		return info, false, nil
	}
	r.Close()
	if info, err = x.reader.Inspect(ctx, fileOf(s, e)); err != nil {
		return info, false, err
	}
	x.mu.Lock()
	x.infos[sha] = info
	x.mu.Unlock()
	return info, true, nil
}

// fileOf is the file of a piece of evidence.
func fileOf(s *model.Snapshot, e model.Record) exhibit.File {
	size, _ := e.Get("size").Int()
	sha := e.Text("sha256")
	return exhibit.File{
		Open: func() (io.ReadCloser, error) { return s.Open(sha) }, Size: size,
		Name: e.Text("file_name"), MediaType: e.Text("media_type"),
	}
}

// vetted is what was seen of the exhibits, by SHA-256.
type vetted map[string]exhibit.Info

// enclose looks at the files of the exhibits and says what can be printed of
// each. Nothing is enclosed where the body only wants a list.
func (o Order) enclose(ctx context.Context, s *model.Snapshot) (map[string]export.Enclosure, vetted, error) {
	if x := o.Profile.Exhibits; o.Exhibits == nil || x == nil || !x.Enclose {
		return nil, nil, nil
	}
	all, seen := map[string]export.Enclosure{}, vetted{}
	list := o.exhibits(s)
	for i, e := range list {
		o.step(StepExhibits, i, len(list))
		info, ok, err := o.Exhibits.Info(ctx, s, e)
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			continue
		}
		seen[e.Text("sha256")] = info
		all[e.Text("sha256")] = export.Enclosure{
			Sheets: info.Sheets(), Blocks: blocks(s, e, info), MediaType: info.MediaType, Searchable: info.Searchable(),
			Duration: info.Duration, Refused: string(info.Refused),
		}
	}
	o.step(StepExhibits, len(list), len(list))
	return all, seen, nil
}

// whole is the height of a picture that has a page to itself, in millimetres.
const whole = 240

// blocks are what is printed of a file that is no PDF.
func blocks(s *model.Snapshot, e model.Record, info exhibit.Info) []doc.Block {
	if !info.Printable() || info.Kind != exhibit.Picture {
		return nil
	}
	f := fileOf(s, e)
	return []doc.Block{&doc.Figure{Open: f.Open, Alt: e.Text("title"), Name: f.Name, SHA256: e.Text("sha256"), Height: whole}}
}

// exhibits are the pieces of evidence whose pages go with the document.
func (o Order) exhibits(s *model.Snapshot) []model.Record {
	if d := o.dossier(); d.ID.IsZero() {
		return slices.Clone(s.OfKind("evidence"))
	}
	var all []model.Record
	for _, row := range s.Rows("exhibit", o.Dossier) {
		if e, ok := s.Get(row.Ref("evidence")); ok {
			all = append(all, e)
		}
	}
	return all
}
