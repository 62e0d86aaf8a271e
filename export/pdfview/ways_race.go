//go:build race

package pdfview

import "github.com/tetratelabs/wazero"

// ways begins with the one that needs no machine code: under the race detector
// making that takes half a minute of work and a gigabyte in each test program
// that shows a page or two. The tests of this package make it all the same.
var ways = []way{wazero.NewRuntimeConfigInterpreter, wazero.NewRuntimeConfig}
