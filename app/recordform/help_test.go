package recordform_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/recordform"
)

func TestF1ExplainsTheFieldThatHasTheKeyboard(t *testing.T) {
	b := newBench(t)
	p := b.person("A")
	f := b.show(p.ID, recordform.Options{})
	b.focus("occupation")
	row := recordform.Row(f, "occupation")
	if s := row.HelpShown(); s != "" {
		t.Errorf("the keyboard came and moved all below by %q", s)
	}
	b.Press(fyne.KeyF1)
	if s := row.HelpShown(); s != b.Desk.Words.HelpMore("person", "occupation") || !strings.Contains(s, "\n") {
		t.Errorf("F1 shows %q", s)
	}
	b.Press(fyne.KeyF1)
	if s := row.HelpShown(); s != "" {
		t.Errorf("F1 once more leaves %q", s)
	}
	b.focus("birth")
	b.Press(fyne.KeyF1)
	row = recordform.Row(f, "birth")
	if s := row.HelpShown(); !strings.HasPrefix(s, b.Desk.Words.Help("person", "birth")) || !strings.HasSuffix(s, b.Desk.Words.HelpMore("person", "birth")) {
		t.Errorf("F1 in a date shows %q", s)
	}
}
