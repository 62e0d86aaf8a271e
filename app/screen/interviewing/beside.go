package interviewing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// beside puts something at the right of what is worked in, as wide as given at
// 100 %. Where there is no room for both it gives way, unless it is asked for.
type beside struct {
	width  float32
	hidden bool // put away
	asked  bool // called up although there is little room: then it has a good half
}

// roomForBoth is how wide what is worked in must stay, at 100 %.
const roomForBoth = 560

func textScale() float32 { return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) / 14 }

// shows tells whether the part at the right is seen at a width.
func (l *beside) shows(width float32) bool {
	return !l.hidden && (l.asked || width-l.width*textScale() >= roomForBoth*textScale())
}

func (l *beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

func (l *beside) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	main, side := objs[0], objs[1]
	right := float32(0)
	if l.shows(s.Width) {
		right = min(l.width*textScale(), s.Width*0.55)
		side.Show()
		side.Move(fyne.NewPos(s.Width-right, 0))
		side.Resize(fyne.NewSize(right, s.Height))
	} else {
		side.Hide()
	}
	main.Move(fyne.Position{})
	main.Resize(fyne.NewSize(s.Width-right, s.Height))
}
