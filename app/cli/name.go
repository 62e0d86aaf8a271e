package cli

import "guvoh/app/naming"

// namer gives records and values the words by which a person knows them, cut
// to the width of a column.
func (c *call) namer() *naming.Teller {
	n := naming.NewTeller(c.ctx, c.db, c.say)
	n.Cut = func(s string) string { return line(s, wide) }
	return n
}
