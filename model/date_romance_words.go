package model

import (
	"maps"
	"regexp"
	"strings"
)

// dateRomanceLexicon holds French and Spanish words, folded as those of
// dateLexicon are, and takes no Uzbek endings. Accents may be left out.
var dateRomanceLexicon = []dateWord{
	{dateTokMonth, 1, "", "janvier,janv,enero,ene"},
	{dateTokMonth, 2, "", "février,fevrier,févr,fevr,febrero"},
	{dateTokMonth, 3, "", "mars,marzo"},
	{dateTokMonth, 4, "", "avril,avr,abril,abr"},
	{dateTokMonth, 5, "", "mai,mayo"},
	{dateTokMonth, 6, "", "juin,junio"},
	{dateTokMonth, 7, "", "juillet,juil,julio"},
	{dateTokMonth, 8, "", "août,aout,agosto"},
	{dateTokMonth, 9, "", "septembre,septiembre,setiembre"},
	{dateTokMonth, 10, "", "octobre,octubre"},
	{dateTokMonth, 11, "", "novembre,noviembre"},
	{dateTokMonth, 12, "", "décembre,decembre,déc,diciembre,dic"},

	{dateTokMonth, 101, "", "farvardín"},
	{dateTokMonth, 103, "", "jordad"},
	{dateTokMonth, 108, "", "abán"},
	{dateTokMonth, 111, "", "bahmán"},

	{dateTokSeason, int(dateWinter), "", "hiver,invierno"},
	{dateTokSeason, int(dateSpring), "", "printemps,primavera"},
	{dateTokSeason, int(dateSummer), "", "été,ete,verano"},
	{dateTokSeason, int(dateAutumn), "", "automne,otoño,otono"},

	{dateTokPart, 0, "dawn", "aube,point du jour,lever du jour,amanecer,alba"},
	{dateTokPart, 0, "morning", "matin,matinée,matinee,por la mañana,en la mañana,la mañana"},
	{dateTokPart, 0, "noon", "midi,mediodía,mediodia"},
	{dateTokPart, 0, "afternoon", "après midi,apres midi,tarde,por la tarde,en la tarde,la tarde"},
	{dateTokPart, 0, "evening", "soir,soirée,soiree,tarde noche,por la tarde noche,la tarde noche,tardenoche"},
	{dateTokPart, 0, "night", "nuit,noche,por la noche,en la noche,la noche"},
	{dateTokPart, 0, "midnight", "minuit,medianoche"},

	{dateTokPortion, int(dateEarly), "", "début,debut,commencement,principios,comienzos,inicios,principio,comienzo,inicio"},
	{dateTokPortion, int(dateMid), "", "mi,milieu,mediados"},
	{dateTokPortion, int(dateLate), "", "fin,finales,fines"},
	{dateTokPortion, int(dateFirstHalf), "", "première moitié,premiere moitie,primera mitad"},
	{dateTokPortion, int(dateSecondHalf), "", "seconde moitié,seconde moitie,deuxième moitié,deuxieme moitie,segunda mitad"},

	{dateTokDecadeUz, 0, "", "années,annees,décennie,decennie,década,decada,años,anos"},

	{dateTokWeekday, 1, "", "lundi,lunes"},
	{dateTokWeekday, 2, "", "mardi,martes"},
	{dateTokWeekday, 3, "", "mercredi,miércoles,miercoles"},
	{dateTokWeekday, 4, "", "jeudi,jueves"},
	{dateTokWeekday, 5, "", "vendredi,viernes"},
	{dateTokWeekday, 6, "", "samedi,sábado,sabado"},
	{dateTokWeekday, 0, "", "dimanche,domingo"},

	{dateTokCalendar, 0, CalendarJulian, "calendrier julien,ancien style,calendario juliano,estilo antiguo"},
	{dateTokCalendar, 0, CalendarSolarHijri, "hégire solaire,hegire solaire,hégira solar,hegira solar"},
	{dateTokCalendar, 0, CalendarHijri, "hégire lunaire,hegire lunaire,hégire,hegire,hégira lunar,hegira lunar,hégira,hegira,ramadán"},
	{dateTokCalendar, 0, CalendarHebrew, "calendrier hébraïque,calendario hebreo"},
	{dateTokCalendar, 0, CalendarEthiopian, "calendrier éthiopien,calendario etíope"},
	{dateTokCalendar, 0, CalendarBuddhist, "calendrier bouddhique,calendario budista"},

	{dateTokHour, 24, "", "h"},
	{dateTokHour, 0, "", "heures,heure,horas,hora,hrs"},
	{dateTokMinute, 0, "", "minutos"},

	{dateTokAbout, 0, "", "vers,environ,aux environs,aux alentours,autour,approximativement,à peu près,hacia,alrededor,en torno,aproximadamente,cerca"},
	{dateTokBefore, 0, "", "avant,antes"},
	{dateTokAfter, 0, "", "après,apres,después,despues"},
	{dateTokFrom, 0, "", "depuis,dès,à partir,à compter,pas avant,au plus tôt,desde,a partir,no antes"},
	{dateTokTo, 0, "", "jusque,hasta"},
	{dateTokNotAfter, 0, "", "au plus tard,pas plus tard que,a más tardar,no más tarde"},
	{dateTokBetween, 0, "", "entre"},
	{dateTokAnd, 0, "", "et"},
	{dateTokOf, 0, "", "de,du,des,del"},
	{dateTokAt, 0, "", "à,au,aux,a,al"},
	{dateTokY, 0, "", "y"},

	{dateTokUnknown, 0, "", "inconnu,inconnue,date inconnue,desconocido,desconocida,fecha desconocida"},
	{dateTokRelative, 0, "", "hier,aujourdhui,demain,maintenant,dernier,dernière,derniere,prochain,prochaine,ce,cet,cette," +
		"ayer,hoy,mañana,anoche,anteayer,ahora,hace,pasado,pasada,próximo,próxima,este,esta"},

	{dateTokFiller, 0, "", "le,la,les,un,une,en,dans,pendant,durant,courant,au cours,jour,mois,an,année,annee,date non précisée,date," +
		"el,los,las,lo,una,por,durante,día,dia,mes,año,ano,fecha no precisada,fecha,º"},
}

