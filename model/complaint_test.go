package model_test

import (
	"testing"

	"guvoh/model"
)

func TestBearingID(t *testing.T) {
	a, b := model.NewID(), model.NewID()
	t.Run("it is the same for a fact and an article, whoever makes it", func(t *testing.T) {
		x, y := model.NewBearing(a, b), model.NewBearing(a, b)
		if x.ID != y.ID || x.Ref("complaint") != a || x.Ref("fact") != b {
			t.Error("two colleagues would write two records")
		}
	})
	t.Run("it is another where fact and article change places", func(t *testing.T) {
		if model.BearingID(a, b) == model.BearingID(b, a) {
			t.Error("they are one")
		}
	})
	t.Run("it is a UUID of version 8", func(t *testing.T) {
		if id := model.BearingID(a, b); id[6]>>4 != 8 || id[8]>>6 != 2 {
			t.Error("it is none")
		}
	})
}
