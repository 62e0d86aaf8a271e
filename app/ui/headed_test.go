package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

func TestHeadedList(t *testing.T) {
	build := func(t *testing.T, rows cases) (fyne.Canvas, *ui.Entry, *ui.Columns) {
		start(t, ui.Light, 1)
		line, list := ui.NewEntry("Find", nil), ui.NewColumns(rows, columns()...)
		ui.LeadInto(list, line)
		return window(t, ui.NewHeaded(line, list), 800, 400).Canvas(), line, list
	}
	t.Run("Tab meets the head before the list", func(t *testing.T) {
		c, line, list := build(t, 9)
		c.FocusNext()
		if c.Focused() != fyne.Focusable(line) {
			t.Errorf("it meets %T first", c.Focused())
		}
		c.FocusNext()
		if c.Focused() != fyne.Focusable(list) {
			t.Errorf("then it meets %T", c.Focused())
		}
	})
	t.Run("the list takes all that the head leaves", func(t *testing.T) {
		_, line, list := build(t, 9)
		if list.Size().Width != 800 || list.Position().Y+list.Size().Height != 400 || list.Position().Y < line.Size().Height {
			t.Errorf("it is %v at %v", list.Size(), list.Position())
		}
	})
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter} {
		t.Run(string(k)+" goes from the line into the list", func(t *testing.T) {
			c, line, list := build(t, 9)
			c.Focus(line)
			press(c, k)
			if c.Focused() != fyne.Focusable(list) {
				t.Errorf("the keyboard is in %T", c.Focused())
			}
		})
		t.Run(string(k)+" stays in the line while nothing was found", func(t *testing.T) {
			c, line, _ := build(t, 0)
			c.Focus(line)
			press(c, k)
			if c.Focused() != fyne.Focusable(line) {
				t.Errorf("the keyboard is in %T", c.Focused())
			}
		})
	}
}
