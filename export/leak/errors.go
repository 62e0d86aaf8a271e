package leak

import "errors"

// ErrUnread says that a part of the file could not be looked into.
var ErrUnread = errors.New("part of the file cannot be searched")
