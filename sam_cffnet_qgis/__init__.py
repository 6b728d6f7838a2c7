"""SAM-CFFNet for QGIS: landslide mapping with SAM's image encoder and a fusion decoder."""


def classFactory(iface):  # noqa: N802 - the name QGIS calls
    """Return the plugin; called by QGIS when the plugin is loaded."""
    from sam_cffnet_qgis.plugin import SamCffnetPlugin

    return SamCffnetPlugin(iface)
