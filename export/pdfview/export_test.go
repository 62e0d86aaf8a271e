package pdfview

import (
	"context"
	"image"
	"io/fs"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/tetratelabs/wazero"
)

// Memory gives what the sandbox of a document has to work in.
func Memory(d *Document) []byte { return d.box.memory.bytes }

// The tests of this package try what the program does, under the race detector too.
func init() {
	ways = []way{wazero.NewRuntimeConfig, wazero.NewRuntimeConfigInterpreter}
}

// Unable has the first way fail as on a machine that lets nobody make code,
// and draws in the way that is left.
func Unable(data []byte, size image.Point) (image.Image, error) {
	engine.Lock()
	code, now, before := engine.code, engine.way, ways
	engine.code, engine.way = nil, 0
	ways = []way{func() wazero.RuntimeConfig { panic("no code is made here") }, wazero.NewRuntimeConfigInterpreter}
	engine.Unlock()
	defer func() {
		engine.Lock()
		defer engine.Unlock()
		engine.code, engine.way, ways = code, now, before
	}()
	d, err := Open(context.Background(), data)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Render(context.Background(), 0, size.X)
}

// OpenPath has a sandbox open a file of the machine.
func OpenPath(path string) error {
	b, err := newSandbox()
	if err != nil {
		panic(err)
	}
	defer b.close()
	_, err = b.OpenDocument(&requests.OpenDocument{FilePath: &path})
	return err
}

// Typefaces is the folder that the sandbox sees.
var Typefaces fs.FS = typefaces{}

// Pixels gives a page its size on the screen.
var Pixels = pixels
