package model

import "slices"

// ConsentStates gives every state of a consent, the one that frees most first.
func ConsentStates() []ConsentState { return slices.Clone(consentStates) }
