package pdfcopy

import "strings"

// role is what an object is in the place where it stands. It decides which of
// its entries are taken; no other entry ever is.
type role int

const (
	plain role = iota // numbers, names, strings and arrays of them
	resources
	gstate
	softMask
	space // a colour space, and what stands inside one
	function
	pattern
	shading
	xobject
	form
	imageMask // a picture, or colours to be left out
	group
	font
	descriptor
	encoding
	glyphs // the drawings of a Type 3 font
	glyph
	data // a stream without entries of its own
	systemInfo
	parms

	eachOf // added to a role: a dictionary whose every entry has it
)

// entries says which entries of a dictionary are taken, and as what.
var entries = map[role]map[string]role{
	resources: join(
		take(eachOf+gstate, "ExtGState"), take(eachOf+space, "ColorSpace"), take(eachOf+pattern, "Pattern"),
		take(eachOf+shading, "Shading"), take(eachOf+xobject, "XObject"), take(eachOf+font, "Font"),
	),
	gstate: join(
		take(plain, "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK"),
		take(font, "Font"), take(softMask, "SMask"), take(function, "TR TR2"),
	),
	softMask: join(take(plain, "Type S BC"), take(form, "G"), take(function, "TR")),
	space: join(
		take(plain, "N Range WhitePoint BlackPoint Gamma Matrix Subtype"), take(space, "Alternate"), take(eachOf+space, "Colorants"),
		functionEntries,
	),
	function: functionEntries,
	pattern: join(
		take(plain, "Type PatternType PaintType TilingType BBox XStep YStep Matrix"),
		take(shading, "Shading"), take(gstate, "ExtGState"),
	),
	shading: join(
		take(plain, "ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow"),
		take(space, "ColorSpace"), take(function, "Function"),
	),
	xobject: join(
		take(plain, "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode SMaskInData Matte"),
		take(space, "ColorSpace"), take(imageMask, "Mask SMask"),
	),
	form:  join(take(plain, "Type Subtype FormType BBox Matrix"), take(group, "Group")),
	group: join(take(plain, "Type S I K"), take(space, "CS")),
	font: join(
		take(plain, "Type Subtype BaseFont FirstChar LastChar Widths Name FontBBox FontMatrix DW W DW2 W2"),
		take(descriptor, "FontDescriptor"), take(encoding, "Encoding"), take(encoding, "ToUnicode"),
		take(font, "DescendantFonts"), take(systemInfo, "CIDSystemInfo"), take(data, "CIDToGIDMap"),
		take(glyphs, "CharProcs"),
	),
	descriptor: join(
		take(plain, "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet"),
		take(data, "FontFile FontFile2 FontFile3"),
	),
	encoding:   join(take(plain, "Type BaseEncoding Differences CMapName WMode"), take(encoding, "UseCMap"), take(systemInfo, "CIDSystemInfo")),
	data:       take(plain, "Length1 Length2 Length3 Subtype"),
	systemInfo: take(plain, "Registry Ordering Supplement"),
	parms: join(
		take(plain, "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform"),
		take(data, "JBIG2Globals"),
	),
}

var functionEntries = join(
	take(plain, "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds"),
	map[string]role{"Functions": function},
)

func take(as role, names string) map[string]role {
	m := map[string]role{}
	for n := range strings.FieldsSeq(names) {
		m[n] = as
	}
	return m
}

func join(all ...map[string]role) map[string]role {
	m := map[string]role{}
	for _, one := range all {
		for k, v := range one {
			m[k] = v
		}
	}
	return m
}
