package ui

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// inks remembers every icon in every colour it was drawn in. Colouring reads
// and writes the whole SVG, and a form shows the same few icons hundreds of times.
var inks = map[ink]fyne.Resource{}

type ink struct {
	icon  fyne.Resource
	color color.NRGBA
}

// tinted returns an icon in a named colour of the present theme. The same icon
// in the same colour is the same resource, so an icon that shows it already has
// nothing to do.
func tinted(res fyne.Resource, name fyne.ThemeColorName) fyne.Resource {
	if res == nil {
		return nil
	}
	th := fyne.CurrentApp().Settings().Theme()
	name = known(th, name)
	c := color.NRGBAModel.Convert(themeColor(th, name)).(color.NRGBA)
	key := ink{res, c}
	if inks[key] == nil {
		// Pictures are cached by name, so the name tells the colour.
		inks[key] = fyne.NewStaticResource(fmt.Sprintf("%02x%02x%02x%02x-%s", c.R, c.G, c.B, c.A, res.Name()),
			theme.NewColoredResource(res, name).Content())
	}
	return inks[key]
}

// drawIcon shows an icon in a named colour. A hidden one is left as it is:
// reading an SVG costs more than all else in a small widget.
func drawIcon(i *widget.Icon, res fyne.Resource, name fyne.ThemeColorName) {
	if i.Visible() {
		i.SetResource(tinted(res, name))
	}
}
