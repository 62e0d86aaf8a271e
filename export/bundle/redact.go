package bundle

import (
	"context"

	"guvoh/export/redact"
	"guvoh/model"
)

// styles are the ways in which hidden people are called.
var styles = map[string]redact.Style{"initials": redact.Initials, "letter": redact.Letter}

// takeOut makes the case without those who must not appear, and with redaction
// without the names of all others, too.
func takeOut(ctx context.Context, o Order, absent []model.ID) (*model.Snapshot, *redact.Result, error) {
	plan := redact.Plan{
		Recipient: o.Reader(), Lang: o.Words.Lang(), Style: styles[o.identity()],
		Hidden: map[model.ID]redact.Hide{}, Looked: o.Looked, Paint: o.Paint,
	}
	for _, id := range absent {
		plan.Hidden[id] = redact.Hide{Absent: true}
	}
	return redact.Apply(ctx, o.Snapshot, plan)
}
