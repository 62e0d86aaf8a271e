package bundle

import (
	"context"
	"errors"
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
	blocks map[string][]doc.Block  // by SHA-256 and language
}

// NewExhibits remembers what a reader sees. The reader is the caller's to close.
func NewExhibits(reader *exhibit.Reader) *Exhibits {
	return &Exhibits{reader: reader, infos: map[string]exhibit.Info{}, blocks: map[string][]doc.Block{}}
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
		if all[e.Text("sha256")], err = o.enclosure(ctx, s, e, info); err != nil {
			return nil, nil, err
		}
	}
	o.step(StepExhibits, len(list), len(list))
	return all, seen, nil
}

// enclosure is what can be printed of one file.
func (o Order) enclosure(ctx context.Context, s *model.Snapshot, e model.Record, info exhibit.Info) (export.Enclosure, error) {
	x := export.Enclosure{
		Sheets: info.Sheets(), MediaType: info.MediaType, Searchable: info.Searchable(), Duration: info.Duration,
		Refused: string(info.Refused),
	}
	for _, w := range info.Warnings {
		x.Remarks = append(x.Remarks, string(w))
	}
	if !info.Printable() || info.Kind == exhibit.PDF {
		return x, nil
	}
	var err error
	x.Blocks, err = o.Exhibits.written(ctx, s, e, o.Words)
	var refusal *exhibit.Refusal
	if errors.As(err, &refusal) {
		x.Refused, err = string(refusal.Fault), nil
	}
	return x, err
}

// written gives what is printed of a file that is no PDF.
func (x *Exhibits) written(ctx context.Context, s *model.Snapshot, e model.Record, w export.Words) ([]doc.Block, error) {
	sha := e.Text("sha256")
	key := sha + " " + w.Lang()
	x.mu.Lock()
	blocks, ok := x.blocks[key]
	x.mu.Unlock()
	if ok {
		return blocks, nil
	}
	blocks, err := x.reader.Blocks(ctx, fileOf(s, e), w)
	if err != nil {
		return nil, err
	}
	(&doc.Document{Blocks: blocks}).Walk(func(b doc.Block, _ int) {
		if f, is := b.(*doc.Figure); is {
			f.SHA256 = sha
		}
	})
	x.mu.Lock()
	x.blocks[key] = blocks
	x.mu.Unlock()
	return blocks, nil
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
