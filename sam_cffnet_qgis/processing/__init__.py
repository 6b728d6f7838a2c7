"""The Processing provider and its algorithms: thin, between QGIS and the core."""
