package search

import (
	"sync"

	"guvoh/model/names"
)

// Sounds remembers how words sound, for whoever keeps it: to find that out takes a
// hundred times as long. It may be used from any goroutine.
type Sounds struct {
	mu sync.Mutex
	of map[string]string
}

// NewSounds gives one that knows no word yet.
func NewSounds() *Sounds { return &Sounds{of: map[string]string{}} }

// mostSounds is of how many words it is remembered: a few megabytes.
const mostSounds = 1 << 16

// Of gives the sound of a folded word; "" of one that has none.
func (s *Sounds) Of(fold []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	sound, known := s.of[string(fold)]
	if !known {
		if len(s.of) >= mostSounds {
			clear(s.of)
		}
		sound = names.Sound(string(fold))
		s.of[string(fold)] = sound
	}
	return sound
}
