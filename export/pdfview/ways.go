//go:build !race && !sharecode

package pdfview

import "github.com/tetratelabs/wazero"

// ways are the ways to make the engine ready, the best first.
var ways = []way{wazero.NewRuntimeConfig, wazero.NewRuntimeConfigInterpreter}

// newCode makes room for the machine code of PDFium, in this process alone.
func newCode() wazero.CompilationCache { return wazero.NewCompilationCache() }
