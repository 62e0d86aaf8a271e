package casefile

import (
	"guvoh/app/desk"
	"guvoh/model"
)

// Places are the sections of the case, for the list of commands and places.
func (s *Screen) Places() []desk.Place { return Places(s.d, s.id) }

// Places are the sections of a case, for whoever is in it on another screen.
func Places(d *desk.Desk, in model.ID) []desk.Place {
	var out []desk.Place
	for _, sec := range sections() {
		r := desk.Route{Screen: desk.ScreenCase, Case: in, Section: sec.id}
		if sec.screen != "" {
			r = desk.Route{Screen: sec.screen, Case: in}
		}
		out = append(out, desk.Place{Name: sec.name(d.Words), Route: r})
	}
	return out
}
