package conflicts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// sides puts the list and what is looked at side by side, or one above the
// other where there is no room.
type sides struct{ s *Screen }

// beside is the least width for both at 100 %.
const beside = 860

// MinSize asks for little: the window may be made as small as it likes.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

// Layout places the two; without a conflict the list has all the room.
func (l *sides) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	list, detail := objs[0], objs[1]
	if len(l.s.all) == 0 {
		detail.Hide()
		list.Move(fyne.Position{})
		list.Resize(size)
		return
	}
	detail.Show()
	list.Move(fyne.Position{})
	if size.Width < beside*theme.TextSize()/14 {
		top := min(size.Height*0.38, 260*theme.TextSize()/14)
		list.Resize(fyne.NewSize(size.Width, top))
		detail.Move(fyne.NewPos(0, top))
		detail.Resize(fyne.NewSize(size.Width, size.Height-top))
		return
	}
	left := size.Width * 0.42
	list.Resize(fyne.NewSize(left, size.Height))
	detail.Move(fyne.NewPos(left, 0))
	detail.Resize(fyne.NewSize(size.Width-left, size.Height))
}
