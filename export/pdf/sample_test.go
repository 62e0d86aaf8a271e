package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"guvoh/export/doc"
)

// caseFile returns a document that uses every block, in six scripts.
func caseFile(t testing.TB) *doc.Document {
	t.Helper()
	d := &doc.Document{
		Title: "Abduction of Mirsobir Khamidkariev", Subject: "UZ-2014-0001", Author: "Documentation unit", Lang: "en",
		Date:           time.Date(2026, 3, 14, 9, 30, 0, 0, time.FixedZone("", 5*3600)),
		Page:           doc.Page{Margin: doc.Margin{Top: 24, Right: 20, Bottom: 22, Left: 20}},
		Head:           doc.RunningHead{Left: "UZ-2014-0001 · Abduction of Mirsobir Khamidkariev", Right: "CONFIDENTIAL"},
		Watermark:      "CONFIDENTIAL",
		NumberSections: true,
		Contents:       &doc.Contents{Depth: 2},
		Cover: &doc.Cover{
			Kicker: "Case file", Subtitle: "Похищение и насильственное возвращение · Oʻgʻirlab ketish va majburan qaytarish", Badge: "CONFIDENTIAL",
			Facts: []doc.KeyValue{
				{Label: "Reference", Value: doc.Plain("UZ-2014-0001")},
				{Label: "Person concerned", Value: doc.Plain("Mirsobir Khamidkariev (Мирсобир Хамидкариев; Mirsobir Hamidqoriyev)")},
				{Label: "Prepared by", Value: doc.Plain("Documentation unit")},
				{Label: "Date", Value: doc.Plain("14 March 2026")},
				{Label: "Records", Value: doc.Plain("3 persons, 4 events, 7 acts, 2 interviews, 6 pieces of evidence")},
			},
			Foot: doc.Plain("This file contains personal data of survivors of torture. It is meant for the persons named in the consents that it lists and for nobody else. Keep it sealed; destroy copies that are no longer needed."),
		},
	}
	d.Blocks = []doc.Block{
		summary(), persons(), chronology(), acts(t), interview(40), evidence(t), manifest(),
	}
	return d
}

func summary() doc.Block {
	return &doc.Section{Title: "Summary", Anchor: "summary", Blocks: []doc.Block{
		&doc.Paragraph{Numbered: true, Anchor: "p-abduction", Text: doc.Text{
			{Text: "In 2013 the Russian authorities denied an Uzbekistani extradition request for Mirsobir Khamidkariev, a film producer and businessman."},
			doc.Note(doc.Span{Text: "He was facing charges of setting up an illegal Islamist group after being overheard at an informal gathering expressing his support for women wearing headscarves. See "}, doc.Styled("Fast-track to Torture", doc.Italic), doc.Span{Text: ", p. 4."}),
			{Text: " In June 2014 he was abducted and held incommunicado in Moscow before being handed over by officers of the Russian Federal Security Service to Uzbekistani security agents. He was then forcibly returned. The acts are described in section "},
			doc.NumberRef("acts"),
			{Text: ", page "},
			doc.PageRef("acts"),
			{Text: "."},
		}},
		&doc.Paragraph{Numbered: true, Text: doc.Text{
			{Text: "Uzbekistani security forces beat a “confession” out of Mirsobir, who had seven of his teeth knocked out and suffered two broken ribs before being sent to a prison camp where he spent several weeks in punishment cells."},
			doc.Note(doc.Span{Text: "The exact dates are not recorded."}),
			{Text: " He was later convicted of extremism offences and sentenced to eight years in jail. "},
			doc.Styled("no source recorded", doc.Badge),
		}},
		&doc.Paragraph{Numbered: true, Lang: "ru", Text: doc.Plain("Заявитель, гражданин Республики Узбекистан, был задержан в Москве; на следующий день он «исчез» из отделения полиции № 7 и был вывезен самолётом в Ташкент, несмотря на обеспечительную меру Европейского Суда.")},
		&doc.Quote{Lang: "uz-Latn", Text: doc.Plain("“Meni majburan samolyotga chiqarishdi, qoʻllarimni kishanlashdi; Gʻiyosov ismli tergovchi meni urdi.”"), By: doc.Text{{Text: "Interview 1, answer 12, page "}, doc.PageRef("turn-12")}},
		&doc.Quote{Lang: "uz-Cyrl", Text: doc.Plain("«Мени мажбуран самолётга чиқаришди, қўлларимни кишанлашди; Ғиёсов исмли терговчи мени урди, ҳеч ким эшитмади.»")},
		&doc.Quote{Lang: "ar", Text: doc.Plain("قال مقدم الطلب إنه تعرض للتعذيب في مركز الاحتجاز رقم 12 بتاريخ 14/03/2023 (SIZO-1)، ثم نُقِلَ قسراً إلى طشقند على متن الرحلة HY-602 دون علم محاميه.")},
		&doc.Callout{Kind: doc.Gap, Title: "What is missing", Text: doc.Plain("The day of the abduction, the names of the officers and the flight by which he was returned are not recorded.")},
		&doc.Callout{Kind: doc.Warning, Title: "Risk to relatives", Text: doc.Plain("Relatives in Uzbekistan were threatened. Do not contact them except by the way agreed on (see person 1).")},
		&doc.List{Items: []doc.Item{
			{Text: doc.Plain("Threats to the family are recorded separately.")},
			{Text: doc.Plain("Two questions stay open:"), Sub: []doc.Item{{Text: doc.Plain("who ordered the transfer;")}, {Text: doc.Plain("where he was held in Moscow.")}}},
		}},
	}}
}

