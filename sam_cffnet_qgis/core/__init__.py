"""Rasters, tiles, polygons and models: numpy and osgeo only, no QGIS and no torch."""
