package doc

// Walk calls visit for each block of the tree in reading order, a section
// before what it holds, with the level of the section around it (0 outside
// all, and its own level for a section). The blocks of the cover come first.
func (d *Document) Walk(visit func(b Block, level int)) {
	if d.Cover != nil {
		if d.Cover.Caption != nil {
			visit(d.Cover.Caption, 0)
		}
		walk(d.Cover.Blocks, 0, visit)
	}
	walk(d.Blocks, 0, visit)
}

func walk(blocks []Block, level int, visit func(Block, int)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Section:
			visit(b, level+1)
			walk(b.Blocks, level+1, visit)
		case *Together:
			visit(b, level)
			walk(b.Blocks, level, visit)
		case *Exhibit:
			visit(b, level)
			walk(b.Cover, level, visit)
			walk(b.Blocks, level, visit)
		case *Gallery:
			visit(b, level)
			for _, f := range b.Figures {
				visit(f, level)
			}
		case *Beside:
			visit(b, level)
			visit(b.Figure, level)
			walk(b.Blocks, level, visit)
		default:
			visit(b, level)
		}
	}
}

// Texts calls visit for each text a block holds itself, in reading order;
// texts of blocks inside it are left to [Document.Walk].
func Texts(b Block, visit func(Text)) {
	switch b := b.(type) {
	case *Paragraph:
		visit(b.Text)
	case *KeyValues:
		for _, r := range b.Rows {
			visit(r.Value)
		}
	case *Table:
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				visit(c)
			}
		}
	case *Figure:
		visit(b.Caption)
	case *Drawing:
		visit(b.Caption)
	case *Quote:
		visit(b.Text)
		visit(b.By)
	case *Parallel:
		for _, t := range b.Turns {
			visit(t.Left)
			visit(t.Right)
		}
	case *List:
		items(b.Items, visit)
	case *Chronology:
		for _, e := range b.Entries {
			visit(e.Text)
			visit(e.Source)
		}
	case *Callout:
		visit(b.Text)
	}
}

func items(list []Item, visit func(Text)) {
	for _, it := range list {
		visit(it.Text)
		items(it.Sub, visit)
	}
}

// Anchors calls visit for each anchor a block sets itself, in reading order.
func Anchors(b Block, visit func(anchor string)) {
	set := func(a string) {
		if a != "" {
			visit(a)
		}
	}
	switch b := b.(type) {
	case *Section:
		set(b.Anchor)
	case *Paragraph:
		set(b.Anchor)
	case *KeyValues:
		set(b.Anchor)
	case *Table:
		set(b.Anchor)
		for _, r := range b.Rows {
			set(r.Anchor)
		}
	case *Figure:
		set(b.Anchor)
	case *Drawing:
		set(b.Anchor)
	case *Exhibit:
		set(b.Anchor)
		for _, s := range b.Sheets {
			set(SheetAnchor(b.Anchor, s.Page))
		}
	case *Quote:
		set(b.Anchor)
	case *Parallel:
		for _, t := range b.Turns {
			set(t.Anchor)
		}
	case *Chronology:
		for _, e := range b.Entries {
			set(e.Anchor)
		}
	}
}
