package export

import "guvoh/model"

// ExhibitNumbers gives the number under which each exhibit of a dossier is
// printed, by its row. Once the document is given out they are kept, since
// people cite them.
func ExhibitNumbers(o Order) map[model.ID]int {
	numbers := map[model.ID]int{}
	for _, e := range newBuilder(o).annexes.list {
		if !e.row.ID.IsZero() {
			numbers[e.row.ID] = e.number
		}
	}
	return numbers
}
