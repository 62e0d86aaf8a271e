package duplicates_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/model"
)

// why is what stands with an answer about a pair.
func (b *bench) why(pair int) string {
	b.TB.Helper()
	return b.Get(model.JudgementID(b.pairs[pair][0].ID, b.pairs[pair][1].ID)).Text("account")
}

func TestAnAnswerHasAReason(t *testing.T) {
	const passport = "The same passport"
	reasoned := func(t *testing.T) *bench {
		b := newBench(t, desktest.Look{})
		b.open(all)
		b.to(0)
		b.Press(fyne.KeyR)
		b.Type(passport)
		b.Press(fyne.KeyEscape, fyne.KeyR) // nothing was answered
		if n := len(b.Records("judgement")); n != 0 {
			t.Fatalf("%d answers that nobody gave", n)
		}
		b.Type(passport)
		desktest.Button(b.Bench, b.Desk.Words.Word("judgement", "same")).Tapped(nil)
		b.left(2)
		if b.why(0) != passport {
			t.Fatal("the reason is not kept")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.decided")).Tapped(nil)
		b.says(passport)
		return b
	}
	t.Run("that is not lost by a key", func(t *testing.T) {
		b := reasoned(t)
		b.Press(fyne.KeyD) // asks, with the reason before their eyes
		if b.why(0) != passport || b.judgements()["same"] != 1 {
			t.Fatal("another answer took its place unseen")
		}
		b.Type(" of another man: ")
		desktest.Button(b.Bench, b.Desk.Words.Word("judgement", "not_same")).Tapped(nil)
		if b.judgements()["not_same"] != 1 || b.why(0) == passport {
			t.Error("it cannot be answered anew")
		}
	})
	t.Run("and is taken back with it", func(t *testing.T) {
		b := reasoned(t)
		desktest.Button(b.Bench, b.Desk.Words.T("judge.take_back")).Tapped(nil)
		b.left(0)
		desktest.Button(b.Bench, b.Desk.Words.T("duplicates.open")).Tapped(nil)
		b.left(3)
		if len(b.Records("judgement")) != 0 {
			t.Error("the answer stands")
		}
	})
}
