package shell

import (
	"errors"
	"time"

	"guvoh/model/store"
)

// showBusyAfter is how long work may take before it shows itself: what is
// quicker than this would only flicker.
const showBusyAfter = 300 * time.Millisecond

func isReadOnly(err error) bool { return errors.Is(err, store.ErrReadOnly) }
