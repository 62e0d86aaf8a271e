package evidence

import "guvoh/app/desk"

// ShowSpot leads to a page of the bytes, or to a field of the record.
func (p *Pane) ShowSpot(s desk.Spot) {
	if s.Page == 0 && s.Field != "" {
		p.form.ShowSpot(s)
		return
	}
	media := p.rec.Text("media_type")
	if p.gone != "" || !shownAsPDF(media) && !shownAsText(media) {
		p.form.Focus()
		return
	}
	p.preview.spot = s
	p.preview.showSpot()
}

// showSpot goes to the page that was asked for, once there are pages, or to the
// words in a text.
func (v *preview) showSpot() {
	if v.lead == nil || v.spot.IsZero() {
		return
	}
	v.lead(v.spot)
	v.spot = desk.Spot{}
}
