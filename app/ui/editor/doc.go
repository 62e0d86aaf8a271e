// Package editor is a multi-line text editor that stays fluid at 20,000 words.
//
// Fyne's own Entry lays the whole text out again for every key. Here an edit
// re-wraps only the rows it touches, and only the rows that can be seen have
// canvas objects. The text model (buffer) knows nothing of Fyne; Editor draws
// it and turns keys and the mouse into edits.
//
// Rules: no goroutines, no timers, no animations; the clipboard is touched only
// when a person cuts, copies or pastes; all words come in through Labels.
package editor
