// Package sheet makes the documents that are made of keys: the recovery sheet,
// a sheet for each key share, and the contact card. They are trees of package
// doc, one page of A4 each.
//
// Rules of the package:
//
//   - Nothing of a case, no name and no path of a file is on them: only what
//     the caller gives, which a person typed.
//   - Words of keys are words of SLIP-0039 and English in every language; the
//     sheet says so in the reader's. A sheet whose words hold no share is not
//     made.
//   - A code (QR) holds what also stands beside it in letters, and no more: the
//     words in small letters with single spaces, or the keys of a card, the
//     second as a remark on a line of its own. Where the recipient has more than
//     200 characters, as the hybrid ones have, both stand there in capitals with
//     a space between, which the code packs closer. Both read the same: Bech32
//     knows no difference, but programs may want small letters.
//
// The fingerprint of a card is for comparing two of them by voice:
//
//  1. What stands for both keys is hashed with SHA-256: "guvoh card", a zero
//     byte, the recipient in small letters, a zero byte, and the 32 bytes of the
//     key for signatures. Of a card without that key it is the recipient alone.
//     The first ten bytes are the fingerprint.
//  2. In words: ten bits a word from the first bit on, eight words of the list
//     of SLIP-0039, whose first (number 0) is "academic".
//  3. In digits: the same ten bytes as one number, the first byte first, in 25
//     decimal digits with zeros in front, in five groups of five.
//
// Each of the two says all of it, so that comparing one of them is enough.
package sheet

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"guvoh/export/doc"
	"guvoh/model"
	"guvoh/model/slip39"
)

// Words are the words of one language: the sentences of assets/locale, above
// all of sheet.<language>.json. The words for dossiers (export.Words) have them.
type Words interface {
	// T gives the sentence of that key with its gaps filled.
	T(key string, data ...map[string]any) string
	Date(d model.Date) string
	Lang() string // "en", "ru", "uz"
}

// RecoveryInput is what a recovery sheet says.
type RecoveryInput struct {
	Words string // as slip39.Split gave them, one of one
	Label string // what they open, as the user calls it; may be empty
	Date  time.Time
}

// Recovery makes the sheet with the words that open a file when its passphrase
// is lost. It fails when the words are not the only share of a set.
func Recovery(w Words, in RecoveryInput) (*doc.Document, error) {
	s, err := slip39.Parse(in.Words)
	if err != nil {
		return nil, err
	}
	if s.Threshold != 1 || s.Groups != 1 {
		return nil, fmt.Errorf("sheet: these words open nothing alone, %d sets of them do", max(s.Threshold, s.GroupThreshold))
	}
	p, err := wordsPage(w, s, page{
		title: w.T("sheet.recovery.title"), lead: w.T("sheet.recovery.lead"), facts: facts(w, in.Label, in.Date),
		rules:    []string{"sheet.recovery.keep", "sheet.recovery.never", "sheet.recovery.use", "sheet.recovery.lost"},
		standard: w.T("sheet.recovery.standard"),
		blank:    &doc.Blank{Label: w.T("sheet.remark"), Lines: 2},
	})
	if err != nil {
		return nil, err
	}
	return document(w, w.T("sheet.recovery.title"), in.Date, bodyFor(s), p), nil
}

// SharesInput is what the sheets of key shares say.
type SharesInput struct {
	Shares []string // the shares to print, as slip39.Split gave them
	Of     int      // how many were made
	Label  string   // what they open, as the user calls it; may be empty
	Date   time.Time
}

// Shares makes a page for each key share, to be given to one keeper each. It
// fails when there are none, when a text holds no share, when one alone would be
// enough (that is what [Recovery] is for), or when there cannot be so few.
func Shares(w Words, in SharesInput) (*doc.Document, error) {
	if len(in.Shares) == 0 {
		return nil, errors.New("sheet: no shares to print")
	}
	var blocks []doc.Block
	body := roomy
	for i, words := range in.Shares {
		s, err := slip39.Parse(words)
		if err != nil {
			return nil, &slip39.ShareError{Number: i + 1, Err: err}
		}
		if s.Threshold < 2 || s.Threshold > in.Of || s.Index > in.Of || s.Groups != 1 {
			return nil, fmt.Errorf("sheet: share %d with %d needed is none of %d", s.Index, s.Threshold, in.Of)
		}
		number := map[string]any{"Number": s.Index, "Of": in.Of, "Need": s.Threshold}
		set := doc.KeyValue{Label: w.T("sheet.share.set"), Value: doc.Text{
			{Text: s.Set()}, doc.Styled("  "+w.T("sheet.share.set_why"), doc.Grey|doc.Small),
		}}
		p, err := wordsPage(w, s, page{
			title: w.T("sheet.share.title", number), lead: w.T("sheet.share.lead", number), facts: append(facts(w, in.Label, in.Date), set),
			given:    &doc.Blank{Label: w.T("sheet.share.given")},
			rules:    []string{"sheet.share.keep", "sheet.share.never", "sheet.share.use", "sheet.share.lost"},
			standard: w.T("sheet.share.standard", number),
			blank:    &doc.Blank{Label: w.T("sheet.share.call"), Lines: 2},
		})
		if err != nil {
			return nil, err
		}
		blocks, body = append(blocks, p...), min(body, bodyFor(s))
	}
	return document(w, w.T("sheet.share.all"), in.Date, body, blocks), nil
}

