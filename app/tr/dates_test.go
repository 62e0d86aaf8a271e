package tr_test

import (
	"regexp"
	"strings"
	"testing"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

var inQuotes = regexp.MustCompile(`[«“]\s*([^»”]+?)\s*[»”]`)

// dateExamples are the dates that words of the window hold up as examples,
// each with the key it stands in.
func dateExamples(p *tr.Printer) map[string][]string {
	found := map[string][]string{}
	for _, key := range []string{"help.any.date.example", "help.birth"} {
		for _, m := range inQuotes.FindAllStringSubmatch(p.T(key), -1) {
			found[key] = append(found[key], m[1])
		}
	}
	for _, key := range []string{"date.problem.unclear", "form.date_example"} {
		words := p.T(key)
		listed := strings.TrimSuffix(words[strings.LastIndex(words, ":")+1:], ".")
		for _, date := range strings.Split(listed, ";") {
			found[key] = append(found[key], strings.TrimSpace(date))
		}
	}
	return found
}

func TestDatesHeldUpAsExamplesAreUnderstood(t *testing.T) {
	raced.OneByOne(t)
	b := bundle(t)
	for _, lang := range b.Languages() {
		t.Run("in "+lang.Tag, func(t *testing.T) {
			for key, examples := range dateExamples(b.Printer(lang.Tag, schema(t))) {
				if len(examples) == 0 {
					t.Errorf("%s holds up no date", key)
				}
				for _, example := range examples {
					if _, err := model.ParseDate(example); err != nil {
						t.Errorf("%s: %q is not understood: %v", key, example, err)
					}
				}
			}
		})
	}
}
