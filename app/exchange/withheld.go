package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"guvoh/app/tr"
	"guvoh/export/redact"
)

// Withheld says what was withheld in a document and why, a line for each sort
// of thing, as the case keeps it. It names kinds and fields, and no records:
// whoever wants to know which of them look in the case.
func Withheld(w *tr.Printer, taken *redact.Result) string {
	if taken == nil {
		return ""
	}
	type sort struct{ kind, field, why string }
	counts := map[sort]int{}
	for _, e := range taken.Withheld {
		counts[sort{e.Kind, e.Field, string(e.Reason)}]++
	}
	var all []sort
	for s := range counts {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b sort) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.field, b.field), cmp.Compare(a.why, b.why))
	})
	var lines []string
	for _, s := range all {
		data := tr.V{"Kind": w.Kind(s.kind), "Field": ""}
		what := w.T("withheld.record", data)
		if s.field != "" {
			data["Field"] = w.Field(s.kind, s.field)
			what = w.T("withheld.field", data)
		}
		lines = append(lines, w.T("withheld.line", tr.V{"What": what, "Why": w.T("withheld.why." + s.why), "Count": strconv.Itoa(counts[s])}))
	}
	return strings.Join(lines, "\n")
}
