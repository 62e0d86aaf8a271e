package presence

// Local lets a test see which buses are asked.
var Local = local
