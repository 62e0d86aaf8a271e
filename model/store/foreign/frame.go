package foreign

// The frames from this side: what is asked for.
const (
	askOpen        = 'O' // path, key ("" for an unsealed file)
	askStreams     = 'S'
	askActions     = 'A'
	askLinks       = 'L' // number of the stream, first and last number in it
	askSigners     = 'G'
	askHoles       = 'H'
	askOrigin      = 'F'
	askVouchers    = 'V'
	askAttachments = 'T'
	askChunks      = 'C' // number of the attachment
	askStop        = 'X' // no more of the answer is wanted; it has no answer itself
)

// The frames from the worker.
const (
	sayOpened  = 'o' // version of the tables
	sayRow     = 'r'
	sayLinks   = 'l' // several rows; see putLink
	sayEnd     = '.' // no more rows
	sayRefused = '!' // a [Reason]
)

const (
	// maxValue is the largest value that is taken out of a file. It fits into a frame.
	maxValue = 64 << 20
	maxText  = 4 << 10 // of paths, keys and signatures
	maxName  = 1 << 10 // of people and verbs
	maxChunk = 1 << 20 // as package store writes them
	maxWords = 1 << 20 // of what a file says of itself
)
