package ui

import "unicode"

// markedRun is a part of a line of one look.
type markedRun struct {
	text string
	look MarkLook
	line int
	x, w float32
}

// flowing breaks marked words into lines. A line ends between words only, also
// where a mark begins or ends within a word, unless a word is longer than a line.
type flowing struct {
	width, size float32
	runs        []markedRun
	run         markedRun // that grows
	x           float32   // where the next letter goes
	line        int
	word        []marking // since the last space
	space       MarkLook  // of the space before it,
	spaced      bool      // if there is one
}

// span takes the next part of the text.
func (f *flowing) span(s marking) {
	from := 0
	for i, r := range s.text {
		if !unicode.IsSpace(r) {
			continue
		}
		f.letters(s.text[from:i], s.look)
		f.wordEnds()
		from = i + len(string(r))
		if r == '\n' {
			f.newLine()
			f.spaced = false
		} else if f.x > 0 { // no line begins with a space
			f.space, f.spaced = s.look, true
		}
	}
	f.letters(s.text[from:], s.look)
}

func (f *flowing) letters(s string, look MarkLook) {
	if s != "" {
		f.word = append(f.word, marking{s, look})
	}
}

func (f *flowing) measure(s string, look MarkLook) float32 {
	return textSize(s, f.size, look == MarkFound).Width
}

// wordEnds puts the word that was gathered into its line.
func (f *flowing) wordEnds() {
	if len(f.word) == 0 {
		return
	}
	need := float32(0)
	for _, part := range f.word {
		need += f.measure(part.text, part.look)
	}
	if f.spaced {
		gap := f.measure(" ", f.space)
		if f.width > 0 && f.x+gap+need > f.width {
			f.newLine()
		} else {
			f.add(" ", f.space, gap)
		}
	}
	for _, part := range f.word {
		f.part(part)
	}
	f.word, f.spaced = f.word[:0], false
}

// part puts a part of a word into the line, and into more where it is too long.
func (f *flowing) part(p marking) {
	w := f.measure(p.text, p.look)
	for r := []rune(p.text); f.width > 0 && f.x+w > f.width && len(r) > 1; r = []rune(p.text) {
		n := fittingRunes(r, f.size, f.width-f.x, p.look == MarkFound)
		if first := string(r[:n]); n > 1 || f.x == 0 || f.x+f.measure(first, p.look) <= f.width {
			f.add(first, p.look, f.measure(first, p.look))
			p.text = string(r[n:])
		}
		f.newLine()
		w = f.measure(p.text, p.look)
	}
	f.add(p.text, p.look, w)
}

func (f *flowing) add(s string, look MarkLook, w float32) {
	if f.run.text != "" && f.run.look != look {
		f.runEnds()
	}
	if f.run.text == "" {
		f.run = markedRun{look: look, line: f.line, x: f.x}
	}
	f.run.text += s
	f.x += w
}

// runEnds keeps the run that grew. What follows it stands where it really ends.
func (f *flowing) runEnds() {
	if f.run.text != "" {
		f.run.w = f.measure(f.run.text, f.run.look)
		f.x = f.run.x + f.run.w
		f.runs = append(f.runs, f.run)
	}
	f.run = markedRun{}
}

func (f *flowing) newLine() {
	f.runEnds()
	f.line++
	f.x = 0
}
