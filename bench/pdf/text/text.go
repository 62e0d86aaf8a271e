// Package text makes the text that all ways of printing print: headings and
// paragraphs in English and Russian, about as many as fill a number of pages.
//
// Its one job is that everybody gets the same words. It draws them from a fixed
// seed.
package text

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chapter is a heading with the paragraphs below it.
type Chapter struct {
	Title      string
	Paragraphs []string
}

var words = []string{
	strings.Join([]string{
		"the applicant was taken from a taxi in the centre of the city by men who did not say who they were and",
		"held without contact to his lawyer or his family while the prosecutor refused to register the complaint that",
		"had been filed on the day after the arrest because no record of any detention was kept at the station",
	}, " "),
	strings.Join([]string{
		"заявитель был задержан сотрудниками которые не представились и доставлен в помещение где его удерживали без",
		"связи с адвокатом и родственниками в то время как прокуратура отказала в регистрации сообщения поданного на",
		"следующий день после задержания поскольку записей о содержании под стражей в учреждении не имелось",
	}, " "),
}

// Of gives text for about so many pages of A4, at 12 points on 18 with 35 mm on
// either side: a little more than 330 words a page.
func Of(pages int) []Chapter {
	r := rand.New(rand.NewPCG(1, 2))
	var out []Chapter
	for n := range (pages + 1) / 2 {
		c := Chapter{Title: fmt.Sprintf("%d. What happened after the %d hearing", n+1, n+1)}
		list := strings.Fields(words[n%len(words)])
		for range 6 {
			var b strings.Builder
			for i := range 100 + r.IntN(20) {
				word := list[r.IntN(len(list))]
				switch {
				case i == 0:
					first, size := utf8.DecodeRuneInString(word)
					b.WriteString(string(unicode.ToUpper(first)) + word[size:])
				case r.IntN(12) == 0:
					b.WriteString(", " + word)
				default:
					b.WriteString(" " + word)
				}
			}
			c.Paragraphs = append(c.Paragraphs, b.String()+".")
		}
		out = append(out, c)
	}
	return out
}
