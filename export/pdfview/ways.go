//go:build !race

package pdfview

import "github.com/tetratelabs/wazero"

// ways are the ways to make the engine ready, the best first.
var ways = []way{wazero.NewRuntimeConfig, wazero.NewRuntimeConfigInterpreter}
