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
	case path == "" || filepath.Base(path) == end || IsFolder(path):
		return path, w.T("file.name_missing")
	case !filepath.IsAbs(path):
		return path, w.T("file.whole_path")
	case !IsFolder(filepath.Dir(path)):
		return path, w.T("file.no_folder")
	}
	if _, err := os.Lstat(path); err == nil {
		return path, w.T("problem.store.exists")
	}
	return path, ""
}

// IsFolder reports whether a folder lies at the path, or a link to one.
func IsFolder(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// Home gives the folder where a person's own files begin: their documents,
// where there is such a folder; "" when the system names none.
func Home() string {
	dir, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	if docs := filepath.Join(dir, "Documents"); IsFolder(docs) {
		return docs
	}
	return dir
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
