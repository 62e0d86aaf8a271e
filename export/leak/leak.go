// Package leak looks into a finished file for what must not be in it.
//
// Its one job is file + secrets → hits. Rules of the package:
//
//   - It trusts nobody: not the redactor, not the renderer, not the names of
//     files. It knows a file by its first bytes and looks into every part.
//   - It refuses where it cannot look. A part that cannot be unpacked, a file
//     that is locked, a page that cannot be read is an error and never "no hit".
//   - Letters are looked for as text (names by package names, with every
//     spelling and case) and, apart from that, as bytes in the ways in which
//     files keep letters. The two share no code.
//   - A hit names the secret by its id and the part of the file by where it is.
//     No word of a secret stands in a hit or an error.
//   - The same file and secrets give the same hits in the same order.
package leak

import (
	"cmp"
	"context"
	"slices"

	"guvoh/model"
)

// Sort says how a secret is looked for.
type Sort uint8

// The sorts of secret.
const (
	Name   Sort = iota // a name or a part of one: in each script, spelling and grammatical case; see [names.Careful] for short and common ones
	Number             // of a document, a telephone: by its digits, or its letters and digits, whatever stands between them
	Day                // a date, in every way of writing it; as exact as it is known
	Words              // an address, a phrase: these words in this order
)

// Secret is what must not be found.
type Secret struct {
	ID   string     // what hits call it; it must say nothing of the secret itself
	Sort Sort       //
	Text string     // for Name, Number and Words; any one spelling
	Date model.Date // for Day
	// Weak is a secret that others have as well, such as the name of somebody's
	// father: its hits are doubtful.
	Weak bool
}

// Hit is a place where a secret was found.
type Hit struct {
	Secret string // its ID
	Where  string // the part of the file, such as "page 3", "object 12", "file name", "attachment 1 > word/document.xml"
	Offset int    // in that part: of bytes, or of bytes of its text
	// Doubtful hits are of a name that is also a common word, or a word that the
	// document itself prints: a person looks at each and decides.
	Doubtful bool
}

// Refuses tells whether the file must not leave.
func Refuses(hits []Hit) bool {
	return slices.ContainsFunc(hits, func(h Hit) bool { return !h.Doubtful })
}

// Search looks into a file and its name. An error means that some part could
// not be looked into, and so that the file must not leave. Of several hits of
// one secret in one part the first is given.
func (s *Search) Search(ctx context.Context, name string, file []byte) ([]Hit, error) {
	l := &look{s: s, ctx: ctx, seen: map[seenHit]int{}}
	l.fileName("file name", name)
	if err := l.part("", file, 0); err != nil {
		return nil, err
	}
	return l.result(), nil
}

// Text looks for the secrets in words alone, such as those of a tree before it
// is printed. Where is what hits call the place.
func (s *Search) Text(where, text string) []Hit {
	l := &look{s: s, ctx: context.Background(), seen: map[seenHit]int{}}
	l.text(where, text)
	l.letters(where, text)
	return l.result()
}

// Place is where a secret stands in a text.
type Place struct {
	Secret     int // its index among those given to [New]
	Start, End int // bytes
	Doubtful   bool
}

// Places finds the secrets in words as they stand, without undoing any escapes
// in them.
func (s *Search) Places(text string) []Place {
	var out []Place
	s.each(text, func(secret, start, end int, doubtful bool) {
		if !s.excused(secret, text, start, end) {
			out = append(out, Place{secret, start, end, doubtful || s.printed[secret]})
		}
	})
	return out
}

// look is one search of one file.
type look struct {
	s        *Search
	ctx      context.Context
	hits     []Hit
	seen     map[seenHit]int
	size     int // bytes unpacked so far
	deferred []deferredPart
}

// seenHit is what is told once.
type seenHit struct {
	secret int
	where  string
}

func (l *look) hit(secret int, where string, offset int, doubtful bool) {
	doubtful = doubtful || l.s.secrets[secret].Weak
	key := seenHit{secret, where}
	h := Hit{Secret: l.s.secrets[secret].ID, Where: where, Offset: offset, Doubtful: doubtful}
	if i, ok := l.seen[key]; ok {
		if l.hits[i].Doubtful && !doubtful {
			l.hits[i] = h
		}
		return
	}
	l.seen[key] = len(l.hits)
	l.hits = append(l.hits, h)
}

func (l *look) result() []Hit {
	slices.SortStableFunc(l.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.Secret, b.Secret), cmp.Compare(a.Offset, b.Offset))
	})
	return l.hits
}