// dateElided finds French words that lost their vowel before another word.
var dateElided = regexp.MustCompile(`(?i)(^|[^\p{L}'’ʼʻ‘])(d|l|jusqu)['’ʼ]`)

// dateWithRomance is the lexicon with the French and Spanish words, of which a
// few mean something else than they do elsewhere.
func dateWithRomance(words map[string]dateWord) map[string]dateWord {
	all := maps.Clone(words)
	for _, row := range dateRomanceLexicon {
		for _, w := range strings.Split(row.words, ",") {
			all[w] = row
		}
	}
	return all
}

// dateSettleWords decides what little words mean that mean several things:
// "à" and "a" end a stretch that "de" or "depuis" began, and else say nothing;
// "y" joins what "entre" holds apart, and else is an Uzbek year.
func dateSettleWords(tokens []dateToken) []dateToken {
	between := dateHas(tokens, dateTokBetween)
	begun := -1 // behind the word that may have begun a stretch
	for i, t := range tokens {
		kind := dateTokFiller
		switch t.kind {
		case dateTokOf:
			if begun < 0 {
				begun = i + 1
			}
		case dateTokFrom:
			kind, begun = dateTokFrom, i+1
		case dateTokAt:
			if begun >= 0 && dateEnds(tokens[begun:i], tokens[i+1:]) {
				kind, begun = dateTokTo, -1
			}
		case dateTokY:
			if between {
				kind, begun = dateTokAnd, -1
			}
		case dateTokAnd, dateTokTo:
			begun = -1 // the other end
			continue
		default:
			continue
		}
		tokens[i].kind = kind
	}
	return tokens
}

// dateEnds tells whether an "à" before rest ends the stretch that begins with
// start: it does not when it only adds an hour or a part of the day.
func dateEnds(start, rest []dateToken) bool {
	for len(rest) > 0 && (rest[0].kind == dateTokFiller || rest[0].kind == dateTokOf) {
		rest = rest[1:]
	}
	if len(rest) == 0 || !dateContent(start) {
		return false
	}
	hour := []dateTokenKind{dateTokClock, dateTokPart}
	return !dateHas(rest[:1], hour...) || dateHas(start, hour...)
}
