// Package composer is the screens on which a dossier is composed: the one on
// which a body is chosen, and the one on which the sections are written.
//
// Its one job is to show what package compose knows of a dossier and to write
// down what a person makes of it. Rules of the package: nothing is asked while
// somebody writes, and what is missing is said at the side; everything is saved
// as it is typed, each step is one action that undo takes back; what is worked
// out runs away from the window and never takes the keyboard; a window too
// small for three panes shows those that fit, the one in use first.
package composer
