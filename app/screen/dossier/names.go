package dossier

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// now is the clock.
var now = time.Now

// taken tells whether something lies at the path, or would lie beside it as the
// first of several volumes.
func taken(path string) bool {
	_, err := os.Lstat(path)
	if err == nil {
		return true
	}
	ext := filepath.Ext(path)
	_, err = os.Lstat(strings.TrimSuffix(path, ext) + "-1" + ext)
	return err == nil
}

// free gives the path, or the next one like it where nothing lies.
func free(path string) string {
	if !taken(path) {
		return path
	}
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	for n := 2; ; n++ {
		if p := fmt.Sprintf("%s-%d%s", stem, n, ext); !taken(p) {
			return p
		}
	}
}
