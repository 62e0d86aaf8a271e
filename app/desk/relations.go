package desk

// ScreenRelations is who of Case stands how to whom. Record is the person or the
// organisation that is chosen.
const ScreenRelations = "relations"
