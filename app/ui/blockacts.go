package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// edited takes over what was typed into a side.
func (r *blockRow) edited(side Side) {
	if r.quiet {
		return
	}
	if r.l.shown.id == r.id {
		r.l.shown = shownBlock{} // the marks were of another text
	}
	text := r.sides[side].Text()
	took := r.took(side, text)
	r.underline(side)
	if took && r.l.OnEdit != nil {
		r.l.OnEdit(r.id, side, text)
	}
}

// took notes what a side reads now.
func (r *blockRow) took(side Side, text string) bool {
	i := r.l.index(r.id)
	if i < 0 {
		return false
	}
	if b := &r.l.blocks[i]; side == Original {
		b.Original = text
	} else {
		b.Translation = text
	}
	return true
}

func (r *blockRow) speakerTyped() {
	i := r.l.index(r.id)
	if i < 0 {
		return
	}
	r.l.blocks[i].Speaker = r.speaker.Text()
	if r.l.OnSpeaker != nil {
		r.l.OnSpeaker(r.id, r.l.blocks[i].Speaker)
	}
}

// reheight makes room for a text that became higher or lower.
func (r *blockRow) reheight() {
	i := r.l.index(r.id)
	if i < 0 || r.l.width <= 0 {
		return
	}
	if h := r.l.grid().height(r.l.blocks[i]); h != r.l.heights[i] {
		r.l.heights[i] = h
		r.l.relayout(i)
	}
	r.place()
}

// tab goes original, translation, next block; back from the original it goes
// to speaker and kind, which stand before it.
func (r *blockRow) tab(side Side, back bool) {
	c := canvasOf(r)
	i := r.l.index(r.id)
	switch {
	case c == nil || i < 0:
	case back && side == Translated:
		c.Focus(r.sides[Original])
	case back:
		c.FocusPrevious()
	case side == Original && r.l.translation:
		c.Focus(r.sides[Translated])
	case i+1 < len(r.l.blocks):
		r.l.GoTo(r.l.blocks[i+1].ID, Original)
	default:
		c.Focus(r.sides[side])
		c.FocusNext()
	}
}

// cross takes the caret from one block into the next with the arrow keys.
func (r *blockRow) cross(side Side, up bool) bool {
	to := r.l.index(r.id) + 1
	if up {
		to -= 2
	}
	if to < 0 || to >= len(r.l.blocks) {
		return false
	}
	id := r.l.blocks[to].ID
	r.l.GoTo(id, side)
	if next := r.l.rows[id]; next != nil {
		if up {
			next.editor(side).ToEnd()
		} else {
			next.editor(side).ToStart()
		}
	}
	return true
}

// shortcut inserts, moves and deletes the block.
func (r *blockRow) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || r.l.readOnly {
		return false
	}
	switch {
	case c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter):
		i := r.l.index(r.id)
		r.l.insertAfter(r.id, following(r.l.blocks[i].Kind))
	case c.Modifier == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyDelete:
		r.l.delete(r.id)
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyUp:
		r.l.move(r.id, -1)
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown:
		r.l.move(r.id, 1)
	default:
		return false
	}
	return true
}

// following answers what usually follows a kind.
func following(kind string) string {
	switch kind {
	case KindQuestion:
		return KindAnswer
	case KindAccount:
		return KindAccount
	}
	return KindQuestion
}

// insertAfter makes an empty block behind another and goes there.
func (l *BlockList) insertAfter(after, kind string) {
	l.add(after, Original, Block{Kind: kind, Speaker: l.speakerOf(kind, l.index(after))})
}

// speakerOf answers who spoke last in that role, before block i.
func (l *BlockList) speakerOf(kind string, i int) string {
	for ; i >= 0; i-- {
		if l.blocks[i].Kind == kind {
			return l.blocks[i].Speaker
		}
	}
	return ""
}

// add tells of new blocks, shows them and goes to the last.
func (l *BlockList) add(after string, side Side, blocks ...Block) {
	if l.readOnly || l.OnInsert == nil {
		return
	}
	kept := l.OnInsert(after, slices.Clone(blocks))
	if len(kept) == 0 {
		return // the app refused, and says why itself
	}
	l.Insert(after, kept...)
	l.GoTo(kept[len(kept)-1].ID, side)
}

