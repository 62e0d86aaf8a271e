//go:build uitest

package uitest

// tale is what is typed on a day, in one language. All of it is made up. The
// words of places and choices are those of the window.
type tale struct {
	lang string
	// Of the window.
	people, events, injuries, detention, evidence, deadlines, timeline, ties, grid, missing string
	victim, torture, beating, bruise, asPerson, asPlace, asAct, article                     string
	// Of the person who writes.
	writer, title, man, asker, spoken, withheld               string
	question, answer, cut, rest, place, deed, officer         string
	correction, confirmed, tired, referred, held, event, task string
	measure, at, size                                         string
}

var english = tale{
	lang: "en", people: "people", events: "events", injuries: "injuries", detention: "detention", evidence: "evidence",
	deadlines: "deadlines", timeline: "timeline", ties: "relationships", grid: "facts and", missing: "additional",
	victim: "victim", torture: "torture", beating: "beating", bruise: "bruise", asPerson: "person", asPlace: "place", asAct: "act",
	article: "torture",

	writer: "Office 2", title: "Case of Olim Sinovov", man: "Olim Sinovov", asker: "Nodira Xayoliy", spoken: "english",
	withheld: "the name of his village",
	question: "What happened then?", answer: "They beat me in the cellar and called one of them Zobit Xayoliy",
	cut: ", and then the light went out and I heard nothing more", rest: " until the morning came.",
	correction: "It was two men, not three.", confirmed: "He says that it stands as he told it.",
	tired: "Tired, but calm.", referred: "A doctor whom he trusts", held: "12 June 2014", event: "Taken from the bazaar",
	task: "Ask for the medical file", measure: "Nobody wrote down what he showed them.",
	at: "04:10", size: "3 x 2 cm", place: "the cellar", deed: "beat me", officer: "Zobit Xayoliy",
}

var russian = tale{
	lang: "ru", people: "люди", events: "события", injuries: "повреждения", detention: "лишение", evidence: "доказательства",
	deadlines: "сроки", timeline: "ход событий", ties: "связи", grid: "факты и", missing: "дополнительные",
	victim: "пострадавший", torture: "пытки", beating: "избиение", bruise: "синяк", asPerson: "человек", asPlace: "место", asAct: "деяние",
	article: "запрещение пыток",

	writer: "Бюро 2", title: "Дело Олима Синовова", man: "Олим Синовов", asker: "Нодира Хаялий", spoken: "русский",
	withheld: "название его села",
	question: "Что было потом.", answer: "Меня били в подвале и одного из них звали Зобит Хаялий",
	cut: ", а потом погас свет и больше ничего не было слышно", rest: " до самого утра.",
	correction: "Их было двое, а не трое.", confirmed: "Он говорит, что так и было.",
	tired: "Устал, но спокоен.", referred: "Врач, которому он верит", held: "12 июня 2014", event: "Взяли с базара",
	task: "Запросить медицинские бумаги", measure: "Никто не записал того, что он показал.",
	at: "04.10", size: "3 на 2 см", place: "подвале", deed: "били", officer: "Зобит Хаялий",
}