func persons() doc.Block {
	person := func(name string, rows ...doc.KeyValue) doc.Block {
		return &doc.Section{Title: name, Blocks: []doc.Block{&doc.KeyValues{Rows: rows}}}
	}
	unknown := doc.Text{doc.Styled("not recorded", doc.Grey|doc.Italic)}
	return &doc.Section{Title: "Persons", Anchor: "persons", Blocks: []doc.Block{
		person("Mirsobir Khamidkariev",
			doc.KeyValue{Label: "Role", Value: doc.Plain("Victim")},
			doc.KeyValue{Label: "Names", Value: doc.Text{{Text: "Mirsobir Khamidkariev "}, doc.Styled("English, as published", doc.Grey|doc.Small), {Text: "\nМирсобир Хамидкариев "}, doc.Styled("Russian", doc.Grey|doc.Small), {Text: "\nМирсобир Ҳамидқориев "}, doc.Styled("Uzbek, Cyrillic", doc.Grey|doc.Small), {Text: "\nმირსობირ ხამიდკარიევი "}, doc.Styled("Georgian visa, 2012", doc.Grey|doc.Small), {Text: "\nمیرصابر "}, doc.Styled("as signed", doc.Grey|doc.Small)}},
			doc.KeyValue{Label: "Born", Value: unknown},
			doc.KeyValue{Label: "Nationality", Value: doc.Plain("Uzbekistan")},
			doc.KeyValue{Label: "Occupation", Value: doc.Plain("Film producer and businessman")},
			doc.KeyValue{Label: "Safe way to make contact", Value: doc.Plain("Only through his lawyer, by letter. Never by telephone, and never at the address of his parents in Tashkent.")},
			doc.KeyValue{Label: "Passport scan SHA-256", Value: doc.Text{doc.Digest(fmt.Sprintf("%x", sha256.Sum256([]byte("passport"))))}},
		),
		person("Aramais Avakian",
			doc.KeyValue{Label: "Role", Value: doc.Plain("Victim")},
			doc.KeyValue{Label: "Occupation", Value: doc.Plain("Fish farmer")},
			doc.KeyValue{Label: "Sentence", Value: doc.Plain("Seven years")},
			doc.KeyValue{Label: "Family", Value: doc.Text{{Text: "Brother: "}, doc.Link("Artur Avakian", "artur")}},
		),
		&doc.Section{Title: "Artur Avakian", Anchor: "artur", Blocks: []doc.Block{&doc.KeyValues{Rows: []doc.KeyValue{
			{Label: "Role", Value: doc.Plain("Victim, witness")},
			{Label: "Source", Value: doc.Text{doc.Link("https://www.amnesty.org.uk/press-releases", "https://www.amnesty.org.uk/press-releases")}},
		}}}},
	}}
}

func chronology() doc.Block {
	src := func(s string) doc.Text { return doc.Text{{Text: s + ", page "}, doc.PageRef("evidence")} }
	entries := []doc.Happening{
		{When: "2013", Text: doc.Plain("The Russian authorities deny the extradition request."), Source: src("Evidence 1")},
		{When: "about 9 June 2014, evening", Text: doc.Plain("Mirsobir Khamidkariev is abducted in Moscow and held incommunicado; officers of the Russian Federal Security Service hand him over to Uzbekistani security agents."), Source: src("Evidence 1"), Anchor: "abduction"},
		{When: "January 2016", Text: doc.Plain("Artur Avakian is detained for four weeks and tortured until he incriminates his older brother."), Source: src("Evidence 1")},
		{When: "date not recorded", Text: doc.Plain("Aramais Avakian is brought into court on a stretcher after nearly five months in detention.")},
		{When: "2022", Text: doc.Plain("Mirsobir Khamidkariev is set to be released."), Source: src("Evidence 1")},
	}
	return &doc.Section{Title: "Chronology", Anchor: "chronology", Blocks: []doc.Block{&doc.Chronology{Entries: entries}}}
}

