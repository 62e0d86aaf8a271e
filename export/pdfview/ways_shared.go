//go:build race || sharecode

package pdfview

import (
	"os"

	"github.com/tetratelabs/wazero"
)

// codeFolder is where test programs share the machine code of PDFium, if "make
// test" gave them a folder. Making it takes five seconds of each that shows a page
// or two, half a minute where the race detector follows that, too; the code is the
// same with the detector and without. No program that people use has this: what
// lies on a disk and is run as code would have to be guarded.
var codeFolder = os.Getenv("GUVOH_SHARED_CODE")

// ways begins with what takes least: machine code that was made already, else
// following PDFium step by step. Whoever comes first makes the code, and leaves it
// in the folder.
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
