// Package harden keeps what this process knows inside it.
//
// Its one job is to ask the operating system, first thing in main, that the
// memory of the process is neither written to a disk when it crashes nor read
// by other programs of the same person, and that what toolkit and libraries
// have to say does not end in a log. Rules: it knows nothing of the program
// and changes nothing in files or registries; what a system does not offer is
// left out, and what it refuses is an error that stops nobody from working.
//
// What a crash of Go prints is the message, and of the goroutine at fault the
// names of functions with their arguments as numbers: of a text its address
// and its length. That is GOTRACEBACK=single, Go's own choice; who sets it
// higher gets more goroutines, but no more of their values, and no dump.
// Messages of our own panics bear no text of a case, and nor do errors.
package harden

// Process hardens this process, and answers what the system refused.
func Process() error { return process() }

// Quiet takes the standard error away from a window whose error output goes to
// where nobody reads it now but somebody may later: a file, or the journal of
// the session. The toolkit logs paths there, and a path may bear a name. In a
// terminal and through a pipe everything is still said.
func Quiet() error { return quiet() }
