package ui

import (
	"slices"
	"strings"
)

// Option is one choice of a picker: a value, what a person reads, and a group
// it is listed under. Hint is second-rank text beside the label. Also are words
// that find it and are not shown: what else people call it.
type Option struct{ ID, Label, Group, Hint, Also string }

// plain makes text comparable: small letters, one kind of apostrophe.
func plain(s string) string {
	return apostrophes.Replace(strings.ToLower(s))
}

var apostrophes = strings.NewReplacer("ʻ", "'", "ʼ", "'", "’", "'", "‘", "'", "`", "'", "ё", "е")

// matching answers the options that hold every word of query, those that start
// with it first, otherwise in their order.
func matching(all []Option, query string) []Option {
	words := strings.Fields(plain(query))
	if len(words) == 0 {
		return all
	}
	var starts, rest []Option
	for _, o := range all {
		label := plain(o.Label)
		text := label + " " + plain(o.Group+" "+o.Hint+" "+o.Also)
		switch {
		case slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }):
		case strings.HasPrefix(label, words[0]):
			starts = append(starts, o)
		default:
			rest = append(rest, o)
		}
	}
	return append(starts, rest...)
}

// find answers the option with an id.
func find(all []Option, id string) (Option, bool) {
	i := slices.IndexFunc(all, func(o Option) bool { return o.ID == id })
	if i < 0 {
		return Option{}, false
	}
	return all[i], true
}