func acts(t testing.TB) doc.Block {
	table := &doc.Table{Title: "Acts, methods and those who did them", Columns: []doc.Column{{Title: "No.", Weight: 0.5, Align: doc.End}, {Title: "Date", Weight: 1.3}, {Title: "What was done", Weight: 4}, {Title: "By whom", Weight: 2}, {Title: "Page", Weight: 0.6, Align: doc.End}}}
	methods := []string{"Beaten with a rubber truncheon on the soles of the feet", "Electrodes clamped to the earlobes", "Tied to a bar attached to the wall with his head facing down and beaten repeatedly", "Избиение резиновой дубинкой по ступням", "Калтак билан урилди, тишлари синдирилди", "Qoʻl-oyogʻini bogʻlab, elektr toki bilan qiynashdi"}
	for i := range 44 {
		if i%15 == 0 {
			table.Rows = append(table.Rows, doc.Row{Band: true, Cells: []doc.Text{doc.Plain(fmt.Sprintf("Place of detention %d", i/15+1))}})
		}
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Text{
			doc.Plain(fmt.Sprint(i + 1)), doc.Plain(fmt.Sprintf("%d June 2014", i%28+1)), doc.Plain(methods[i%len(methods)]),
			{doc.Styled("officer not identified", doc.Grey)},
			{doc.PageRef("evidence")},
		}})
	}
	return &doc.Section{Title: "Acts", Anchor: "acts", Blocks: []doc.Block{
		&doc.Section{Title: "Torture in detention", Blocks: []doc.Block{
			&doc.Paragraph{Text: doc.Plain("The table lists each act once. Where a date is not known it is left open; nothing was counted twice.")},
			table,
		}},
		&doc.Section{Title: "Injuries", Blocks: []doc.Block{
			&doc.Figure{Open: opener(photo(t, 600, 400, 1)), Name: "ribs.jpg", Caption: doc.Plain("Figure 1. Chest, left side, two days after release. Scale and colour chart in the picture."), Alt: "Bruise on the left side of the chest"},
			&doc.Gallery{Figures: []*doc.Figure{
				{Open: opener(photo(t, 300, 400, 1)), Name: "a.jpg", Caption: doc.Plain("Figure 2. Left hand."), Alt: "Hand"},
				{Open: opener(photo(t, 400, 300, 6)), Name: "b.jpg", Caption: doc.Plain("Figure 3. Right foot; the camera was held upright (Exif orientation 6)."), Alt: "Foot"},
			}},
			&doc.Figure{Open: opener([]byte("not a picture")), Name: "зубы.jpg", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("not a picture"))), Caption: doc.Plain("Figure 4. File as received."), Alt: "Unreadable"},
			&doc.Figure{Open: opener(scan(t)), Name: "scan.png", Caption: doc.Plain("Figure 5. Scan of an order, black on clear."), Alt: "Scan", Height: 40},
		}},
	}}
}

