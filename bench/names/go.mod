module guvoh/bench/names

go 1.26.0

replace guvoh => ../..

require (
	github.com/antzucaro/matchr v0.0.0-20221106193745-7bed6ef61ef9
	github.com/mozillazg/go-unidecode v0.2.0
	guvoh v0.0.0-00010101000000-000000000000
)