// page is what differs between the sheets of words.
type page struct {
	title, lead string
	facts       []doc.KeyValue
	given       *doc.Blank // before the words; nil for none
	rules       []string   // keys of what a keeper should know, the most important first
	standard    string     // how other programs read the words
	blank       *doc.Blank // at the foot
}

// wordsPage makes the page of one share: what it is, the words, the code with
// the instructions beside it, and room to write.
func wordsPage(w Words, s slip39.Share, p page) ([]doc.Block, error) {
	words := s.Words()
	code, err := wordsCode(words)
	if err != nil {
		return nil, err
	}
	columns := 4
	if len(words)%columns != 0 {
		columns = 3
	}
	var rules []doc.Item
	for _, key := range p.rules {
		rules = append(rules, doc.Item{Text: doc.Plain(w.T(key))})
	}
	blocks := []doc.Block{
		&doc.Paragraph{Text: doc.Plain(p.lead)},
		&doc.KeyValues{Rows: p.facts},
	}
	if p.given != nil {
		blocks = append(blocks, p.given)
	}
	blocks = append(
		blocks,
		&doc.Grid{Columns: columns, Words: words, Numbered: true},
		&doc.Paragraph{Text: doc.Text{doc.Styled(w.T("sheet.words"), doc.Small|doc.Grey)}},
		&doc.Beside{
			Figure: figure(code, w.T("sheet.code.words"), wordsCodeHeight),
			Blocks: []doc.Block{&doc.List{Items: rules}},
		},
		p.blank,
		&doc.Paragraph{Text: doc.Text{doc.Styled(p.standard, doc.Small|doc.Grey)}},
	)
	return []doc.Block{&doc.Section{Title: p.title, NewPage: true, Blocks: blocks}}, nil
}

// facts are the label, if there is one, and the day.
func facts(w Words, label string, day time.Time) []doc.KeyValue {
	var rows []doc.KeyValue
	if label = line(label); label != "" {
		rows = append(rows, doc.KeyValue{Label: w.T("sheet.label"), Value: doc.Plain(label)})
	}
	at := day.Format(time.DateOnly)
	date := model.Date{Earliest: at, Latest: at, Precision: model.PrecisionDay}
	return append(rows, doc.KeyValue{Label: w.T("sheet.made"), Value: doc.Plain(w.Date(date))})
}

// line is what a person typed on one line, cut where it would push the rest of
// a sheet off its page.
func line(typed string) string {
	const longest = 80 // letters
	letters := []rune(strings.Join(strings.Fields(typed), " "))
	if len(letters) > longest {
		letters = append(letters[:longest-1], '…')
	}
	return string(letters)
}

// Sizes of text in points, so that each sheet fills its page and keeps to it.
const (
	roomy = 11.0
	dense = 9.4
)

// bodyFor is the size of text for a share of so many words.
func bodyFor(s slip39.Share) float64 {
	const few = 24
	if len(s.Words()) > few {
		return dense
	}
	return roomy
}

// document puts pages on A4.
func document(w Words, title string, date time.Time, body float64, blocks []doc.Block) *doc.Document {
	lang := w.Lang()
	if lang == "uz" {
		lang = "uz-Latn"
	}
	return &doc.Document{
		Title: title, Lang: lang, Date: date,
		Page:   doc.Page{Body: body, Margin: doc.Margin{Top: 16, Right: 25, Bottom: 16, Left: 25}, Single: true},
		Words:  doc.Words{BadPicture: w.T("dossier.bad_picture")},
		Blocks: blocks,
	}
}
