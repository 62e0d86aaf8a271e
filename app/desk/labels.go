package desk

import (
	"guvoh/app/tr"
	"guvoh/app/ui"
)

// Labels gives the widgets their words in the reader's language.
func Labels(w *tr.Printer) ui.Labels {
	l := ui.Labels{
		OK: w.T("action.ok"), Cancel: w.T("action.cancel"), Close: w.T("action.close"), Save: w.T("action.save"),
		Delete: w.T("action.delete"), Browse: w.T("action.browse"), Path: w.T("widget.path"), Choose: w.T("action.choose"),
		Clear: w.T("action.clear"), Remove: w.T("action.remove"), Open: w.T("action.open"), Back: w.T("action.back"),
		Search: w.T("action.search"), NothingFound: w.T("state.nothing_found"), CreateNew: w.T("widget.create_new"),
		AddNote: w.T("widget.add_note"), Note: w.T("widget.note"), Add: w.T("action.add"), Help: w.T("widget.help"),
		Required: w.T("widget.required"), Source: w.T("widget.source"), NoSource: w.T("widget.no_source"),
		Understood: w.T("widget.understood"), Dismiss: w.T("action.close"), Undo: w.T("action.undo"), Working: w.T("widget.working"),
		Question: w.T("block.question"), Answer: w.T("block.answer"), NoteBlock: w.T("block.note"),
		Speaker: w.T("block.speaker"), Original: w.T("block.original"), Translation: w.T("block.translation"),
		AddBlock: w.T("block.add"), DeleteBlock: w.T("block.delete"), MoveUp: w.T("action.move_up"), MoveDown: w.T("action.move_down"),
		NoPicture: w.T("widget.no_picture"), PictureTooBig: w.T("widget.picture_too_big"), Loading: w.T("state.loading"),
		PageBefore: w.T("widget.page_before"), PageAfter: w.T("widget.page_after"), Enlarge: w.T("widget.enlarge"),
		Larger: w.T("widget.larger"), Smaller: w.T("widget.smaller"), WholePage: w.T("widget.whole"),
		PageOf: func(page, of int) string {
			return w.T("widget.page_of", tr.V{"Page": w.Number(page), "Of": w.Number(of)})
		},
	}
	l.FieldHelp, l.FieldAbout = w.T("quick.field_help"), w.T("quick.field_about")
	l.Edit.Cut, l.Edit.Copy, l.Edit.Paste, l.Edit.SelectAll = w.T("action.cut"), w.T("action.copy"), w.T("action.paste"), w.T("action.select_all")
	l.Edit.Undo, l.Edit.Redo = w.T("action.undo"), w.T("action.redo")
	return l
}
