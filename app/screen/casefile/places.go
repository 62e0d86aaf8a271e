package casefile

import "guvoh/app/desk"

// Places are the sections of the case, for the list of commands and places.
func (s *Screen) Places() []desk.Place {
	var out []desk.Place
	for _, sec := range sections() {
		r := desk.Route{Screen: desk.ScreenCase, Case: s.id, Section: sec.id}
		if sec.screen != "" {
			r = desk.Route{Screen: sec.screen, Case: s.id}
		}
		out = append(out, desk.Place{Name: s.d.Words.T("casefile.section." + sec.id), Route: r})
	}
	return out
}