func (l *BlockList) setKind(id, kind string) {
	i := l.index(id)
	if i < 0 || l.readOnly || l.blocks[i].Kind == kind {
		return
	}
	b := l.blocks[i]
	b.Kind = kind
	l.Update(b)
	if l.OnKind != nil {
		l.OnKind(id, kind)
	}
}

// move swaps a block with the one before or after it.
func (l *BlockList) move(id string, step int) {
	i := l.index(id)
	to := i + step
	if i < 0 || to < 0 || to >= len(l.blocks) || l.readOnly {
		return
	}
	l.blocks[i], l.blocks[to] = l.blocks[to], l.blocks[i]
	l.heights[i], l.heights[to] = l.heights[to], l.heights[i]
	l.relayout(min(i, to))
	l.revealPart(to, 0, l.heights[to])
	if l.OnMove != nil {
		after := ""
		if to > 0 {
			after = l.blocks[to-1].ID
		}
		l.OnMove(id, after)
	}
}

// delete takes a block out and goes to its neighbour.
func (l *BlockList) delete(id string) {
	i := l.index(id)
	if i < 0 || l.readOnly {
		return
	}
	if c := canvasOf(l); c != nil && len(l.blocks) > 1 {
		to := i + 1
		if to == len(l.blocks) {
			to = i - 1
		}
		l.GoTo(l.blocks[to].ID, Original)
	} else if c != nil {
		c.Unfocus()
	}
	l.Remove(id)
	if l.OnDelete != nil {
		l.OnDelete(id)
	}
}

// pasteLimit is how much text goes into one block; more becomes blocks of its own.
const pasteLimit = 8000

// paste splits a long text at its paragraphs into blocks of the same kind.
// What stood behind the caret goes behind the last of them.
func (r *blockRow) paste(side Side, text string) bool {
	i := r.l.index(r.id)
	if len(text) <= pasteLimit || i < 0 || r.l.OnPaste == nil || r.l.readOnly {
		return false
	}
	parts := splitText(text)
	if len(parts) < 2 {
		return false
	}
	e, before := r.sides[side], r.sides[side].Text()
	r.quiet = true
	e.Insert(parts[0])
	all := []rune(e.Text())
	first, rest := string(all[:e.Caret()]), string(all[e.Caret():])
	parts[len(parts)-1] += rest
	e.SetText(first)
	r.quiet = false
	fresh := r.l.fresh(i, side, parts[1:])
	kept := r.l.OnPaste(r.id, side, first, fresh)
	if len(kept) == 0 { // refused: all is as it was
		e.SetText(before)
		r.reheight()
		return true
	}
	r.took(side, first)
	r.reheight()
	r.l.Insert(r.id, kept...)
	r.l.GoTo(kept[len(kept)-1].ID, side)
	return true
}

// fresh makes blocks of texts, of the kind of block i and by its speaker.
func (l *BlockList) fresh(i int, side Side, texts []string) []Block {
	out := make([]Block, len(texts))
	for k, t := range texts {
		out[k] = Block{Kind: l.blocks[i].Kind, Speaker: l.blocks[i].Speaker}
		if side == Translated {
			out[k].Translation = t
		} else {
			out[k].Original = t
		}
	}
	return out
}

// splitText cuts a text at its paragraphs, and those that are still too long
// at a sentence or a space. Nothing but line ends between paragraphs is dropped.
func splitText(text string) []string {
	sep := "\n"
	if strings.Contains(text, "\n\n") {
		sep = "\n\n"
	}
	var out []string
	for _, p := range strings.Split(text, sep) {
		p = strings.Trim(p, "\n")
		for len(p) > pasteLimit {
			n := cutAt(p)
			out = append(out, p[:n])
			p = p[n:]
		}
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return out
}

// cutAt answers where to cut a paragraph: after the last sentence that fits,
// else after the last space, else anywhere between letters.
func cutAt(p string) int {
	sentence, space, letter := 0, 0, 0
	var before rune
	for i, c := range p {
		if i > pasteLimit {
			break
		}
		letter = i
		if unicode.IsSpace(before) {
			space = i
		}
		if unicode.IsSpace(c) && strings.ContainsRune(".!?…", before) {
			sentence = i + utf8.RuneLen(c)
		}
		before = c
	}
	switch {
	case sentence > pasteLimit/2:
		return sentence
	case space > 0:
		return space
	}
	return letter
}
