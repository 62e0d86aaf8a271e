// Package leak looks into a finished file for what must not be in it.
//
// Its one job is file + secrets → hits. Rules of the package:
//
//   - It trusts nobody: not the redactor, not the renderer, not the names of
//     files. It knows a file by its first bytes and looks into every part.
//   - It refuses where it cannot look. A part that cannot be unpacked, a file
//     that is locked, a page that cannot be read is an error and never "no hit".
//   - A hit names the secret by its id and the part of the file by where it is.
//     No word of a secret stands in a hit or an error.
//   - The same file and secrets give the same hits in the same order.
package leak

import (
	"context"

	"guvoh/model"
)

// Sort says how a secret is looked for.
type Sort uint8

// The sorts of secret.
const (
	Name   Sort = iota // a name or a part of one: in each script, spelling and grammatical case
	Number             // of a document, a telephone: by its letters and digits, whatever stands between them
	Day                // a date, in every way of writing it; as exact as it is known
	Words              // an address, a phrase: these words in this order
)

// Secret is what must not be found.
type Secret struct {
	ID   string     // what hits call it; it must say nothing of the secret itself
	Sort Sort       //
	Text string     // for Name, Number and Words; any one spelling
	Date model.Date // for Day
}

// Hit is a place where a secret was found.
type Hit struct {
	Secret string // its ID
	Where  string // the part of the file, such as "page 3", "object 12", "file name", "attachment 1 > word/document.xml"
	Offset int    // in that part: of bytes, or of characters of its text
	// Doubtful hits are of a name that is also a common word, written small as
	// the word would be. A person looks at each and decides.
	Doubtful bool
}

// Refuses tells whether the file must not leave.
func Refuses(hits []Hit) bool {
	for _, h := range hits {
		if !h.Doubtful {
			return true
		}
	}
	return false
}

// Search is a set of secrets, ready to be looked for in any number of files.
type Search struct{}

// New prepares the search. What is allowed may stand in the file though a
// secret is among its words: tokens, and the sentences that the program prints
// in every document.
func New(secrets []Secret, allowed []string) *Search { return &Search{} }

// Search looks into a file and its name. An error means that some part could
// not be looked into, and so that the file must not leave.
func (s *Search) Search(ctx context.Context, name string, file []byte) ([]Hit, error) {
	return nil, ErrUnread
}
