package store

// Closed reports whether the file was closed, or is about to be. What was begun
// away from the window has nothing to show then.
func (db *DB) Closed() bool { return db.life.Err() != nil }
