// Package worth teaches SQLite's full-text search to say how well a row answers
// without counting how many others do.
//
// Its one job is the function worth of SQL. FTS5's own, bm25, goes through all rows
// in which each word of a question stands before it weighs the first, so that the
// best of a few rows cost as much as all of them. The formula is the same; how much
// a word weighs, the caller says.
//
// Rules of the package: it knows no tables and no questions; every file that is
// opened after it was linked has the function, and nothing of it stands in a file.
package worth

/*
#include "worth.h"
*/
import "C"

import (
	"encoding/binary"
	"fmt"
	"math"

	_ "github.com/mattn/go-sqlite3" // SQLite itself, whose symbols worth.c links to
)

func init() {
	if rc := C.guvoh_worth(); rc != 0 {
		panic(fmt.Sprintf("SQLite takes no function for its full-text search: error %d", int(rc)))
	}
}

// Weights gives what the function takes for the weights of phrases, in the order in
// which they stand in the question.
func Weights(each ...float64) []byte {
	var b []byte
	for _, w := range each {
		b = binary.NativeEndian.AppendUint64(b, math.Float64bits(w))
	}
	return b
}
