//go:build race

package pdfview

import (
	"os"

	"github.com/tetratelabs/wazero"
)

// codeFolder is where test programs share the machine code of PDFium, if "make
// test" gave them a folder. The race detector would follow the making of it for
// half a minute in each that shows a page or two; the code is the same with it and
// without.
var codeFolder = os.Getenv("GUVOH_SHARED_CODE")

// ways begins with what takes least: machine code that was made already, else
// following PDFium step by step. A worker that may open no file does so, too.
var ways = func() []way {
	if codeFolder != "" {
		return []way{wazero.NewRuntimeConfig, wazero.NewRuntimeConfigInterpreter}
	}
	return []way{wazero.NewRuntimeConfigInterpreter, wazero.NewRuntimeConfig}
}()

// newCode gives the machine code of PDFium that is in the folder, or room for it.
func newCode() wazero.CompilationCache {
	if codeFolder != "" {
		if c, err := wazero.NewCompilationCacheWithDir(codeFolder); err == nil {
			return c
		}
	}
	return wazero.NewCompilationCache()
}
