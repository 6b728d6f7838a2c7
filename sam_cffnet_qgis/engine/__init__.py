"""The network and its process: torch, no QGIS and no GDAL."""
