package preview

import (
	"context"

	"guvoh/export/bundle"
)

// FailWith has every drawing from now on fail.
func FailWith(p *Pane, err error) {
	p.drawing.how = func(context.Context, bundle.Order) (*book, error) { return nil, err }
}
