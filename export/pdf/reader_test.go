package pdf_test

import "guvoh/export/exhibit"

// reader decodes pictures in this process: what is tested here is what becomes
// of them. That a worker does it is tested in package exhibit.
var reader = exhibit.DecodeHere()
