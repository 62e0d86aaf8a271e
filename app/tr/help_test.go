package tr_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

// formed are the fields of plain text that keep to a form, which an example shows
// better than words.
var formed = []string{
	"case.reference", "place.latitude", "place.longitude", "identity_document.number", "proceeding.number",
	"charge.number", "charge.index", "charge.part", "charge.point", "block.at", "citation.at_from", "citation.at_to",
	"citation.page", "deadline.zone", "exhibit.pages", "profile.key", "act.duration", "detention.duration",
	"injury.size", "person.size", "pseudonym.text",
}

func TestEveryFieldIsExplained(t *testing.T) {
	raced.OneByOne(t)
	s := schema(t)
	for _, lang := range bundle(t).Languages() {
		t.Run(lang.Tag, func(t *testing.T) {
			p := bundle(t).Printer(lang.Tag, s)
			n := 0
			for _, k := range s.Kinds() {
				for _, f := range k.Fields {
					if f.Type == model.Position || f.NoteOf != "" {
						continue
					}
					n++
					explained(t, p, k.Name, f)
				}
			}
			if n < 300 {
				t.Errorf("only %d fields were looked at", n)
			}
		})
	}
}

// explained looks whether a field says what it means, and, where there is
// something to choose or a form to keep to, how.
func explained(t *testing.T, p *tr.Printer, kind string, f model.Field) {
	t.Helper()
	name, more := kind+"."+f.Name, p.HelpMore(kind, f.Name)
	if p.Help(kind, f.Name) == "" && !p.Has("help."+name+".meaning") && !p.Has("help."+f.Name+".meaning") {
		t.Errorf("%s: nothing says what it means", name)
	}
	says := func(part string) bool {
		begin, _, _ := strings.Cut(p.T("help.more."+part, tr.V{"Text": "\x00"}), "\x00")
		return strings.Contains(more, begin)
	}
	switch f.Type {
	case model.Partial, model.Int:
		if !says("choose") || !says("example") {
			t.Errorf("%s: how to write it, and an example, not %q", name, more)
		}
	case model.Term, model.Terms, model.Ref, model.Refs, model.Mark:
		if !says("choose") {
			t.Errorf("%s: nothing says how to choose", name)
		}
	default:
		if slices.Contains(formed, name) && !says("example") {
			t.Errorf("%s keeps to a form and has no example", name)
		}
	}
}

func TestFormedFieldsAreThere(t *testing.T) {
	s := schema(t)
	for _, name := range formed {
		kind, field, _ := strings.Cut(name, ".")
		if !serves(s, []string{kind, field}) {
			t.Errorf("%s is no field", name)
		}
	}
}

// What explains a field that is gone would be translated for nobody.
func TestNoHelpIsLeftOver(t *testing.T) {
	s := schema(t)
	for key := range areas(t)["help"]["en"] {
		path := strings.Split(strings.TrimPrefix(key, "help."), ".")
		if last := path[len(path)-1]; last == "meaning" || last == "choose" || last == "example" {
			if path = path[:len(path)-1]; path[0] == "any" || len(path) == 1 && path[0] == "more" {
				continue
			}
		}
		if !serves(s, path) {
			t.Errorf("%s: no such field", key)
		}
	}
}

func TestMoreHelp(t *testing.T) {
	p := bundle(t).Printer("en", schema(t))
	for _, tt := range []struct{ name, kind, field, want string }{
		{"the words of the field itself stand before those of its type", "injury", "side", "How to choose: the person’s own side"},
		{"a date has those of every date", "event", "date", "“9 June 2014”"},
		{"what the label does not say stands first", "note", "title", "A few words by which the note is found."},
		{"what has help of its own is not explained by a field of another kind", "person", "size", "For example: “about 20”, “at least 17”"},
		{"a note beside a word has nothing to choose", "injury", "side_note", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := p.HelpMore(tt.kind, tt.field)
			if !strings.Contains(got, tt.want) || tt.want == "" && got != "" || strings.Contains(got, "bytes") {
				t.Errorf("%q", got)
			}
		})
	}
}
