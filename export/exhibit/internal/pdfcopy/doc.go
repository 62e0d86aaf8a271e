// Package pdfcopy takes pages out of a stranger's PDF as drawings that another
// PDF can hold.
//
// Its one job is to give what is seen on the pages and nothing else: each page
// becomes one form XObject with just the resources that it draws with. Which
// keys of which object are taken is written in one table; whatever is not in
// it stays behind: actions, scripts, enclosed files, metadata, structure,
// comments of programs. Layers that are switched off are not drawn.
//
// Rules: this is the only package that knows the library that parses PDFs, and
// it runs in a process of its own (package exhibit). Nothing is decoded without
// a bound. The same bytes and pages give the same objects. What cannot be taken
// as it is seen is refused with a code; nothing is left out in silence but what
// is never seen.
package pdfcopy
