package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model/vault/vaulttest"
)

// shownTexts gives what stands in the longer texts of the boxes that are up.
func shownTexts(h *house) (texts []string) {
	everything(h, func(o fyne.CanvasObject) {
		if e, ok := o.(*ui.Editor); ok {
			texts = append(texts, e.Text())
		}
	})
	return texts
}

func TestWordsOfABoxOutliveALock(t *testing.T) {
	const words = "She asked that her brother is not named."
	h, _ := locking(t)
	why := ui.NewAutoEditor(3, 160)
	ui.Form(h.Window().Canvas(), "Title", ui.NewStack(1, ui.NewField("Why", why)), why, "Yes", func() bool { return true })
	why.SetText(words)
	unlock := func() {
		t.Helper()
		h.Unlock(vaulttest.Passphrase, func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
	}
	h.Lock()
	if texts := shownTexts(h); len(texts) != 0 {
		t.Errorf("%d texts show while the window is locked", len(texts))
	}
	unlock()
	if texts := shownTexts(h); len(texts) != 1 || texts[0] != words {
		t.Fatalf("%d texts are given back", len(texts))
	}
	h.Lock() // before anybody has looked
	unlock()
	if texts := shownTexts(h); len(texts) != 1 || texts[0] != words {
		t.Fatalf("after a second lock %d texts are given back", len(texts))
	}
	h.press(t, h.Desk().Words.T("quick.typed_done"))
	h.Lock()
	unlock()
	if texts := shownTexts(h); len(texts) != 0 {
		t.Errorf("%d texts come back that are no longer needed", len(texts))
	}
}
