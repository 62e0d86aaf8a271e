// Package worker has this program do dangerous work in a process of its own.
//
// Its one job is the way between the two: a program starts itself once more
// with an argument that people never use, asks over a pipe, and gets answers in
// frames. The work itself is that of whoever starts it: a stranger's file is
// read so (store/foreign), and a stranger's pictures and documents are (export/exhibit).
//
// Rules: what a worker says is read as a stranger's letter, since the file that
// it reads may have turned it; a worker that takes too long is ended, and so is
// one whose program is gone; its memory is bounded, and on Linux it writes no
// file and opens none once [NoMoreFiles] was called.
package worker
