package pdfcopy

// Rewrite gives a content stream as it is kept.
func Rewrite(content []byte, off func(layer string) bool) []byte {
	out, _ := rewrite(content, off)
	return out
}
