package colleagues

import (
	"strings"

	"guvoh/app/tr"
	"guvoh/model/store"
)

// summary says in one sentence what a merge brings: "17 records are new, 4
// changed, 2 fields have two values."
func summary(w *tr.Printer, r *store.MergeReport) string {
	var parts []string
	for _, one := range []struct {
		key string
		n   int
	}{
		{"colleagues.sum.new", r.New},
		{"colleagues.sum.changed", r.Changed},
		{"colleagues.sum.two", r.Conflicts},
		{"colleagues.sum.deleted", r.Deleted},
		{"colleagues.sum.restored", r.Restored},
		{"colleagues.sum.purged", r.Purged},
		{"colleagues.sum.attachments", came(r)},
		{"colleagues.sum.left", r.LeftOut},
		{"colleagues.sum.aside", len(r.Quarantine)},
	} {
		if one.n > 0 {
			parts = append(parts, w.N(one.key, one.n))
		}
	}
	switch len(parts) {
	case 0:
		return w.T("colleagues.sum.nothing")
	case 1:
		return w.T("colleagues.sum.end", tr.V{"What": upper(parts[0])})
	}
	return w.T("colleagues.sum.end", tr.V{"What": upper(strings.Join(parts, ", "))})
}

func came(r *store.MergeReport) (n int) {
	for _, a := range r.Attachments {
		if a.Came {
			n++
		}
	}
	return n
}

// upper begins a sentence.
func upper(s string) string {
	letters := []rune(s)
	if len(letters) == 0 {
		return s
	}
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}
