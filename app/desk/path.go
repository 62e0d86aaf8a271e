package desk

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"guvoh/app/tr"
	"guvoh/model"
)

// NewPath gives the path of something that is to be made, with its ending (such
// as ".pdf"), and says in one sentence why it cannot be made there; "" when it
// can.
func NewPath(w *tr.Printer, path, end string) (whole, problem string) {
	if path != "" && !strings.EqualFold(filepath.Ext(path), end) {
		path += end
	}
	switch {
	case path == "" || filepath.Base(path) == end || isFolder(path):
		return path, w.T("file.name_missing")
	case !filepath.IsAbs(path):
		return path, w.T("file.whole_path")
	case !isFolder(filepath.Dir(path)):
		return path, w.T("file.no_folder")
	}
	if _, err := os.Lstat(path); err == nil {
		return path, w.T("problem.store.exists")
	}
	return path, ""
}

func isFolder(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// Moment says a day and an hour of this computer.
func Moment(w *tr.Printer, at time.Time) string {
	return Day(w, at) + ", " + at.Local().Format("15:04")
}

// Day says a day of this computer's calendar as the reader writes it.
func Day(w *tr.Printer, at time.Time) string {
	day := at.Local().Format(time.DateOnly)
	return w.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
}
