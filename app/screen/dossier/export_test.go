package dossier

import "guvoh/app/desk"

// SayFailure says why files were not made.
func SayFailure(d *desk.Desk, err error) { (&job{q: &request{d: d}, err: err}).fail() }
