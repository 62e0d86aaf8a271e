package cli

import (
	"context"
	"time"

	"guvoh/app/exchange"
)

// readInPatience is how long a command goes on for the sake of later searches.
const readInPatience = 20 * time.Second

// readIn reads what a command wrote into the index of the file, and the texts of
// what it attached. What is not read in keeps nobody from anything: a search looks
// through it as it stands, and the next command or the window goes on with it. So
// nothing is said of it.
func (c *call) readIn() {
	if c.db.ReadOnly() {
		return
	}
	ctx, cancel := context.WithTimeout(c.ctx, readInPatience)
	defer cancel()
	_ = exchange.ReadWords(ctx, c.db)
}
