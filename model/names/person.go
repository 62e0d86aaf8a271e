package names

import "strconv"

// What else is known of two people moves the score of their names: towards 1
// where it agrees, down where it does not.
const (
	sameDay     = .5  // of the way to 1
	sameYear    = .25 // years agree, days are not known
	samePlace   = .15
	nearBirth   = .96 // a year apart: papers disagree so often
	otherBirth  = .82
	manyYears   = .6 // the age of a parent
	otherPerson = .6 // of the other gender
	sameEnough  = .7 // names that are less alike are not made more so
)

// Weigh gives the score of two people whose names are so alike, by what else is
// known of both. Their names are not looked at.
func Weigh(score float64, a, b Person) float64 {
	return weigh(a, b, Result{Score: score}).Score
}

// weigh brings in birth, gender and place.
func weigh(a, b Person, r Result) Result {
	score, why := r.Score, r.Why
	code, by := birth(a, b)
	if code != "" {
		why = append(why, Reason{Code: code, A: born(a), B: born(b)})
	}
	up := 0.0
	switch {
	case code == WhyBirthSame:
		up = by
	case code != "":
		score *= by
	}
	if a.Gender != "" && b.Gender != "" && a.Gender != b.Gender {
		if !hasReason(why, WhyGender) {
			score *= otherPerson
			why = append(why, Reason{Code: WhyGender})
		}
	}
	if a.Place != "" && b.Place != "" && similarity(phones(a.Place), phones(b.Place)) >= soundsTheSame {
		why = append(why, Reason{Code: WhyPlaceSame, A: a.Place, B: b.Place})
		up = 1 - (1-up)*(1-samePlace)
	}
	if score >= sameEnough {
		score += (1 - score) * up
	}
	return verdict(score, why)
}

func hasReason(why []Reason, code string) bool {
	for _, r := range why {
		if r.Code == code && r.Role == Plain {
			return true
		}
	}
	return false
}

// born gives what is known of a birth, as a reason shows it.
func born(p Person) string {
	if p.BirthFirst == p.BirthLast || p.BirthLast == "" {
		return p.BirthFirst
	}
	return p.BirthFirst + "/" + p.BirthLast
}

// birth compares two dates of birth, and gives by how much they move the score.
func birth(a, b Person) (code string, by float64) {
	a1, a2, ok1 := span(a)
	b1, b2, ok2 := span(b)
	switch {
	case !ok1 || !ok2:
		return "", 0
	case a1 <= b2 && b1 <= a2:
		exact := a.BirthFirst == a.BirthLast && b.BirthFirst == b.BirthLast
		switch {
		case exact && a.BirthFirst == b.BirthFirst:
			return WhyBirthSame, sameDay
		case exact:
			return WhyBirthNear, nearBirth
		case max(a2-a1, b2-b1) <= 1:
			return WhyBirthSame, sameYear
		}
		return "", 0 // "in the eighties" agrees with too much to say anything
	}
	years := max(a1, b1) - min(a2, b2)
	switch {
	case years <= 1:
		return WhyBirthNear, nearBirth
	case years < 14:
		return WhyBirthOther, otherBirth
	}
	return WhyBirthOther, manyYears
}

// span gives the first and the last year in which somebody may be born.
func span(p Person) (first, last int, ok bool) {
	if p.BirthFirst == "" && p.BirthLast == "" {
		return 0, 0, false
	}
	first, last = year(p.BirthFirst, 0), year(p.BirthLast, 9999)
	return first, last, first > 0 && last < 9999
}

func year(date string, unknown int) int {
	if len(date) < 4 {
		return unknown
	}
	y, err := strconv.Atoi(date[:4])
	if err != nil {
		return unknown
	}
	return y
}
