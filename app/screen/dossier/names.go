package dossier

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"guvoh/app/tr"
	"guvoh/export"
	"guvoh/model"
)

// fileName makes the name of the document from the reference of the case,
// which is chosen to be said aloud; a title may name a person.
func fileName(c model.Record, at time.Time) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_', r == '.':
			return r
		case unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsSymbol(r):
			return '-'
		}
		return -1
	}, c.Text("reference"))
	safe = strings.Trim(safe, "-.")
	if r := []rune(safe); len(r) > 60 {
		safe = string(r[:60])
	}
	if safe == "" {
		safe = "dossier"
	}
	return safe + "-" + at.Format("2006-01-02") + ".pdf"
}

// taken tells whether something lies at the path.
func taken(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// free gives the path, or the next one like it where nothing lies.
func free(path string) string {
	if !taken(path) {
		return path
	}
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for n := 2; ; n++ {
		if p := fmt.Sprintf("%s-%d%s", stem, n, ext); !taken(p) {
			return p
		}
	}
}

// sentences says the findings, few words for many of one sort.
func sentences(w *tr.Printer, found []export.Finding) []string {
	const most = 6 // fields named one by one; the others are counted
	unsourced, missing := map[string]int{}, map[string]int{}
	var kinds, fields, lines []string
	count := func(in map[string]int, order *[]string, key string) {
		if in[key]++; in[key] == 1 {
			*order = append(*order, key)
		}
	}
	for _, f := range found {
		switch f.Code {
		case export.NoSource:
			count(unsourced, &kinds, f.Kind)
		case export.MissingField:
			count(missing, &fields, w.Kind(f.Kind)+": "+w.Field(f.Kind, f.Field))
		case export.UnknownSection:
			lines = append(lines, w.T("export.unknown_section", tr.V{"Name": f.Field}))
		case export.NotShown:
			lines = append(lines, w.T("export.not_shown", tr.V{"Kind": w.Kind(f.Kind)}))
		}
	}
	if len(kinds) > 0 {
		var parts []string
		for _, k := range kinds {
			parts = append(parts, w.Count(k, unsourced[k]))
		}
		lines = append(lines, w.T("export.no_source", tr.V{"What": strings.Join(parts, ", ")}))
	}
	if len(fields) > 0 {
		slices.SortStableFunc(fields, func(a, b string) int { return missing[b] - missing[a] })
		var parts []string
		for _, f := range fields[:min(most, len(fields))] {
			if missing[f] > 1 {
				f = w.T("export.times", tr.V{"What": f, "Count": w.Number(missing[f])})
			}
			parts = append(parts, f)
		}
		if len(fields) > most {
			parts = append(parts, "…")
		}
		lines = append(lines, w.T("export.missing", tr.V{"What": strings.Join(parts, "; ")}))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
