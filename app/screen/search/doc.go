// Package search finds words anywhere in the file, as they are typed, and leads
// to the very place where they stand.
//
// What is found stands under the cases it belongs to: first what is spelled as it
// was typed, then what is written otherwise, and says so.
//
// Rules of the package: the file is asked away from the window, of several
// questions under way only the newest is answered, and what is shown stays until
// then; nothing that was typed is kept anywhere but in the desk, which goes with
// the open file; coming back finds the search as it stood.
package search
