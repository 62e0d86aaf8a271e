package bundle

import (
	"context"
	"errors"

	"guvoh/export/leak"
	"guvoh/export/pattern"
)

// patternsBy are the ways in which patterns are compared, the ends of keys
// "pattern.by.…".
var patternsBy = []string{"officer", "place", "route", "method", "agency", "charge", "prosecutor", "judge"}

// AnnexHolds looks into an annex of patterns that was made before: whether it may
// still be given to the recipient of an order, whose snapshot has everybody who is in
// the cases of which it tells. Those whom it names must allow each of the purposes
// today, and it may tell nothing of those who said no since, to one of these or of the
// further ones; to a redacted document nobody consents. No word of what was found is
// told.
func AnnexHolds(ctx context.Context, o Order, purposes, further []string, file []byte) (bool, error) {
	if len(purposes) == 0 {
		purposes = []string{""}
	}
	var fixed []string
	for _, by := range patternsBy {
		for _, alone := range []bool{false, true} {
			fixed = append(fixed, Patterns{Order: o, By: by, Alone: alone}.sentences()...)
		}
		fixed = append(fixed, o.Words.T("pattern.title", map[string]any{"By": o.Words.T("pattern.by." + by)}))
	}
	fixed = append(fixed, pattern.Counts(o.Words, pattern.Pattern{})...)
	for _, purpose := range purposes {
		r := readership{Order: o, purpose: purpose, absentBy: append([]string{"name", purpose}, further...)}
		out, err := r.outside(ctx, fixed)
		if err != nil {
			return false, err
		}
		_, err = out.Search(ctx, "", file)
		if leaked := (*Leaked)(nil); errors.As(err, &leaked) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if told, err := out.tellsOfAbsent(ctx, o, file); told || err != nil {
			return false, err
		}
	}
	return true, nil
}

// tellsOfAbsent looks for the words by which those go who said no since: of them
// nothing may be told, not even under another name.
func (o *Outside) tellsOfAbsent(ctx context.Context, order Order, file []byte) (bool, error) {
	var words []leak.Secret
	for _, x := range order.Snapshot.OfKind("pseudonym") {
		if o.Absent(x.Ref("about")) && x.Text("recipient") == order.Recipient {
			words = append(words, leak.Secret{ID: x.ID.String(), Sort: leak.Words, Text: x.Text("text")})
		}
	}
	if len(words) == 0 {
		return false, nil
	}
	hits, err := leak.New(words, nil).Search(ctx, "", file)
	return len(hits) > 0, err
}
