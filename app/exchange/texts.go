package exchange

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"guvoh/export/exhibit"
	"guvoh/model/store"
)

// readerVersion counts up whenever more can be read out of attachments than
// before: those that gave nothing are then looked into again.
const readerVersion = 1

// Texts looks for what is written in the attachments of an open file, one after
// the other. They are strangers' files: a process of its own reads them.
// [Texts.Close] must be called.
type Texts struct {
	db     *store.DB
	start  func() *exhibit.Reader
	reader *exhibit.Reader // nil while none is needed
	due    []store.Unextracted
	but    map[string]bool // those that are passed over
	begun  bool
}

// NewTexts begins to look for texts beside whatever a person does.
func NewTexts(db *store.DB) *Texts { return &Texts{db: db, start: exhibit.NewCalm} }

// Close ends what was started for reading.
func (t *Texts) Close() {
	if t.reader != nil {
		t.reader.Close()
		t.reader = nil
	}
}

// Extracted is what is written in one attachment, or that nothing is.
type Extracted struct {
	SHA256   string
	Result   store.ReadResult
	Passages []store.Passage
}

// Next reads the next attachment that nobody has looked into; ok is false when
// there is none. It writes nothing but which reader is at work, once: what was
// found is for [Texts.Keep].
func (t *Texts) Next(ctx context.Context) (found Extracted, ok bool, err error) {
	if !t.begun {
		if err := t.db.ReadBy(ctx, readerVersion); err != nil {
			return Extracted{}, false, err
		}
		t.begun = true
	}
	for {
		if len(t.due) == 0 {
			const some = 50
			if t.due, err = t.db.Unextracted(ctx, some+len(t.but)); err != nil {
				return Extracted{}, false, err
			}
			t.due = slices.DeleteFunc(t.due, func(u store.Unextracted) bool { return t.but[u.SHA256] })
			if len(t.due) == 0 {
				return Extracted{}, false, nil
			}
		}
		a := t.due[0]
		t.due = t.due[1:]
		found, err = t.read(ctx, a)
		if !errors.Is(err, store.ErrNoBytes) { // removed for good meanwhile
			return found, err == nil, err
		}
	}
}

// Keep keeps what was found.
func (t *Texts) Keep(ctx context.Context, found Extracted) error {
	err := t.db.SetPassages(ctx, found.SHA256, found.Result, found.Passages)
	if errors.Is(err, store.ErrNoBytes) {
		return nil
	}
	return err
}

func (t *Texts) read(ctx context.Context, a store.Unextracted) (Extracted, error) {
	if t.reader == nil {
		t.reader = t.start()
	}
	written, err := t.reader.Text(ctx, exhibit.File{
		Size: a.Size, Name: a.Name, MediaType: a.MediaType,
		Open: func() (io.ReadCloser, error) { return t.db.OpenAttachment(a.SHA256) },
	})
	found := Extracted{SHA256: a.SHA256}
	var refusal *exhibit.Refusal
	switch {
	case errors.As(err, &refusal), errors.Is(err, store.ErrDamaged): // bytes that are damaged are told by the check
		found.Result = store.TextRefused
		return found, nil
	case err != nil:
		return found, err
	case len(written.Passages) > 0 && written.Unread > 0:
		found.Result = store.TextPartly
	case len(written.Passages) > 0:
		found.Result = store.TextRead
	case written.Unread > 0:
		found.Result = store.TextRefused
	default:
		found.Result = store.TextNone
	}
	for _, p := range written.Passages {
		found.Passages = append(found.Passages, store.Passage{Page: p.Page, Text: p.Text})
	}
	return found, nil
}

// ReadWords reads everything that is written in the records into the index of the
// file, and then the texts of attachments but those. Somebody waits for it. It can
// be broken off at any time: what is done by then stays.
func ReadWords(ctx context.Context, db *store.DB, but ...store.Unextracted) error {
	if err := readIn(ctx, db); err != nil {
		return err
	}
	texts := &Texts{db: db, start: exhibit.NewPatient, but: map[string]bool{}}
	for _, u := range but {
		texts.but[u.SHA256] = true
	}
	defer texts.Close()
	some := false
	for {
		found, ok, err := texts.Next(ctx)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := texts.Keep(ctx, found); err != nil {
			return err
		}
		some = true
	}
	if !some {
		return nil
	}
	return readIn(ctx, db)
}

func readIn(ctx context.Context, db *store.DB) error {
	for {
		const turn = 250 * time.Millisecond
		if left, err := db.ReadIn(ctx, turn); err != nil || left == 0 {
			return err
		}
	}
}
