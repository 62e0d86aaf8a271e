package slip39

// CombineWith lets a test join the shares of a secret with a passphrase, as the
// official test vectors have one.
var CombineWith = combine

// Multiply and Inverse are the arithmetic of the field.
var (
	Multiply = mul
	Inverse  = inverse
)
