<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClearKeptFiles</name>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Clear kept files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Freed (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Kept (MB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Lists what the plugin keeps on disk, and removes what you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Removed: {size:.1f} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>The plugin keeps files that save work: finished tiles of detections that were stopped and epochs of fine-tunings, with which the next run of the same kind goes on; images of web layers; SAM&apos;s weights as they were downloaded; models converted for OpenVINO. Imported and fine-tuned models are never removed here.

Nothing is removed unless something is chosen. What a run uses at the moment is kept. Runs that had a CACHE_FOLDER of their own keep their files there, where they are not looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>What to remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>clear,clean,cache,disk,space,journal,downloads,delete,free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>detections: finished tiles of detections that were stopped. finetunings: epochs and features of fine-tunings that were stopped. images: pictures of web layers. downloads: SAM&apos;s weights. converted: models converted for OpenVINO; the next run converts them again. Empty: nothing is removed, sizes are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>{kind} ({name}): {count}, {size:.1f} MB in {folders}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetectLandslides</name>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>A pixel is landslide where its probability is above this value, between 0 and 1. Empty: the threshold of the model. Lower finds more, higher is surer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>A raster with red, green and blue bands; or a web layer (XYZ, WMS, WMTS), which is drawn for the extent at the working resolution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Area of interest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Average eight views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Bands and stretch of the layer&apos;s style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect landslides</source>
        <translation>滑坡检测</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect only in this rectangle. Empty: the whole raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect only inside these polygons, in any CRS. Empty: the whole raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detected landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Each tile shows twice the ground on every side, at half the detail: about five times faster where the model takes most of the time, and small landslides may be missed. For models that offer it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Elevation model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Elevation raster in metres, in any CRS. With it each polygon gets slope, aspect and relief.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Fast, coarser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Finds landslides in a raster layer and outlines them as polygons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Finds landslides in a red-green-blue raster with a deep-learning model and gives a polygon layer: area, perimeter, probability and shape of each landslide, with a DEM also slope, aspect and relief.

The model in the box is best at pixels of 2 m and brings your image there by itself, from 0.2 m up to 5 m a pixel; polygons lie on the image&apos;s own pixels.

Areas and lengths are measured on the ground, in metres, for any CRS. Check the result against the image: fields, roads, quarries and river bars can look like scars.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>HTML files (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Holes up to this many square metres are filled. 0 fills none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Landslides</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Largest hole to fill [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Looks at each tile in its eight flips and quarter turns and averages: a little better, eight times slower, and needed for the uncertainty raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Name of a model, or path of a model card (.json) or weights (.safetensors).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Number format of the computation. auto: the fastest that is safe here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Number of landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Outlines may move by this many metres to become simpler. 0 keeps the pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Overlap of tiles [pixels]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Page with a map, numbers, diagrams and all parameters; shown in the results viewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Pixel size in metres at which the model sees the image. Empty: the one the model knows best. 0: that of the raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Pixels that neighbouring tiles share. More is smoother and slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Polygon layer of the detected landslides, in the CRS of the raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Polygons smaller than this many square metres are dropped. 0 keeps all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Polygons with a smaller mean slope are dropped; needs an elevation model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Probability of landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Probability threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Raster (GeoTIFF) of how much the eight views disagree, from 0 to 0.5; needs them. Its second band tells landslide (1), likely missed (2), likely false (3) and background (4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Raster (GeoTIFF) with the probability of landslide, from 0 to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Red, green and blue band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Simplify outlines by [m]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Smallest area to keep [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Smallest mean slope to keep [degrees]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>The model sees the image as the map shows it: with the bands of the layer&apos;s style, each stretched between its smallest and largest value there. Otherwise 8-bit images are used as they are and others are stretched by their values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Three bands in the order red, green, blue; or one band, used for all three. Empty: by the colours named in the file, else bands 1, 2, 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Tiles at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Tiles computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Tiles computed together. 0: chosen by the memory of the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Total area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Uncertainty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Uncertainty of the probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Working resolution [m per pixel]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>landslide,segmentation,deep learning,sam,cffnet,scar,geohazard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>{raster} landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>{raster} probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>{raster} uncertainty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>{raster} – landslides</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>HTML files (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Looks whether everything works, and writes a report for an issue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Markdown files (*.md *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>On which the tile is computed: auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Page to read; shown in the results viewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Starts the engine, lets the model in the box compute a tile whose result is known, looks at the files of all models, and writes down versions, devices, memory and the last errors of the plugin. It runs without an engine too.

The report is made to be pasted into an issue: the home folder becomes ~, of other paths the last two names remain, the user name is left out. Nothing leaves this computer by itself. The report is in English. Read it before you send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Text for an issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>The same as text. It also stands at the end of the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>diagnostics,report,issue,bug,help,check,engine,versions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineBox</name>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>&amp;Install or repair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>A Python that has torch 2.6 or newer; empty: found by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Chec&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Check the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Find the engine&apos;s Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Looking for a Python with torch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>P&amp;ython</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Python of the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Start the engine and ask for versions and devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>The engine is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>The engine works: {packages}, Python {python}. Devices: {devices}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>found by itself</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvaluateDetections</name>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>A pixel of the raster is detected where its probability is above this value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>All figures as text, also by size class and for each threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Compares detected landslides with an inventory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Compares detections with an inventory of landslides: pixel by pixel (IoU, F1, precision, recall, from totals over all pixels), and landslide by landslide (hit, missed, false alarm, by size).

Give either polygons or a probability raster. With a raster the report also shows what other thresholds would give, and whether the probabilities are right. Polygons whose field &apos;status&apos; is &apos;rejected&apos; are not counted as detections.

Each part of a multipolygon is a landslide of its own. Use an inventory of ground that the model was not trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Detected polygons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Evaluate detections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Evaluated area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>F1 of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>False alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>False area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>HTML files (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Inventory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>IoU of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluation_outputs.py"/>
        <source>Judged landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Judged polygons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides of the inventory that were hit or missed, and false alarms, with area and best IoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Missed area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Only what lies in these polygons counts: the ground that the inventory covers. Empty: everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Page with tables and diagrams; shown in the results viewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Pixel size [m]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Pixels on which polygons are compared. 0: so fine that it does not matter. A raster has its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Polygons of detected landslides, in any CRS; or give a probability raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Polygons of the landslides that are there, in any CRS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Precision of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability output of &apos;Detect landslides&apos;, instead of polygons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Recall of pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Table of figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>landslide,accuracy,validation,iou,f1,precision,recall,inventory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleModel</name>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslide centroids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslide change between two images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslides by catchment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FineTuneModel</name>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Disk space for features [GB]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Expression over the labels, such as &quot;status&quot; = &apos;accepted&apos;. The ground of the other polygons is left out: neither landslide nor background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>F1 of the validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Fine-tune model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Folder for unfinished runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Folder of chips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Folder of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>For chips whose manifest (column gsd_m) and files do not say it. Empty: the size at which the start model finds their landslides best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>HTML files (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>How often at most the training goes through all tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Instead of images and labels: a folder with manifest.csv, or with the folders images and masks that hold files of the same names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>IoU of the validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Labelled area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Labelled landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model from which training starts: a name, or the path of a model card (.json) or weights (.safetensors). A SAM encoder without a trained decoder will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Most disk space for what a SAM encoder has computed, so that it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name of the new model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name under which the new model appears, for example iburi-lite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Number format of the computation. auto: the fastest that is safe here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>One or more rasters with red, green and blue bands, on which the landslides were labelled. Empty only with a folder of chips.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Page (HTML) with curves, figures and examples of the validation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Patience [epochs]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Pixel size in metres at which the model learns, and later detects. Empty: that of the start model. 0: that of the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Pixel size of the chips [m]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Polygons in which every landslide was outlined; nothing is learnt outside them. Empty: the whole of each raster was labelled, and all ground outside the labels is background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Polygons of the landslides, in any CRS. Where a field &apos;status&apos; is &apos;rejected&apos;, the polygon is no landslide but ground that looks like one. Without a labelled area everything outside the polygons counts as background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Precision of the validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Probability threshold of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Recall of the validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Red, green and blue band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Share for validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Share of the landslides that is kept aside, in parts of their own, to measure the model and to choose its threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Shows the tiles flipped, turned, scaled, lighter, darker and hazy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Size of the training steps at their largest. Halve it if the loss jumps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Start model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Start of the random numbers. The same seed splits the same labels alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Table (CSV) of loss and accuracy, one line an epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Three band numbers in the order red, green, blue, such as 3,2,1; or one, used for all three. Empty: by the colours named in the file, else bands 1, 2, 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Tiles at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Tiles of one training step. Fewer need less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training stops after this many epochs without a better validation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Trains a model further on your own imagery: rasters with polygons of the landslides on them, or a folder of chips. The new model then appears in &apos;Detect landslides&apos;.

All ground outside the polygons counts as background. So either outline every landslide of the rasters, or draw the part in which you did as labelled area; outside it nothing is learnt. Polygons whose field &apos;status&apos; is &apos;rejected&apos; are taught as ground that only looks like a landslide.

Part of the landslides is kept aside to measure the model. Cancelling keeps the finished epochs: the same call goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Trains a model on your own landslides and registers it under a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Use only labels for which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Vary tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Where finished epochs and features are kept. Empty: your QGIS profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Where to keep the model. Empty: the models folder of your QGIS profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Working resolution [m per pixel]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>landslide,training,fine-tuning,deep learning,model,labels,chips</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Address of a folder that holds SAM&apos;s files under their own names, asked first, for example https://files.example.org/sam. What comes from there is checked as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Checkpoints (*.pth *.tar *.pt *.safetensors);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Download SAM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>File of the whole network, of its decoder, or of SAM alone. Empty: SAM is downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Folder of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Import model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Mirror</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Model: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Name of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Name under which the model appears, for example bijie-vit-l.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Reads a checkpoint of SAM-CFFNet (.pth.tar of its authors, .pth or .safetensors), checks every tensor, and writes it as a .safetensors file with a model card. Then &apos;Detect landslides&apos; offers it by its name.

Of a checkpoint only numbers are read: a file that would run code is refused. A checkpoint that holds the decoder alone needs SAM&apos;s official file too. SAM&apos;s file alone becomes a model that must be fine-tuned before it can detect.

&apos;Download SAM&apos; fetches SAM&apos;s official file from its publisher or a mirror, with QGIS&apos;s proxy, checks it, and keeps it in your QGIS profile. What was stopped goes on. Without it nothing is asked of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Registers a SAM-CFFNet checkpoint as a model for landslide detection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM&apos;s official file to fetch: sam_vit_b (375 MB), sam_vit_l (1.2 GB) or sam_vit_h (2.6 GB). With a checkpoint of a decoder it is its SAM checkpoint, without one it is imported itself. Empty: nothing is downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM&apos;s official sam_vit_b, sam_vit_l or sam_vit_h file; needed when the checkpoint holds no encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Where to keep the model. Empty: the models folder of your QGIS profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>model,checkpoint,weights,safetensors,sam,cffnet,pth,download</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InstallEngine</name>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>A Python that has torch 2.6 or newer, timm, safetensors, torchvision and segment-anything. It is tried and then used; nothing is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Address from which PyTorch alone is taken, as pytorch.org &gt; Get started shows it after --index-url: builds for other drivers, for graphics cards on Windows, or small ones for processors. They are not checked by hash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Address of a package index or mirror (https://.../simple). Empty: that of pip&apos;s own settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Device for which PyTorch must work. auto: a graphics card if there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Engine Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Folder of packages to install from without a network, or to fill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Folder of the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Index of PyTorch builds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Install engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Installs, repairs, checks or removes PyTorch for this plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Offline kit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Package index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Seconds a tile in the trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Stopped. Run it again to go on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>The models run on PyTorch in a Python process of their own, never in QGIS. This algorithm puts PyTorch and what it needs into a folder outside QGIS and its profile, in pinned versions with checked hashes. An update of QGIS does not touch it.

install: fetches the packages (the log tells how much) and tries them on a tile. A stopped installation goes on where it was.
repair: looks into every file of the installed packages and installs anew what is missing or changed.
check: tries the engine that would be used now.
remove: deletes what was installed.
build-kit: fetches the packages into the folder OFFLINE_KIT. Copy it to a computer of the same kind without a network, and install from it there.

PyTorch 2.6 or newer that is there already (conda, a module of a cluster) can be used instead: name its Python in PYTHON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Use this Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>What to do: install, repair, remove, check or build-kit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Where to install. Empty: where it is now, at first {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>install,engine,pytorch,torch,repair,setup,offline,cuda</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeptFilesBox</name>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Clea&amp;r checked…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Clear kept files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Con&amp;verted models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Do&amp;wnloaded weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Freed: {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Ima&amp;ges of web layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Kept files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Measure kept files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Remove these files?

{kinds}

What they saved must be computed or downloaded again when it is needed. What a run uses at the moment is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Unfinished &amp;detections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Unfinished fine-&amp;tunings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>{count} more are kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ManageModels</name>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>A name, or the path of a model card (.json) or weights (.safetensors). Not needed to list and import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Archive to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Archives of models (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Exported archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Keeps the model library in order. It needs no engine. The list of all models as it is afterwards is the output MODELS.

list: shows all models, damaged ones with the reason.
check: compares weights with the SHA-256 of their card; of all models if MODEL is empty.
export: writes card and weights into one zip, to be passed on.
import: registers a model from such a zip. Nothing in it is trusted: it must hold one card with its weights and nothing else. NAME gives it another name.
rename: gives a model the name NAME.
delete: removes a model and what OpenVINO made of it. It cannot be undone.
makedefault: lets other dialogs start with this model.

Models that came with the plugin can be neither renamed nor deleted. Checkpoints of other programs are read by &apos;Import model&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Lists, checks, exports, imports, renames and deletes models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Manage models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Models, as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Name of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>What to do: list, check, export, import, rename, delete or makedefault (as which model other dialogs start with).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With export: the zip to write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With import: a zip that export made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With rename the model&apos;s new name; with import one instead of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>model,weights,list,check,export,import,rename,delete,default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Download…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Make default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>A checkpoint of SAM-CFFNet or SAM becomes a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>A model that was exported here or elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Another name for this model (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Card and weights in one zip, to be passed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Card of the chosen model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Chec&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Check model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Clo&amp;se</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Compare the weights with the card&apos;s SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>De&amp;lete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Dialogs start with this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Export model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Exported to {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Fetch SAM&apos;s own weights, to fine-tune them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import &amp;archive…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import &amp;checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Imported the model &apos;{model}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Remove this model from the disk (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>SAM-CFFNet models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Show the model&apos;s files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>The weights of &apos;{model}&apos; are not those of its card: the file was changed or not copied whole. Import the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>The weights of &apos;{model}&apos; are those of its card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>There are no models. Import or download one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <location filename="gui/model_page.py"/>
        <source>, best at {size:g} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>An image encoder alone: fine-tune it before it can detect landslides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Architecture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Bands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Dataset, protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Licence of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Pixel sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Size on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>The card has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>This model cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>encoder alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>in the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>{encoder} with {decoder}, tiles of {tile} px seen at {input} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>{smallest:g} to {largest:g} m</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelQuestions</name>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Archives of models (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Delete model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Delete the model &apos;{model}&apos; ({size}) from the disk?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Export model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Import archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Name of the model (empty: its own):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>New name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Rename model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelWidget</name>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Choose a model card or weights file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Models (*.json *.safetensors)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <location filename="gui/options_page.py"/>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>&amp;Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Address with a copy of SAM&apos;s weights, to which the file name is appended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>D&amp;evice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Defaults of the algorithms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Imported and fine-tuned models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Kept &amp;files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Mirror for down&amp;loads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Model&amp;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Unfinished runs, images of web layers, downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PluginActions</name>
    <message>
        <location filename="gui/actions.py"/>
        <source>Accept, reject and redraw detected landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides in the active raster layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Evaluate detections…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Fine-tune a model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Options…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Review landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>{count} landslides found.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>&amp;Detect again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>&amp;Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>&amp;Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Accepted {accepted}, rejected {rejected}, edited {edited}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>By number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Choose a layer that &apos;Detect landslides&apos; made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Choose detected landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Detect in the same image with the newest model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Draw a missed one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Edit outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Fine-tune a model with the reviewed polygons; rejected ones teach what is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Flicker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Least probable first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Most probable first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>None of these is left. Show others, go back, or go on with &apos;Use for training&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Not reviewed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Review landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>S&amp;how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Save outlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Show and hide the polygons in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Smallest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Use for &amp;training…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>mean probability {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>mean slope {value}°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>{place} of {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>{reviewed} of {total} reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>{value} m²</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewSession</name>
    <message>
        <location filename="gui/review_session.py"/>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_session.py"/>
        <source>The layer &apos;{layer}&apos; could not be changed: {reason}. Save it as a GeoPackage (right-click it &gt; Export) and review that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/review_session.py"/>
        <source>it is read-only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SamCffnetProvider</name>
    <message>
        <location filename="processing/provider.py"/>
        <source>Engine Python (with torch; empty: found by itself)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/provider.py"/>
        <source>SAM-CFFNet landslide mapping</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <location filename="core/outputs.py"/>
        <source>&apos;{folder}&apos; is no full path of a folder. Choose the folder, or give its path from the top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>&apos;{model}&apos; is now &apos;{name}&apos;: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>A line of the manifest in {folder} names no {column}: {line}. Complete or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>A map without a single landslide would have the second row: its share of correct pixels is high, which is why that share says little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>A probability is what the model believes, not a measured accuracy. How well it does on your ground is told by &apos;Evaluate detections&apos; with an inventory of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>A rule of your organisation forbids programs in {folder}. Ask your administrator to allow {folder}, or choose a FOLDER that is allowed, and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/managed_engine.py"/>
        <source>A run uses the engine in {folder} right now, and packages cannot be replaced under it. Wait until it has ended, or cancel it, and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>A virus scanner or another program held a file in {folder} while {step}. Ask your administrator to except that folder from scanning, or wait a minute, and run again; it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>ACTION is &apos;{value}&apos;, which is unknown. Choose one of {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/training_report.py"/>
        <source>All background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/managed_engine.py"/>
        <source>Another QGIS is at work on the engine in {folder} right now. Wait until it has finished; the engine is then ready for this one too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Another run is downloading to {folder}. Waiting for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Are the probabilities right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area [ha]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area of interest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/raster_style.py"/>
        <source>BANDS is {bands}, but STYLED takes the bands {styled} of the layer&apos;s style. Leave BANDS empty, or switch STYLED off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>BANDS is {bands}, but the layer &apos;{layer}&apos; comes as a picture in the colours that the map shows. Leave BANDS empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>BATCH is {value}, but must be from 0 (automatic) to {largest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} holds complex numbers (radar data). Choose bands of an optical image, or convert it to amplitude first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>Band {band} holds one value only ({value:.6g}) and tells the model nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} holds palette indices, not colours. Convert it first with Raster &gt; Conversion &gt; PCT to RGB and use the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} was chosen, but {path} has bands 1 to {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>Band {band}: {low:.6g} to {high:.6g} ({low_percent:g}-{high_percent:g} % of the values) stretched to 0-1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>Band {band}: {low:.6g} to {high:.6g} stretched to 0-1, as the map shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Bands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Best and worst chips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_request.py"/>
        <source>Both CHIPS and {given} are given, but chips have labels of their own. Leave either CHIPS or {given} empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Boxes around the polygons, in map coordinates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>By size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>CHECKPOINT and DOWNLOAD are both empty. Give the path of a checkpoint, or choose which of SAM&apos;s files to download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_request.py"/>
        <source>CHIPS is &apos;{folder}&apos;, but there is no such folder. Give one that holds manifest.csv, or the folders images and masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>Cannot change the model in {folder}: {reason}. If a run uses it, wait until that has ended; else check the folder&apos;s rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Cannot open the raster {path}: {reason}. Check that the file exists, is a raster and was copied whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Cannot read rows {top} to {bottom} of {path}: {reason}. The file is damaged, or it was moved while the run went on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>Cannot read {path}. It is damaged: replace it, or remove it and its mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>Cannot read {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <location filename="engine/checkpoints.py"/>
        <source>Cannot write the model to {folder}: {reason}. Check the folder&apos;s rights and the free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write to the folder {folder}: {reason}. Choose another folder, or check its rights and the free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <location filename="core/model_import.py"/>
        <source>Cannot write to the model folder {folder}: {reason}. Choose another FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>Cannot write to {destination}. Check the connection and your rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/training/session.py"/>
        <source>Cannot write to {folder}: {reason}. Finished epochs are kept; free some space and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write to {place}: {reason}. If the disk is full, free some space or choose a folder on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Cannot write {file} to {folder}: {reason}. Free some space there or check the rights, and run it again; it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write {path}: {reason}. Choose another file, or check the folder&apos;s rights and the free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Checking {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Chips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Converted models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Correct pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Course of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>DOWNLOAD is &apos;{name}&apos;, but known are only {known}. Choose one of them, or give the path of a file as CHECKPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>DOWNLOAD is &apos;{value}&apos;, which is unknown. Choose one of {known}, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Data and split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Date of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Date of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Default: {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Deleted &apos;{model}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Detected landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Detections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Downloaded weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Downloading {file} ({size:.0f} MB) from {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>Drawing the layer &apos;{layer}&apos; at {width} x {height} pixels, {missing} of {count} parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>EXTENT or AOI lies outside the layer &apos;{layer}&apos;, which covers {covered}. Choose a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Each polygon is in the class of its own area, inside the evaluated area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Eight views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Elevation model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Epoch {number} of {epochs}: loss {loss:.4f}, validation IoU {iou:.4f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Epochs (best)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Evaluation of detected landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Expected calibration error {before:.4f} before and {after:.4f} after dividing the logits by the temperature {temperature:.2f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Exported &apos;{model}&apos; to {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>FAST was asked for, but the model &apos;{model}&apos; does not offer it. Switch FAST off, or give a coarser RESOLUTION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>FAST: tiles of {tile} instead of {usual} px, seen at {share:.2g} of the detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>FILTER is &apos;{expression}&apos;, but &apos;{layer}&apos; has no field &apos;{field}&apos;. Its fields are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>FILTER is &apos;{expression}&apos;, which QGIS cannot evaluate: {reason}. Write it as in &apos;Select by expression&apos;, for example &quot;status&quot; = &apos;accepted&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is a temporary folder, which QGIS deletes when it ends. Choose one that stays, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is {folder}, inside the plugin, whose update would delete it. Choose a folder elsewhere, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is {folder}, {length} characters long; with the names in the packages that exceeds what Windows allows. Choose one of at most {limit} characters, such as C:\sam.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>False alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>False area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Fast, coarser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Features of {done} of {total} chips after {seconds:.0f} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Fewer than {count} validation chips show landslides: the training chips had their say in the threshold too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Figures are pixel totals of the landslide class on validation ground that no training chip touches. Threshold and temperature were chosen on the same ground, so the figures of the tuned model are slightly flattering; judge the model on ground of its own with &apos;Evaluate detections&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Fine-tuned model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>Further finished tiles are not kept in {folder}: {reason}. If this run stops, they must be computed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>Give either polygons (DETECTIONS) or a raster (PROBABILITY); one of the two is needed, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>Give either rasters (INPUT) with label polygons (LABELS), or a folder of chips (CHIPS); one of the two is needed, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Going on with the unfinished run in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>Graphics card: {card}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Ground with data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>How sure the model was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>How to read this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Images of web layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Imported &apos;{model}&apos;: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>IoU {iou:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>IoU ≥ {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>It was the default; now the model in the box is the default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>Kept for the next time: {megabytes} MB in {folder}, which may be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Known pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Labels (grey: unknown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>Labels: {landslides} landslides, {negatives} rejected, {unknown} unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Landslide by landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>Landslides</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Landslides of the inventory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Largest hole filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Largest landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>MIN_SLOPE is {value} degrees, but must be from 0 to less than 90.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>MIN_SLOPE is {value} degrees, but no DEM was given. Choose an elevation raster as DEM, or set MIN_SLOPE to 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>MIRROR is &apos;{mirror}&apos;, which is no address of a web server. Give one that begins with https:// or http://, or leave it empty; a file on a disk is given as CHECKPOINT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Mean probability of a landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Median landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Missed area [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/predict.py"/>
        <source>Model {model} on {device} in {precision}, {batch} tiles at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>No NVIDIA graphics card with a driver was found. Choose DEVICE=auto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>No NVIDIA graphics card with a driver was found. Choose DEVICE=auto. Until then the processor computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>No Python with PyTorch was found, and without it no model can run. Run &apos;Install engine&apos; in the Processing toolbox (SAM-CFFNet), once. Or name a Python that has torch 2.6 in Settings &gt; Options &gt; Processing &gt; Providers &gt; SAM-CFFNet or in the variable {variable}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>No chip with a landslide is left for {role}: too few landslides lie on valid pixels. Label more landslides, in places further apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>No epoch was better than the start model on the validation ground, so its weights are kept and only the threshold is new. Label more landslides, or raise LEARNING_RATE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>No landslide is labelled on the raster &apos;{raster}&apos;; it teaches background alone. Take it out of INPUT if it was not labelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>No model was loaded before tiles were sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>No polygon of &apos;{layer}&apos; on the rasters counts as landslide: of {count}, {rejected} are rejected (status) and {unknown} are left out by FILTER. Change FILTER, or draw landslides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>No polygon of the INVENTORY lies where detections can be judged: on the raster&apos;s pixels with data, and inside AREA if there is one. Check that all CRS are right, or choose another inventory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>No warning was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>None of the label polygons (LABELS) lies on the rasters, or none inside the labelled area. Check the CRS of the labels, and that the labelled area covers them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>None of the {count} masks in {folder} marks a landslide. Masks are images of one band with 255 on landslides and 0 elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Number or area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>OFFLINE_KIT is empty, but build-kit needs a folder to fill. Choose an empty folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>OFFLINE_KIT is {kit}, which is no whole kit: its {card} is missing or damaged. Make it with ACTION=build-kit on a computer with a network, and copy the whole folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Of pixels with a stated probability of 0.7, seven in ten should be landslide: points on the dotted line. Below it the model is too sure. The expected calibration error is {error:.4f}; most pixels are sure background, which keeps it small.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>Only band {band} is used, for red, green and blue alike. The model was trained on colour images; expect more mistakes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>Only the selected features of &apos;{layer}&apos; are labels, and the others count as background: leave them out with LABELLED_AREA, or use all features with a FILTER in place of the selection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>Only the {count} largest are drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>Only {free} MB are free in {folder}. The run may need more; compression usually saves half.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>Only {written} of {count} polygons could be written to {path}. Free some space on its disk, or choose another destination.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>OpenVINO cannot run this model ({reason}); going on with torch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>OpenVINO is not installed; computing with torch, which is slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Other thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Outlines simplified by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Overlap of tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>PIXEL_SIZE is not used: the raster&apos;s own pixels are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>PIXEL_SIZE is {value:g} m, but must be 0 or more. Give 0 for a size that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>PIXEL_SIZE is {value:g} m, which makes {pixels:,.0f} million pixels of the ground between the polygons; the most is {limit:,.0f}. Give {least:.2g} m or more, 0 for a size that fits, or a smaller AREA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>PYTHON is &apos;{python}&apos;, which is no file, or the action is not install or check. Give the path of a Python that has torch 2.6 or newer, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Pixel by pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Pixel figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>Pixels are compared on a grid of {size:.3g} m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Pixels of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Plugin version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>Preparing the model for this processor, once; a large one takes minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Probability threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/pinned_packages.py"/>
        <source>PyTorch 2.6 or newer, without which no model can run, is not published for {system} on {machine}. Use a computer with Linux or Windows on a 64-bit Intel or AMD processor, or a Mac with an Apple processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>PyTorch from {index}; its packages have no pinned hashes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>QGIS could not draw the layer &apos;{layer}&apos;: {reason}. Look whether it shows in the map window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>QGIS&apos;s Python cannot make environments, since a part of it is missing. On Debian and Ubuntu install the package python3-venv, then run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>QGIS&apos;s Python is {version}, and the packages of the kit need {oldest} to {newest}. Use a newer QGIS, or install over the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>RESOLUTION is {resolution:g} m, but a pixel of the raster is {pixel:.3g} m. Choose a value from {low:.3g} to {high:.3g} m, 0 for the raster&apos;s own, or none for the model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>RESOLUTION is {resolution:g} m, but the pixel size of {count} chips is not known, such as {example}. Give it as CHIP_PIXEL_SIZE, or leave RESOLUTION empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>Removed the tiles of a run that was stopped {days:.0f} days ago ({size:.1f} GB).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Removed: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM_CHECKPOINT is &apos;{path}&apos; and DOWNLOAD is &apos;{download}&apos;, but SAM is needed only once. Leave one of them empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>SHA-256 of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>SHA-256 of the weights: {sha256}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/raster_style.py"/>
        <source>STYLED was asked for, but the layer &apos;{layer}&apos; is drawn as &apos;{kind}&apos;, which has no bands to take. Choose multiband colour or single-band grey in its style, or switch STYLED off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Settings and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Share of the area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Share of the pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/probability_report.py"/>
        <source>Share that is landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Shares are of the landslides for hits and missed, of the detections for false alarms, and of the inventory&apos;s and the detected area for the areas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>Size [m²]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Smallest area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Smallest slope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Start model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Start model {model}, untuned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Start model: validation IoU {iou:.4f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Stated probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Stopped after {count} epochs. What is done is kept in {folder}: run again with the same settings to go on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>THRESHOLD is {value:g}, but must lie between 0 and 1 (both excluded). Give a probability such as 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>THRESHOLD was {chosen:g}. The highest F1, {f1:.3f}, would be reached at {best:g}; a threshold chosen on this area flatters it, so judge it on another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>That look like them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>The AREA does not overlap the PROBABILITY raster {path}. Check that both CRS are right, or leave AREA empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>The AREA holds no polygon. Draw one, or leave AREA empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>The AREA overlaps neither DETECTIONS nor INVENTORY. Check that all CRS are right, or leave AREA empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detect.py"/>
        <source>The DEM has no data under some of the polygons; their terrain attributes are empty, and MIN_SLOPE does not apply to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} and the raster cannot be laid over each other, because one of them has no CRS. Set it in the layer&apos;s properties or with &apos;Assign projection&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} does not cover any part of the raster. Choose a DEM of the same place, or leave DEM empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} is rotated. Warp it to a north-up raster first (Raster &gt; Projections &gt; Warp).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>The PROBABILITY raster {path} holds the value {value:g}, but a probability lies from 0 to 1. Choose the probability output of &apos;Detect landslides&apos;, or set the raster&apos;s nodata value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The archive {path} cannot be imported: {reason}. Export the model again where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The area of interest (AOI) holds no polygon. Choose a layer with polygons, or leave AOI empty for the whole raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>The bands {bands} name one band twice. Choose three different bands in the order red, green, blue, or one band to use it for all three.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The card in the archive {path} cannot be used: {reason}. Export the model again where it comes from, or update the plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>The checkpoint holds an image encoder alone. The model &apos;{model}&apos; can be fine-tuned, but cannot detect landslides before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} cannot be read: {reason}. The file is damaged, was not copied whole, or is no PyTorch checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} has an image encoder {width} wide; known are {known} (ViT-B, ViT-L, ViT-H).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} has no key &apos;image_encoder.pos_embed&apos;; it has {count} keys, the first is &apos;{first}&apos;. Is it a SAM-CFFNet or SAM checkpoint?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds a decoder but no image encoder. Give SAM&apos;s own file (sam_vit_l_0b3195.pth for the published models) as the SAM checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds different tensors for {name} and another level of the same module; in the published network the four levels share one. It is of another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds more than weights, or is damaged: {reason}. It was not opened, because such a file can run code on this computer. Ask its author for a .safetensors file or one that holds the state dict alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds no state dict. Expected are tensors by name, or an entry &apos;state_dict&apos; with them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds values that are infinite or no numbers, in {count} of its tensors ({names}). Its training has failed: use a checkpoint of an earlier epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds {count} tensors, and of them {wrong} that are no plain numbers or larger than the file itself ({names}). It is damaged, or made to fill this computer&apos;s memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>The chips do not say their pixel size. The start model knows their landslides best (IoU {iou:.2f}) if a pixel is {size:.2g} m, so that is assumed. Give CHIP_PIXEL_SIZE if it is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The chosen bands differ in data type ({types}). Choose bands of one type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The connection is opened by something between you and the package index, whose certificate is not trusted: {reason}. Have your administrator give you its certificate, add it in Settings &gt; Options &gt; Authentication &gt; Manage Certificates &gt; Authorities, and run again; or install from an OFFLINE_KIT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The device &apos;mps&apos; is the graphics of Apple&apos;s processors. Choose &apos;auto&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/devices.py"/>
        <source>The device &apos;{device}&apos; is not available; this computer has {available}. Choose one of these, or &apos;auto&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/options.py"/>
        <source>The device &apos;{device}&apos; is unknown. Choose auto, cpu, cuda:0 (a graphics card by number) or mps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>The device has too little memory for {batch} tiles at a time; going on with {half}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>The device {device} has too little memory for one tile; going on with the CPU, which is slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>The device {device} has too little memory for this model; going on with the CPU, which is slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/training/session.py"/>
        <source>The device {device} has too little memory to train with a BATCH of {batch}. Close other programs and run again, which goes on after the last epoch; or begin anew with a smaller BATCH, on another DEVICE, or from a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The disk of {folder} became full while {step}. Free some space, or choose a FOLDER on another disk, and run again; it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>The downloaded file is {path}. The model does not need it: delete it, or keep it for the next import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The driver of the {card} is {driver}, and the pinned PyTorch needs {needed}. Update the driver, or give TORCH_INDEX for older ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The driver of the {card} is {driver}, and the pinned PyTorch needs {needed}. Update the driver, or give TORCH_INDEX for older ones. Until then the processor computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>The encoder&apos;s features of {count} chips, {variants} flips and turns of each training chip, will take {size:.2f} GB in {folder} while the run goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine answered in another order than it was asked. Run again; with the same settings it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/self_test.py"/>
        <source>The engine computes something else than it should: a probability differs by {difference:.4f} on {device} in {precision}, where {tolerance} is the limit. Choose another DEVICE, or run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>The engine does not work: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine failed: {reason}. The log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine has not answered for {seconds} seconds and was ended.{log} Run again; if it happens again, choose a smaller BATCH or another DEVICE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The engine needs {needed} MB, {installed} MB of them for good, but the disk of {folder} has {free} MB. Free some space, or choose a FOLDER on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine process ended unexpectedly ({reason}); nothing was written.{log} If the system ended it, memory ran out: close other programs, or choose a smaller BATCH or model. Run again; with the same settings it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine sent something that cannot be understood ({reason}) and was ended; nothing was written.{log} Run again; with the same settings it goes on where it was. If it happens again, run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The engine will compute on the processor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>The engine works: {device} in {precision}, {seconds:.3f} s a tile. Problems found: {problems}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_state.py"/>
        <source>The engine&apos;s PyTorch cannot be used: {reason}. Run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>The engine&apos;s Python {path}, named by {origin}, does not exist. Correct {origin} to a Python with torch 2.6 or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine&apos;s Python {python} cannot be started: {reason}. Run &apos;Install engine&apos;, or name a Python that has torch in the settings or in SAM_CFFNET_PYTHON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/report/render.py"/>
        <source>The engine&apos;s Python {python} cannot import a package: {reason}. Install jinja2 and matplotlib there, or leave the report empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} cannot import a package: {reason}. Run &apos;Install engine&apos; with ACTION=repair. In a Python of your own install torch, torchvision, segment-anything, timm and safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} cannot load PyTorch: {reason}. Install &apos;Microsoft Visual C++ Redistributable 2015-2022 (x64)&apos; from Microsoft; if that does not help, run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine&apos;s Python {python} ended while it started ({reason}).{log} Run &apos;Install engine&apos; with ACTION=repair, or name a Python that has torch in the settings or in SAM_CFFNET_PYTHON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} has torch {version}, which can be made to run code by a model file. Install torch 2.6 or newer there, or run &apos;Install engine&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plane_check.py"/>
        <source>The engine&apos;s answer does not fit the tiles it was sent: {name} is {got}, but should be {expected}. Plugin and engine may be of different versions: restart QGIS; if that does not help, install the plugin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>The extent &apos;{value}&apos; is no rectangle. Give it as xmin,xmax,ymin,ymax, if need be with its CRS: 1,2,3,4 [EPSG:4326].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The extent and the area of interest (AOI) do not overlap. Leave one of them empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/drawn_image.py"/>
        <source>The extent has {width} x {height} pixels of {resolution:g} m; of a layer that has to be drawn or downloaded at most {most} million are taken at a time. Set EXTENT or AOI to a smaller part, or give a coarser RESOLUTION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The extent {extent} is empty or infinite. Draw it on the map, or leave it empty for the whole raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>The features of {count} chips need {needed:.1f} GB of disk space, but CACHE_GB is {budget:g}. Raise CACHE_GB, or label a smaller area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The file {path} cannot be read as safetensors: {reason}. It is damaged or was not copied whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The folder for temporary files cannot be written: {reason}. Free some space on its disk, or name another folder in the variable TMPDIR and restart QGIS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The folder {folder} also holds &apos;{name}&apos;, which does not belong to the model. Move it elsewhere first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The folder {folder} has no manifest.csv, and no subfolders &apos;images&apos; and &apos;masks&apos;. Choose the folder that holds one of the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The folder {folder} has {count} images, and of them {lonely} without a mask of the same name in &apos;masks&apos;, such as {example}. Give each image its mask, empty ones too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The folder {folder} is a link to {target}. Rename the model there, or import a copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>The image as the model saw it, with the outlines. Grey: no data, or not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The image {image} is of the type {kind}, but chips must have 8 bits a band. Convert them, or use rasters with label polygons, which may be of any type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The image {image} of shape {shape} and its mask of shape {mask} do not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The image {path} has {height} x {width} pixels in {bands} bands, too many for a chip. Cut it into smaller ones, or use it as a raster with label polygons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>The kit is in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The kit {kit} does not fit: its {what} is {found}, here it is {wanted}. Make it on a computer of the same kind, with the same version of QGIS and of the plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>The label polygons are smaller than a pixel ({pixel:.3g} m), so not one pixel is landslide. Choose a finer raster, or a smaller RESOLUTION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>The labelled area is landslide all over, so the model would learn to call everything a landslide. Make the labelled area (LABELLED_AREA) larger than the landslides, with the stable ground around them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides are too few or too close together to keep some for validation: they fill {count} block of the size of a tile. Label landslides in at least two places further apart; a few dozen polygons are a good start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides lie so close together that none remains for training beside those kept for validation. Label landslides in places further apart, or lower VALIDATION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>The layer &apos;{layer}&apos; comes from the {provider} service and has no end. Set EXTENT, for example to the visible part of the map, or AOI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>The layer &apos;{layer}&apos; comes from the {provider} service, and the model needs the pixels in a file. Save it first (right-click the layer &gt; Export &gt; Save As, or the algorithm &apos;Convert map to raster&apos;) and use the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>The layer &apos;{layer}&apos; has no pixels of its own. Set RESOLUTION to a pixel size in metres; the model &apos;{model}&apos; knows {low:g} to {high:g} m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>The layers are complete, but not the report: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>The list of known weights {path} cannot be used: {reason}. Install the plugin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/pinned_packages.py"/>
        <source>The list of packages {path} is missing or damaged ({reason}). Install the plugin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The manifest in {folder} gives &apos;{text}&apos; as gsd_m, which is no pixel size in metres. Give a number such as 0.5, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The manifest in {folder} names {name}, which lies outside the folder. Put all images and masks into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The manifest {path} cannot be read: {reason}. Export it again as CSV in UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The manifest.csv in {folder} lists no image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The model &apos;{model}&apos; came with the plugin and stays as it is. Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <location filename="processing/model_library.py"/>
        <source>The model &apos;{model}&apos; has a card but no weights: {path} is missing. Import the model again, or copy the file there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_library.py"/>
        <source>The model &apos;{model}&apos; is an image encoder alone and cannot detect landslides. Fine-tune it, and make the new model the default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The model &apos;{model}&apos; is an image encoder without a trained decoder, so it cannot detect landslides. Fine-tune it first, or choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The model &apos;{model}&apos; is not found by its name, because its folder is called &apos;{name}&apos;. Give the folder {folder} and the files in it the model&apos;s name, or delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>The model &apos;{model}&apos; is ready: validation IoU {iou:.3f}, F1 {f1:.3f}, threshold {threshold:.3f}. Choose it as MODEL in &apos;Detect landslides&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>The model &apos;{model}&apos; was made by this very run before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>The model card {path} cannot be used: {reason}. Import the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plane_check.py"/>
        <source>The model gave no probability for {count} of {total} pixels, computed on {device}. Choose fp32 as PRECISION; if it is that already, the model&apos;s weights are damaged: import the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The model in {folder} is hidden by the one of the same name that came with the plugin. Delete it, or give folder, files and card another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The model needs {needed:.0f} MB in {folder}, but its disk has only {free:.0f} MB left. Free some space, or choose another models folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The model {path} lies outside the models folder {folder}. Change it there with a file manager, or import it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>The name &apos;{name}&apos; has no letter or digit of the Latin alphabet. Give one like &apos;bijie-vit-l&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>The outlines are a proposal: check them against the image. Fields, roads, quarries and river bars can look like scars, and old, overgrown or very small landslides are easily missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is a folder. Give a file name in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is open elsewhere and locked. Close it there (in QGIS: stop editing and remove the layer), or choose another file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is the input itself. Choose another file name, so that the input is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/tiles.py"/>
        <source>The overlap is {overlap} px, but the model&apos;s tiles are {tile} px wide. Choose an overlap from 0 to {largest} px; {usual} px is usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The pinned PyTorch for {platform} computes on the processor alone. For the {card} give TORCH_INDEX, as pytorch.org &gt; Get started shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The pinned PyTorch for {platform} computes on the processor alone. For the {card} give TORCH_INDEX, as pytorch.org &gt; Get started shows it. Until then the processor computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>The pixel size of the chips is not known, and the chips looked at show no landslide. Give it as CHIP_PIXEL_SIZE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <location filename="engine/service.py"/>
        <source>The plugin speaks engine protocol {host}, the engine {own}. Restart QGIS; if that does not help, install the plugin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/devices.py"/>
        <source>The precision &apos;fp16&apos; needs a graphics card, but the device is &apos;cpu&apos;. Choose &apos;auto&apos;, &apos;fp32&apos; or &apos;bf16&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>The precision &apos;{value}&apos; is unknown. Choose one of {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The previous environment {folder} is still in use; it is removed the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The proxy did not let {package} through: {reason}. Check address, user and password in Settings &gt; Options &gt; Network, or install from an OFFLINE_KIT made on another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The raster &apos;{raster}&apos; lies outside the LABELLED_AREA and is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The raster has no CRS: the result lies in its own coordinates, and areas and lengths are in their units. Set the CRS with &apos;Assign projection&apos; for metres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The raster&apos;s pixels of {own:.3g} m are seen as pixels of {pixel:.3g} m (RESOLUTION).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/feedback.py"/>
        <source>The run was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>The same fine-tuning is under way elsewhere, in {folder}. Wait until it has finished, or change a setting such as SEED to train another model beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>The service of the layer &apos;{layer}&apos; did not give {count} of its pictures: {reason}. What came is kept: run this again later and it goes on there. Or save the part as a file and use that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>The settings or the variable SAM_CFFNET_PYTHON name {python}, which is used instead of the engine that was installed. Clear that to use the new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>The threshold {value} is not between 0 and 1 (both excluded). Leave it empty for the model&apos;s own, or give a probability such as 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The values lie between 0 and 1 and are used as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The wanted area of {height} x {width} pixels takes {count} tiles; a run can have {most}, and {widest} pixels in a row. Set EXTENT or AOI to a part, or a coarser RESOLUTION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The weights file {path} is damaged: {reason}. Import the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The weights in the archive {path} are not those its card describes (SHA-256 {actual}..., expected {expected}...). Export the model again where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>The weights {path} are not those the card of &apos;{model}&apos; describes (SHA-256 {actual}..., expected {expected}...). The file was changed or not copied whole; import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_archive.py"/>
        <source>The weights {path} are not those the card of &apos;{model}&apos; describes, and nobody could import them. The file was changed or not copied whole; import the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The weights {path} cannot be read: {reason}. Check the file&apos;s rights and its disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The weights {path} do not fit the network: of its tensors {differences}. Choose a SAM-CFFNet checkpoint of this encoder, and import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_archive.py"/>
        <source>The weights {path} of the model &apos;{model}&apos; cannot be read: {reason}. Import the model again, or copy the file there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The working pixel size is {pixel:.3g} m, but the model &apos;{model}&apos; was trained at {low:g} to {high:g} m. Set RESOLUTION to a value in this range for better results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The {card} has compute capability {capability}, and the pinned PyTorch needs {needed}. For older cards give TORCH_INDEX, as pytorch.org &gt; Get started shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The {card} has compute capability {capability}, and the pinned PyTorch needs {needed}. For older cards give TORCH_INDEX, as pytorch.org &gt; Get started shows it. Until then the processor computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} &apos;{layer}&apos; cannot be brought from its CRS {own} to {crs}. Check that both CRS are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} &apos;{layer}&apos; has no CRS; its coordinates are taken as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} &apos;{layer}&apos; has {count} invalid polygons (such as crossing outlines), which were made valid. Check them if the result looks wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>The {role} &apos;{layer}&apos; holds no polygon. Choose a layer with polygons; if only selected features are to be used, select some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} &apos;{layer}&apos; holds no polygon. Draw one, or leave the {role} empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The {role} &apos;{layer}&apos; holds no polygon. Draw some first, or choose another layer; if only selected features are to be used, select some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} &apos;{layer}&apos; is of the type {kind}, but must be polygons. Choose a polygon layer, or make polygons of it first, with &apos;Buffer&apos; or &apos;Lines to polygons&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The {role} &apos;{layer}&apos; overlaps none of the rasters: it lies in {own_extent} ({own}), the raster &apos;{raster}&apos; in {extent} ({crs}). Check that both CRS are right, or choose another layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The {what} does not overlap the raster, which reaches from {x_min:.10g} to {x_max:.10g} and from {y_min:.10g} to {y_max:.10g}. Check its CRS, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>There are no detections to compare, so all landslides are missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is already a model &apos;{model}&apos; in {folder}. Choose another NAME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <location filename="engine/checkpoints.py"/>
        <source>There is no checkpoint file {path}. Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>There is no folder {folder}. Create it, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is no model &apos;{model}&apos;. Known models: {known}. Choose one of them, give the path of a model card, or import a checkpoint with &apos;Import model&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is no model card {path}. A model is a .safetensors file with a .json card of the same name beside it; &apos;Import model&apos; makes both from a checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>There is no right to write in {folder} ({step}). Choose a FOLDER of your own and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>This Linux is too old for the packages: {reason}. They need glibc 2.28 (Debian 10, Ubuntu 20.04, RHEL 8 or newer). Use a newer system, or name a Python with torch 2.6 in PYTHON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>This computer has too little free memory for one tile of this model. Close other programs or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>This computer has too little free memory for this model. Close other programs or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Time of this call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Total area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>Training needs {needed:.2f} GB of disk space in {folder}, but {free:.2f} GB are free. Free some space, lower CACHE_GB, or choose a CACHE_FOLDER on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Training on {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Tried on {device}: ready after {ready:.1f} s, {tile:.3f} s a tile, result as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Tuned model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>UNCERTAINTY was asked for without TTA, but it is the disagreement of TTA&apos;s eight views. Switch TTA on, or leave UNCERTAINTY empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Unfinished detections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Unfinished fine-tunings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Validation IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Validation share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Values stretched to 0–1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Variation of the tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>What came for {package} is not what was pinned (its SHA-256 differs), so it was not installed. The download was damaged or changed on its way: run again, try another INDEX, or install from an OFFLINE_KIT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>What came has a wrong SHA-256. Beginning anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>Windows lacks the Microsoft Visual C++ runtime, or it is too old: {reason}. Install &apos;Microsoft Visual C++ Redistributable 2015-2022 (x64)&apos; from Microsoft and run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>With landslides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Without AREA the ground is the box around all polygons; only the share of correct pixels depends on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Working resolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>answers with HTTP status {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>answers with a web page, perhaps of a login to the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>below {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>best epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_reply.py"/>
        <source>did not answer within the time limit of QGIS&apos;s network settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>does not go on from byte {start}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>ended after {have} of {size} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>false alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>installing PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>installing {package}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>making the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>map units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>no landslide, {share:.1%} false alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>none: all tiles were kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>not in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them false alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them hit by any detection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them hit by one detection with IoU of {limit} or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them on a landslide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>offers {offered} bytes instead of {expected}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>pixels by tenth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>reading pip&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>redirects more than {count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>redirects to {target}, which is not safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>sends more than the {size} bytes of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>sent another file: its SHA-256 is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_reply.py"/>
        <source>sent nothing for {seconds:g} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>the report says why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>uv failed, trying pip: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>whole raster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{area:g} m²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{count} bands were chosen, but the model needs 3. Choose 3 bands in the order red, green, blue, or one band to use it for all three.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>{count} chips are left out, so that no training chip touches validation ground.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>{count} chips for {role}: {landslide} with landslides, {negative} that look like them, {near} near, {far} far from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>{count} entries of the checkpoint are not needed and were left out ({shown}, ...).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>{count} of {total} inventory polygons lie outside the area or on nodata and do not count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>{count} of {total} label polygons are smaller than a pixel and may teach nothing. Choose a finer raster, or a smaller RESOLUTION.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>{count} pixels of the layer &apos;{layer}&apos; are plain grey, as pictures are that end too early. They are taken as ground without an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>{count} pixels of {size} m were compared; {share:.2%} of them are landslide in the inventory. All figures but the last are of the landslide class alone, from totals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>{count} polygons of &apos;{layer}&apos; have the status &apos;rejected&apos; and are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>{count} polygons of &apos;{layer}&apos; have the status &apos;{status}&apos;: nobody reviewed them, and they are taken as landslides. Review them, or leave them out with the FILTER &quot;{field}&quot; IS NOT &apos;{status}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{count} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/drawn_image.py"/>
        <source>{count} runs draw the same part of the same layer. Wait until one of them has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>{count} tiles were computed before this run was stopped; going on with the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>{detections} against {inventory}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{done} of about {to_do} tiles, about {duration} left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>{download} MB are fetched, {disk} MB are needed for good ({name}: {installed}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{file} could not be downloaded. Tried: {sources}. Check the network and QGIS&apos;s proxy, name a MIRROR, or fetch the file with a browser and copy it to {folder}; what came so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>{file} needs {needed:.0f} MB more in {folder}, but its disk has only {free:.0f} MB left. Free some space there, or download it to another disk with a browser from {source} and give its path instead of DOWNLOAD.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <location filename="processing/text_files.py"/>
        <source>{first} and {second} are both {path}. Give each a file name of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>{folder} is still in use by a run. Wait until it has ended, and remove again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>{low} and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>{minutes:.1f} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/fine_tune_request.py"/>
        <source>{missing} is empty. Fine-tuning needs rasters (INPUT) and polygons of the landslides on them (LABELS); or instead of both a folder of chips (CHIPS).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>{model}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>{name} is &apos;{address}&apos;, which is no address of an index. Give one that begins with https://, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>{name} is &apos;{path}&apos;, but there is no such file. Give the path of a checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is &apos;{value}&apos;, which is no number. Give a number such as {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is &apos;{value}&apos;, which is no valid raster layer. Choose a raster layer of the project, or give the path of a raster file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/parameter_reader.py"/>
        <source>{name} is &apos;{value}&apos;, which is no valid vector layer. Choose a polygon layer, or give the path of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>{name} is empty, but &apos;{action}&apos; needs it. Give a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>{name} is {path}, but the raster is written as GeoTIFF. Give a name that ends in .tif.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>{name} is {value}, but must be 0 or more. Give 0 to switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is {value}, but must be a whole number, such as 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>{name} is {value}, but must be from {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>{number} of {count}: {package} {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} could not be fetched: {reason}. Check the network and run again; it goes on where it was. Without a network install from an OFFLINE_KIT made on another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} could not be installed while {step}: {reason}. Run again; if it happens again, run the algorithm &apos;Diagnostics&apos; and send its report with this message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} has no build for this computer: {reason}. Name a Python with torch 2.6 in PYTHON if you have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} is not to be had there: {reason}. Check INDEX or OFFLINE_KIT, or leave INDEX empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>{path} cannot be removed: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} gives its pixels no size or place on the map (geotransform {numbers}). Its header is damaged: set the place with &apos;Translate&apos;, option -a_ullr, or export the raster again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has a CRS in degrees ({crs}), but reaches from latitude {low:g} to {high:g}. Its CRS is probably wrong: set the right one with &apos;Assign projection&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>{path} has no column &apos;{column}&apos;. Its first line must name the columns {columns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>{path} has no valid pixel in the chosen bands: all are nodata, masked or not a number. Choose another raster or other bands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/predict.py"/>
        <source>{path} has no valid pixel in the wanted area: all are nodata or masked. Choose another raster, extent or AOI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has {count} bands, but the model needs 3: red, green and blue. Choose one band in BANDS to use it for all three, or take another raster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has {height} x {width} pixels, but an edge can have {most} at most. Its header is damaged, or it is a mosaic of which a part should be cut out first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} holds no raster bands. If it contains subdatasets, choose one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>{path} is in use by a run and is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{path} is not the known file (another size or SHA-256), and is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} is placed by ground control points or RPCs only, so its pixels have no fixed map position. Warp it first (Raster &gt; Projections &gt; Warp) and use the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{path}, model {model}, {date}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>{python}, named by {origin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>{python}: {versions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{seconds:.1f} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{seconds:.2f} s a tile in the first batch: about {duration} in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{size:.3g} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{size:g} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{slope:g} degrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{source}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{source}: {reason}. {have:.1f} MB are here; trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{total} tiles: {outside} outside the wanted area, about {empty} without data, about {to_do} to compute. Up to {megabytes} MB of disk space while the run goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>phrase</name>
    <message>
        <location filename="core/engine_client.py"/>
        <source> Its last words: {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{card}&apos; and &apos;{weights}&apos; do not belong together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; cannot be unpacked ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is a link or no plain file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is larger than {most} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is packed in a way that is not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; unpacks to more than {most} times its size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>GDAL does not know the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>area of interest (AOI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>exit code {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>it closed its output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it has an unknown entry &apos;{name}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it has no &apos;{name}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>it is larger than {most} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it is larger than {most} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>it is no CSV text in UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it is no JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it is no JSON text ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>it is no zip, or damaged ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>it needs one .json and one .safetensors file, but has {count} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>it sent {garbage}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>it unfolds to more than its size, as PyTorch&apos;s files never do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;architecture&apos; needs encoder, decoder, tile_px, encoder_px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;fast_tile_px&apos; must be 0, or larger than tile_px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;gsd_m&apos; must be two pixel sizes in metres, smallest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;scaling&apos; needs method &apos;percentile&apos; and two percentiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;working_gsd_m&apos; must be 0, or lie in &apos;gsd_m&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;{name}&apos; is of the wrong type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>its files are not called after the card&apos;s id {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its temperature {value} is not above 0 and at most {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its threshold {value} is not between 0 and 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its tile sizes and encoder_px must be multiples of 128 up to 4096</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>no data came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>no reason was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>no space left on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>signal {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>the architecture &apos;{kind}&apos; is unknown to this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>the disk is nearly full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>the entry &apos;{name}&apos; is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>the file could not be completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>the metadata could not be saved ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>the name {name} in it is not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>the same run is under way elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>the style could not be saved ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights are not those of the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights as they should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{minutes} min {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
