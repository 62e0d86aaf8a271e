package redact

import "errors"

var errNotYet = errors.New("redaction is not built yet")
