package exhibit

import "time"

// The frames from this side.
const (
	askOpen    = 'O' // size, name, media type
	askInspect = 'I'
	askPages   = 'P' // numbers of pages: what a copy of them needs
	askCopy    = 'C' // numbers of pages: the copy
	askSize    = 'Z' // of a picture
	askPicture = 'G' // greatest width and height in pixels, 1 if its data is wanted even as it is: the picture
	askBlocks  = 'B' // of a text
	askPart    = 'N' // name of a file inside a document: its bytes
	askText    = 'T' // all that is written in the file, for whoever looks for words
	askClose   = 'X'
	haveBytes  = 'D' // what was wanted
)

// The frames from the worker.
const (
	sayWant    = 'w' // place and number of bytes of the file
	sayInfo    = 'i' // JSON
	sayObject  = 'o' // text of an object, and the length of its data, -1 for none
	sayData    = 'd'
	sayText    = 't' // number of a page, and what is written on it
	sayEnd     = '.'
	sayRefused = '!' // a fault
)

const (
	maxPiece = 256 << 10 // of a file, or of data
	maxJSON  = 32 << 20
	maxName  = 4 << 10

	// memory is how much a worker may need.
	memory = 400 << 20

	// patience is how long a worker may take for a file, and for each megabyte
	// of it, not counting the time in which it waits for bytes.
	patience    = 60 * time.Second
	patiencePer = time.Second

	// calmPatience is the same where all that is written in a file is looked for: a
	// long PDF takes its time, and more where the worker leaves the machine to others.
	calmPatience = 20 * time.Minute
)
