package pdf

import "guvoh/export/doc"

const (
	figureHeight = 88 * mm // the greatest height of a picture, unless another is wished for
	wholePage    = 200     // millimetres; who wishes for more wants the page for the picture
)

// figure composes a picture and its caption.
func (c *composer) figure(f *doc.Figure) []*box {
	s := c.sheet
	height := figureHeight
	if f.Height > 0 {
		height = f.Height * mm
	}
	width, height := min(s.width, s.measure), min(height, s.height*0.82)
	whole := f.Height >= wholePage
	if whole {
		width = s.width
	}
	tag := c.figureTag(f.Alt)
	caption := c.caption(f, s.left, width)
	if whole {
		const above = 4 // lines, for words over the picture
		height = max(s.height-stack(caption).height-above*s.body.lead, s.height/2)
	}
	boxes := c.bands(f, tag, width, height, whole)
	last := len(boxes) - 1
	boxes = append(boxes[:last:last], keepAll(append(boxes[last:], caption...))...)
	return anchored(spaced(boxes, s.body.size*0.8, s.body.size*1.2), f.Anchor)
}

// bands composes a picture: in one piece, or in several when it would be too
// narrow to be read otherwise.
func (c *composer) bands(f *doc.Figure, t *tag, width, height float64, whole bool) []*box {
	p := c.album.picture(f, width, height, whole)
	if p == nil || p.h <= height+0.01 {
		return []*box{c.pictureBox(f, t, c.sheet.left, width, height)}
	}
	var all []*box
	for _, b := range bandsOf(p.h, height) {
		m := pictureMark{x: c.sheet.left, w: p.w, h: p.h, picture: p, band: b}
		all = append(all, &box{height: b.height, marks: []mark{figureMark{tag: t, x: m.x, w: p.w, h: b.height, mark: m}}})
	}
	return all
}

// gallery composes pictures two to a row.
func (c *composer) gallery(g *doc.Gallery) []*box {
	s := c.sheet
	const alley = 18
	width := (s.width - alley) / 2
	var all []*box
	for i := 0; i < len(g.Figures); i += 2 {
		pair := g.Figures[i:min(i+2, len(g.Figures))]
		pictures := &box{keep: true}
		var captions []cell
		for k, f := range pair {
			x := s.left + float64(k)*(width+alley)
			height := figureHeight * 0.8
			if f.Height > 0 {
				height = f.Height * mm
			}
			b := c.pictureBox(f, c.figureTag(f.Alt), x, width, min(height, s.height*0.82))
			pictures.marks = append(pictures.marks, b.marks...)
			pictures.height = max(pictures.height, b.height)
			anchored([]*box{pictures}, f.Anchor)
			captions = append(captions, cell{x: x, width: width, lines: c.tag(roleCaption).of(c.set(f.Caption, s.small.in(grey), width, ""))})
		}
		row := append([]*box{pictures}, spaced(c.row(captions, 0, 0), 4, 0)...)
		all = append(all, spaced(keepAll(row), s.body.size*0.8, s.body.size)...)
	}
	return all
}

func (c *composer) caption(f *doc.Figure, x, width float64) []*box {
	set := c.tag(roleCaption).of(c.set(f.Caption, c.sheet.small.in(grey), width, ""))
	return spaced(c.lines(set, x, width, doc.Start), 4, 0)
}

// pictureBox composes the picture itself, or says why there is none.
func (c *composer) pictureBox(f *doc.Figure, t *tag, x, maxWidth, maxHeight float64) *box {
	p := c.album.picture(f, maxWidth, maxHeight, false)
	if p == nil {
		return c.noPicture(f, x, maxWidth)
	}
	m := pictureMark{x: x, w: p.w, h: p.h, picture: p}
	return &box{height: p.h, marks: []mark{figureMark{tag: t, x: x, w: p.w, h: p.h, mark: m}}}
}

// noPicture composes a framed note in place of a picture that cannot be drawn.
func (c *composer) noPicture(f *doc.Figure, x, width float64) *box {
	return c.notDrawn(c.words.BadPicture, f.Name, f.SHA256, x, width)
}

// notDrawn composes a framed note in place of a file that cannot be drawn.
func (c *composer) notDrawn(says, name, sha256 string, x, width float64) *box {
	s := c.sheet
	const padding = 12
	inner := width - 2*padding
	boxes := c.lines(c.tag(roleP).of(c.set(doc.Plain(says), s.cell, inner, "")), x+padding, inner, doc.Start)
	var about doc.Text
	if name != "" {
		about = append(about, doc.Styled(name+"\n", doc.Mono))
	}
	if sha256 != "" {
		about = append(about, doc.Span{Text: "SHA-256 "}, doc.Digest(sha256))
	}
	boxes = append(boxes, spaced(c.lines(c.tag(roleP).of(c.set(about, s.small.in(grey), inner, "")), x+padding, inner, doc.Start), 3, 0)...)
	b := stack(boxes)
	for i, m := range b.marks {
		b.marks[i] = shift{dy: padding, mark: m}
	}
	b.height += 2 * padding
	b.marks = append([]mark{outline{x: x, w: width, h: b.height, ink: strong, width: 0.5}}, b.marks...)
	return b
}

// outline is a thin frame.
type outline struct {
	x, w, h float64
	ink     ink
	width   float64
}
