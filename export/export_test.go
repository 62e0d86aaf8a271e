package export

// Save lets a test fail in the middle of writing.
var Save = save
