// Package ui is the set of widgets, the theme and the dialogs of Guvoh.
//
// It knows no model package: plain values go in, intentions come out. It never
// starts a goroutine (SetRunner injects what runs work elsewhere), holds no
// words of its own (SetLabels), and touches the clipboard and the disk only
// when a person asks. All of it belongs on the UI goroutine.
//
// In every widget Load shows a value without telling anybody, and the hooks
// (OnChanged and its like) hear only what a person does.
//
// Look
//   - Theme, NewTheme(mode, scale): light, dark, high contrast; 100 to 200 %.
//   - SetLabels, Words: the words of the widgets. SetRunner: work off the UI goroutine.
//   - Forget: drops measured texts when a file is closed.
//
// Window
//   - Root: outermost widget of a window; Toast with an action, tips.
//   - OnActivity: every sign that somebody sits there. ClearClipboard: what was copied goes.
//   - Scroll: scroller that reveals focused fields; Reveal, RevealPart.
//   - Sidebar: navigation with icons and counts, one Tab stop.
//   - NewToolbar (nil pushes right), Banner.
//   - NewStack, NewRow, NewInset, NewFlow: layouts that respect wrapping text.
//   - NewHeaded: a head above a list; LeadInto: from a line of searching into it.
//
// Text
//   - Text, NewHeading, NewCaption: wrapping text. Section: heading in a screen.
//   - NewMarked: a text in which words are marked, in looks that differ without colour.
//   - Badge, Chip, EmptyState, RecordRow: parts of lists.
//   - ActionRow: a thing, a sentence about it and what can be done with it.
//
// Input
//   - Field: label, input, help, error and source; NewForm: one or two columns.
//   - Entry: one line; OnCommit once typing rests.
//   - Editor (NewAutoEditor): many lines, fluid at 20,000 words.
//   - Check, Button, NewIconButton, NewNoteButton.
//   - DateField: partial date with its reading in plain words.
//   - TermSelect: one term, with a note; TermsPicker: several; RefPicker: a record.
//   - BlockList: an account as blocks of several kinds with translation.
//     ShowAt leads to a place in it, with its words marked; MarkWords does in an Editor.
//   - Columns: list with sortable columns over any number of rows.
//   - Results: what a search found, under headings, with the sentences marked.
//   - Thumb: small picture decoded within limits, held upright.
//   - Pages: a document, a page at a time; Enlarge: a page or a picture over the
//     whole window. Both have their Leaves made elsewhere, when they are wanted.
//
// Dialogs: Message, Form, Progress, AskPath, NewDialog. Escape
// cancels, Enter takes the default, the keyboard returns where it was.
package ui
