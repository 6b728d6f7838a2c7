"""A map service on this computer: XYZ tiles and WMS of one pattern, good or bad.

The pattern is a chessboard of map squares, so that every picture of it can be checked by its place.
"""

from __future__ import annotations

import http.server
import threading
import uuid
from urllib.parse import parse_qs, urlparse

import numpy as np
from osgeo import gdal
from web_server import QuietServer

WORLD = 20_037_508.342789244
SQUARE = 400.0  # edge of a square of the pattern, in map units
DARK, LIGHT = (40, 80, 40), (200, 180, 160)
CAPABILITIES = """<?xml version="1.0"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>Pattern</Title></Service>
<Capability><Request>
<GetCapabilities><Format>text/xml</Format></GetCapabilities>
<GetMap><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xlink:type="simple" xlink:href="{address}/wms/{token}?"/>
</Get></HTTP></DCPType></GetMap>
</Request><Layer><Name>pattern</Name><Title>Pattern</Title><CRS>EPSG:3857</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>0</westBoundLongitude>
<eastBoundLongitude>20</eastBoundLongitude><southBoundLatitude>30</southBoundLatitude>
<northBoundLatitude>50</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:3857" minx="0" miny="3503549" maxx="2226389" maxy="6446275"/>
</Layer></Capability></WMS_Capabilities>"""


WMTS_CAPABILITIES = """<?xml version="1.0"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"
 xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
<ows:Get xlink:href="{address}/wmts/{token}?"/></ows:HTTP></ows:DCP></ows:Operation>
</ows:OperationsMetadata>
<Contents><Layer><ows:Title>Pattern</ows:Title><ows:Identifier>pattern</ows:Identifier>
<ows:WGS84BoundingBox><ows:LowerCorner>-180 -85</ows:LowerCorner>
<ows:UpperCorner>180 85</ows:UpperCorner></ows:WGS84BoundingBox>
<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
<Format>image/png</Format>
<TileMatrixSetLink><TileMatrixSet>merc</TileMatrixSet></TileMatrixSetLink>
</Layer>
<TileMatrixSet><ows:Identifier>merc</ows:Identifier>
<ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
{matrices}</TileMatrixSet></Contents></Capabilities>"""
MATRIX = """<TileMatrix><ows:Identifier>{zoom}</ows:Identifier>
<ScaleDenominator>{scale}</ScaleDenominator>
<TopLeftCorner>-20037508.342789 20037508.342789</TopLeftCorner>
<TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>{count}</MatrixWidth>
<MatrixHeight>{count}</MatrixHeight></TileMatrix>"""


def pattern(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Colours (3, ...) uint8 at map coordinates."""
    is_light = (np.floor(x / SQUARE) + np.floor(y / SQUARE)) % 2 == 0
    return np.array([np.where(is_light, *pair) for pair in zip(LIGHT, DARK)], np.uint8)


def picture(bounds, width, height, driver="PNG") -> bytes:
    """The pattern in (x_min, y_min, x_max, y_max), as the bytes of a file."""
    x = bounds[0] + (np.arange(width) + 0.5) * (bounds[2] - bounds[0]) / width
    y = bounds[3] - (np.arange(height) + 0.5) * (bounds[3] - bounds[1]) / height
    image = gdal.GetDriverByName("MEM").Create("", width, height, 3)
    image.WriteArray(pattern(*np.meshgrid(x, y)))
    path = f"/vsimem/{threading.get_ident()}.picture"
    gdal.GetDriverByName(driver).CreateCopy(path, image)
    stream = gdal.VSIFOpenL(path, "rb")
    content = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, stream))
    gdal.VSIFCloseL(stream)
    gdal.Unlink(path)
    return content


class MapServer:
    """Serves the pattern; ``behave`` may answer a request otherwise.

    Attributes:
        behave: takes the handler, the number of the request and the good picture; True if it answered.
        largest_px: a WMS picture that is wider or higher is refused.
    """

    def __init__(self) -> None:
        self.behave = None
        self.largest_px = 4096
        self.pictures = 0
        self.end = threading.Event()
        handler = type("Handler", (Handler,), {"owner": self})
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.token = uuid.uuid4().hex  # or QGIS takes pictures that it kept of an earlier server
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.end.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def xyz(self) -> str:
        """Source of a layer of QGIS's provider wms."""
        return (
            f"type=xyz&url={self.address}/xyz/{self.token}/%7Bz%7D/%7Bx%7D/%7By%7D&zmin=0&zmax=18"
        )

    @property
    def wmts(self) -> str:
        return (
            f"contextualWMSLegend=0&crs=EPSG:3857&format=image/png&layers=pattern&styles=default"
            f"&tileMatrixSet=merc&url={self.address}/wmts/{self.token}?SERVICE%3DWMTS"
        )

    @property
    def wms(self) -> str:
        return (
            f"contextualWMSLegend=0&crs=EPSG:3857&format=image/png&layers=pattern&styles="
            f"&url={self.address}/wms/{self.token}"
        )

    def wmts_capabilities(self) -> str:
        """Tiles of the zoom levels that a test needs, by the addresses of the XYZ tiles."""
        matrices = [
            MATRIX.format(zoom=zoom, scale=559_082_264.028717 / 2**zoom, count=2**zoom)
            for zoom in range(10, 19)
        ]
        return WMTS_CAPABILITIES.format(
            address=self.address, token=self.token, matrices="".join(matrices)
        )


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):  # noqa: N802
        address = urlparse(self.path)
        if address.path.startswith("/xyz/"):
            self.send_tile(*map(int, address.path.split("/")[3:6]))
            return
        asked = {name.upper(): values[0] for name, values in parse_qs(address.query).items()}
        if asked.get("REQUEST") == "GetTile":
            self.send_tile(*(int(asked[n]) for n in ("TILEMATRIX", "TILECOL", "TILEROW")))
            return
        if asked.get("SERVICE") == "WMTS":
            self.send(200, self.owner.wmts_capabilities().encode(), "text/xml")
            return
        if asked.get("REQUEST") == "GetCapabilities":
            self.send(
                200,
                CAPABILITIES.format(address=self.owner.address, token=self.owner.token).encode(),
                "text/xml",
            )
            return
        width, height = int(asked["WIDTH"]), int(asked["HEIGHT"])
        if max(width, height) > self.owner.largest_px:
            text = b"<ServiceExceptionReport><ServiceException>too large</ServiceException>"
            self.send(200, text + b"</ServiceExceptionReport>", "text/xml")
            return
        self.send_picture(tuple(map(float, asked["BBOX"].split(","))), width, height)

    def send_tile(self, zoom, column, row):
        edge = 2 * WORLD / 2**zoom
        left, top = column * edge - WORLD, WORLD - row * edge
        self.send_picture((left, top - edge, left + edge, top), 256, 256)

    def send_picture(self, bounds, width, height):
        server = self.owner
        server.pictures += 1
        self.bounds = bounds
        content = picture(bounds, width, height)
        if server.behave is None or not server.behave(self, server.pictures, content):
            self.send(200, content, "image/png")

    def send(self, status, body, kind, length=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
