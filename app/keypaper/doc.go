// Package keypaper brings the keys of the open file to paper and proves that
// the paper opens the file: the recovery sheet, the key shares, and the contact
// card of whoever sits here.
//
// Its one job is to join what a person sees (package gate), the sheets
// (export/sheet), the printer and the disk (package paper), and the file, in
// one way for the window that has just made a file and for the screen of keys.
//
// Rules of the package: words of keys are never written anywhere but where the
// person says, and forgotten as soon as they are on paper; what is remembered
// about a key (whether its paper was tried, who keeps the shares) lies inside
// the file and nowhere else.
package keypaper
