package exhibit

type raster struct{}
