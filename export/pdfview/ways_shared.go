//go:build sharecode && !race

package pdfview

import (
	"os"

	"github.com/tetratelabs/wazero"
)

// ways are those of the program that people use, which has no tag sharecode: what
// lies on a disk and is run as code would have to be guarded.
var ways = []way{wazero.NewRuntimeConfig, wazero.NewRuntimeConfigInterpreter}

// newCode gives the machine code of PDFium from the folder that "make test" gave
// the test programs, where this process may read it; making it takes five seconds
// of each. Whoever comes first leaves it there. A worker that may open no file
// makes its own, as it always does.
func newCode() wazero.CompilationCache {
	if folder, err := os.Open(os.Getenv("GUVOH_SHARED_CODE")); err == nil {
		defer folder.Close()
		if c, err := wazero.NewCompilationCacheWithDir(folder.Name()); err == nil {
			return c
		}
	}
	return wazero.NewCompilationCache()
}
