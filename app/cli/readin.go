package cli

import (
	"context"
	"time"

	"guvoh/app/exchange"
)

const (
	// readInPatience is how long a command goes on for the sake of later searches.
	readInPatience = 2 * time.Minute
	// mostLeft is how many attachments that an earlier command left unread are
	// known to be such.
	mostLeft = 10_000
)

// noteUnread notes which attachments nobody has read the text of before the command
// began: one for which patience once ran out must not hold up each that follows.
func (c *call) noteUnread() { c.left, _ = c.db.Unextracted(c.ctx, mostLeft) }

// readIn reads what a command wrote into the index of the file, and the texts of
// what it attached. What is not read in keeps nobody from anything: a search looks
// through records as they stand, and the window, or check --repair, goes on with it.
// So nothing is said of it.
func (c *call) readIn() {
	if c.db.ReadOnly() {
		return
	}
	ctx, cancel := context.WithTimeout(c.ctx, readInPatience)
	defer cancel()
	_ = exchange.ReadWords(ctx, c.db, c.left...)
}
