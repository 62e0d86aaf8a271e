// Package icc holds the colour profile that a printed document names as the
// meaning of its colours.
package icc

import _ "embed"

// SRGB is the sRGB profile.
//
//go:embed sRGB.icc
var SRGB []byte

// Licence is the licence of the profile.
//
//go:embed sRGB-LICENSE.txt
var Licence string
