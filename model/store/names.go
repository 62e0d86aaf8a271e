package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// resolve gives the absolute path of a file, and that of the file itself for a
// link to it: what belongs to a file lies beside it and not beside a link. A
// path where nothing is yet stays as it is.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if st, err := os.Lstat(abs); err != nil || st.Mode()&fs.ModeSymlink == 0 {
		return abs, nil
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	return abs, nil // a link to nothing: whoever opens it says so
}

// cutName cuts the beginning off the name of a file, as the system compares
// names: where it takes capitals and small letters for the same, so do we.
func cutName(name, beginning string) (rest string, ok bool) {
	same := strings.HasPrefix(name, beginning)
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		same = len(name) >= len(beginning) && strings.EqualFold(name[:len(beginning)], beginning)
	}
	if !same {
		return name, false
	}
	return name[len(beginning):], true
}
