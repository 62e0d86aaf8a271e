package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const tipDelay = 600 * time.Millisecond

// tip is the small text that shows when the mouse rests on a widget. It is
// drawn by the Root around the window's content, never in an overlay, which
// would take the mouse away.
type tip struct {
	text   string
	cancel func()
	root   *Root
}

func (t *tip) start(owner fyne.CanvasObject) {
	t.hide()
	if t.text == "" {
		return
	}
	t.cancel = runner.After(tipDelay, func() {
		if t.root = rootOf(owner); t.root != nil {
			t.root.showTip(t.text, owner)
		}
	})
}

func (t *tip) hide() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	if t.root != nil {
		t.root.hideTip()
		t.root = nil
	}
}

// MouseIn hovers and starts the tip.
func (b *Button) MouseIn(ev *desktop.MouseEvent) {
	b.control.MouseIn(ev)
	b.tip.start(b)
}

// MouseOut ends hovering and the tip.
func (b *Button) MouseOut() {
	b.tip.hide()
	b.control.MouseOut()
}
