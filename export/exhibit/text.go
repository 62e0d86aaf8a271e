package exhibit

import (
	"context"
	"encoding/json"
	"strings"

	"guvoh/export/pdfview"
	"guvoh/model/worker"
)

// Written is all that is written in a file, for whoever looks for words in it.
type Written struct {
	Kind     Kind
	Passages []Passage
	Unread   int // pages of a PDF that cannot be read
}

// Passage is a piece of what is written: at most a page, never more than some
// thousand words.
type Passage struct {
	Page int // of a PDF, from 1; 0 where there are no pages
	Text string
}

const (
	// maxPassage is how many bytes a passage may have, and goodPassage how many it
	// has where what is written has no pages: about as many as a page.
	maxPassage  = 32 << 10
	goodPassage = 6 << 10
	// mostText is how many bytes may be written in a file.
	mostText = 64 << 20
)

// Text gives what is written in a file, and nothing where nothing is: in a picture,
// in a recording, in the scan of a page. It fails with a [*Refusal] when the file
// cannot be read, as the bytes do, or as the context does.
func (r *Reader) Text(ctx context.Context, f File) (Written, error) {
	s, err := r.session(ctx, f)
	if err != nil {
		return Written{}, err
	}
	defer s.end()
	var w Written
	var about []byte
	size := 0
	err = s.ask(ctx, askText, nil, func(f worker.Frame) error {
		switch f.What {
		case sayInfo:
			if about = append(about, f.Body...); len(about) > maxName {
				return errNonsense
			}
			return nil
		case sayText:
			body := worker.NewFields(f.Body)
			page, text := body.Int(), body.Bytes(maxPassage)
			last := 0
			if n := len(w.Passages); n > 0 {
				last = w.Passages[n-1].Page
			}
			if size += len(text); !body.Whole() || page < int64(last) || page > pdfview.MaxPages || size > mostText {
				return errNonsense
			}
			w.Passages = append(w.Passages, Passage{int(page), strings.ToValidUTF8(string(text), "\uFFFD")})
			return nil
		}
		return errNonsense
	})
	if err != nil {
		return Written{}, err
	}
	var said aboutText
	if json.Unmarshal(about, &said) != nil {
		s.drop()
		return Written{}, errNonsense
	}
	w.Kind, w.Unread = known(said.Kind, Kinds, Other), max(said.Unread, 0)
	return w, nil
}

// aboutText is what the worker says of a file besides its text.
type aboutText struct {
	Kind   Kind
	Unread int
}
