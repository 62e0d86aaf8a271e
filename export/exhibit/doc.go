// Package exhibit makes printable pages of evidence, however hostile its bytes.
//
// Its one job is to look into a file as it was received, say what it is and
// what will become of it on paper ([Reader.Inspect]), and give what is printed:
// the pages of a PDF as drawings that another PDF can hold ([Reader.Pages]),
// pictures in the size in which they are printed ([Reader.Picture]), texts,
// messages and documents as blocks ([Reader.Blocks]). Whoever looks for words in
// it gets those, and nothing else ([Reader.Text]).
//
// Bytes of evidence may have been made to do harm. So this process decodes none
// of them: a worker does, which is this program once more ([Work]). It asks for
// the bytes over a pipe, piece by piece, and nothing of them is ever written to
// a disk; its memory and its time are bounded; on Linux it can open no file and
// no connection. What it answers is checked before it is used. A PDF that its
// parser refuses is drawn by PDFium in a sandbox (export/pdfview), as pictures,
// and that is said.
//
// Rules of the package: the same bytes give the same pages. What cannot be
// printed as it is seen gets a code that says why, never a page that pretends.
// Nothing of the program's own words is here: labels come from the caller. No
// moving picture is decoded, since no kept library in Go does that: of a
// recording only its length is read.
package exhibit