// interview returns an account of n turns with its translation.
func interview(n int) doc.Block {
	p := &doc.Parallel{LeftTitle: "Original (Uzbek)", RightTitle: "Translation (English)", LeftLang: "uz", RightLang: "en"}
	left := []string{"Sizni qachon olib ketishdi?", "Ertalab soat oltilarda uyga kelishdi. Uch kishi edi, formasiz. Hujjat koʻrsatishmadi, advokat chaqirishga ruxsat berishmadi. Oʻgʻlim yigʻlab qoldi, xotinim esa qoʻshnilarga chiqib ketdi.", "Кейин нима бўлди?", "Мени ертўлага олиб тушишди. Қўлларимни орқага боғлаб, бошимга қоп кийгизишди. Ҳар соатда келиб уришарди, «имзо чек» дейишарди. Учинчи куни тишларим синди."}
	right := []string{"When were you taken?", "They came to the house at about six in the morning. There were three of them, without uniform. They showed no document and did not allow me to call a lawyer. My son was left crying, and my wife went out to the neighbours.", "What happened then?", "They took me down to the basement. They tied my hands behind my back and put a sack over my head. They came every hour and beat me, saying “sign”. On the third day my teeth broke."}
	for i := range n {
		label := "A"
		if i%2 == 0 {
			label = fmt.Sprintf("Q %d", i/2+1)
		}
		turn := doc.Turn{Label: label, Left: doc.Plain(left[i%4]), Right: doc.Plain(right[i%4]), Anchor: fmt.Sprintf("turn-%d", i)}
		if i%2 == 0 {
			turn.Left[0].Style, turn.Right[0].Style = doc.Italic, doc.Italic
		}
		p.Turns = append(p.Turns, turn)
	}
	return &doc.Section{Title: "Interview 1", Anchor: "interview", NewPage: true, Blocks: []doc.Block{
		&doc.KeyValues{Rows: []doc.KeyValue{{Label: "Interviewee", Value: doc.Plain("Artur Avakian")}, {Label: "Date and place", Value: doc.Plain("12 February 2016, a private flat")}, {Label: "Languages", Value: doc.Plain("Uzbek; record in Uzbek and English")}}},
		p,
	}}
}

func evidence(t testing.TB) doc.Block {
	return &doc.Section{Title: "Evidence", Anchor: "evidence", Blocks: []doc.Block{
		&doc.Section{Title: "Press release, 21 April 2016", Blocks: []doc.Block{
			&doc.KeyValues{Rows: []doc.KeyValue{
				{Label: "File", Value: doc.Text{doc.Styled("press-release.txt", doc.Mono)}},
				{Label: "Received", Value: doc.Plain("14 March 2026, 09:30")},
				{Label: "SHA-256", Value: doc.Text{doc.Digest(fmt.Sprintf("%x", sha256.Sum256([]byte("x"))))}},
			}},
			&doc.Figure{Open: opener(photo(t, 300, 200, 3)), Name: "page.jpg", Caption: doc.Plain("First page as received."), Alt: "First page", Height: 50},
		}},
	}}
}

func manifest() doc.Block {
	s := &doc.Section{Title: "Hash manifest", Plain: true}
	for i := range 4 {
		s.Blocks = append(s.Blocks, &doc.Hash{Label: fmt.Sprintf("Evidence %d", i+1), Hex: fmt.Sprintf("%x", sha256.Sum256([]byte{byte(i)}))})
	}
	s.Blocks = append(s.Blocks, &doc.Together{Blocks: []doc.Block{
		&doc.Paragraph{Text: doc.Plain("I have read this file and found it to say what I know.")},
		&doc.KeyValues{Rows: []doc.KeyValue{{Label: "Signature", Value: doc.Plain(" ")}, {Label: "Place and date", Value: doc.Plain(" ")}}},
	}})
	return s
}

func opener(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// photo draws something with soft edges and a marked upper left corner, as a
// JPEG with an Exif orientation.
func photo(t testing.TB, w, h int, turn byte) []byte {
	t.Helper()
	key := [3]int{w, h, int(turn)}
	if known, ok := photos.Load(key); ok {
		return known.([]byte)
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			dx, dy := float64(x-w/2)/float64(w), float64(y-h/2)/float64(h)
			d := math.Exp(-12 * (dx*dx + dy*dy))
			img.Set(x, y, color.RGBA{R: uint8(205 - 70*d), G: uint8(170 - 90*d), B: uint8(150 - 30*d), A: 255})
			if x < w/8 && y < h/8 {
				img.Set(x, y, color.RGBA{R: 40, G: 80, B: 160, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), turn)
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	exif = append(exif, "CAMERA-OWNER"...)
	segment := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(exif) + 2)}, exif...)
	photos.Store(key, append(segment, b.Bytes()[2:]...))
	return photo(t, w, h, turn)
}

var photos sync.Map // of those drawn, by size and orientation

func scan(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 420, 300))
	for y := 30; y < 270; y += 22 {
		for x := 40; x < 380-(y*7)%90; x++ {
			for k := range 5 {
				img.Set(x, y+k, color.NRGBA{A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// prose returns n words of running text.
func prose(n int) string {
	words := strings.Fields("The applicant was taken by plain-clothes officers from his flat in Moscow at about six in the morning; he was not shown any document, was not allowed to call a lawyer, and was held for eleven hours without any record being drawn up.")
	var b strings.Builder
	for i := range n {
		b.WriteString(words[i%len(words)])
		b.WriteByte(' ')
	}
	return b.String()
}
