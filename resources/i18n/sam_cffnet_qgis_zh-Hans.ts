<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClearKeptFiles</name>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Clear kept files</source>
        <translation>清理保留的文件</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Freed (MB)</source>
        <translation>已释放（MB）</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Kept (MB)</source>
        <translation>保留（MB）</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Lists what the plugin keeps on disk, and removes what you choose.</source>
        <translation>列出插件在磁盘上保留的文件，并删除您所选的部分。</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>Removed: {size:.1f} MB</source>
        <translation>已删除：{size:.1f} MB</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>The plugin keeps files that save work: finished tiles of detections that were stopped and epochs of fine-tunings, with which the next run of the same kind goes on; images of web layers; SAM&apos;s weights as they were downloaded; models converted for OpenVINO. Imported and fine-tuned models are never removed here.

Nothing is removed unless something is chosen. What a run uses at the moment is kept. Files of runs with a CACHE_FOLDER of their own stay in that folder; they are neither listed nor removed here.</source>
        <translation>插件会保留一些可节省工作量的文件：已停止的检测中已完成的图块和已停止的微调中已完成的轮次，下一次同类运行会从中继续；网络图层的影像；下载的SAM原始权重；为OpenVINO转换的模型。导入的模型和微调得到的模型绝不会在此删除。

未选择任何项目时，不会删除任何文件。运行正在使用的文件会予以保留。单独指定了CACHE_FOLDER的运行，其文件保留在该文件夹中；此处既不会列出，也不会删除。</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>What to remove</source>
        <translation>要删除的内容</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>clear,clean,cache,disk,space,journal,downloads,delete,free</source>
        <translation>清理,清除,缓存,磁盘,空间,保留的图块,下载,删除,释放</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>detections: finished tiles of detections that were stopped. finetunings: epochs and features of fine-tunings that were stopped. images: pictures of web layers. downloads: SAM&apos;s weights. converted: models converted for OpenVINO; the next run converts them again. Empty: nothing is removed, sizes are listed.</source>
        <translation>detections：已停止的检测中已完成的图块。finetunings：已停止的微调的轮次和特征。images：网络图层的图片。downloads：SAM的权重。converted：为OpenVINO转换的模型，下次运行时会重新转换。留空：不删除任何文件，仅列出大小。</translation>
    </message>
    <message>
        <location filename="processing/clear_kept_files.py"/>
        <source>{kind} ({name}): {count}, {size:.1f} MB in {folders}</source>
        <translation>{kind}（{name}）：{count}个，{size:.1f} MB，位于{folders}</translation>
    </message>
</context>
<context>
    <name>CompareModels</name>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Best network</source>
        <translation>最佳网络</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>CSV files (*.csv)</source>
        <translation>CSV文件 (*.csv)</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Compare models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Comparison report</source>
        <translation>比较报告</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Disk space for features [GB]</source>
        <translation>特征所用磁盘空间 [GB]</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Each run starts from other random numbers, on the same split.</source>
        <translation>每次运行使用不同的随机数，但划分相同。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Every training gets as many epochs as seem to fit into this time, at least one, so that fast networks may use their speed. 0: all get the same number of epochs.</source>
        <translation>每次训练的轮次数按此时间内预计可完成的数量确定，至少一个轮次，使速度快的网络得以发挥其优势。0：所有网络的轮次数相同。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Expression over the labels, such as &quot;status&quot; = &apos;accepted&apos;. The ground of the other polygons is left out: neither landslide nor background.</source>
        <translation>针对标注的表达式，例如 &quot;status&quot; = &apos;accepted&apos;。其余面所在的区域不参与训练：既不作为滑坡，也不作为背景。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder for unfinished runs</source>
        <translation>未完成运行的文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of chips</source>
        <translation>样本块文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of encoder weights</source>
        <translation>编码器权重文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder with ImageNet weights for the encoders of new networks: resnet50, hrnet_w18, hrnet_w48, mit_b0, mit_b1, mit_b2, efficientnet_lite0, each as .safetensors, .pth or .bin. An encoder without a file starts from random weights, but efficientnet_lite0 from those that &apos;Install engine&apos; brings.</source>
        <translation>存放新网络编码器的ImageNet权重的文件夹：resnet50、hrnet_w18、hrnet_w48、mit_b0、mit_b1、mit_b2、efficientnet_lite0，每个编码器一个.safetensors、.pth或.bin文件。没有相应文件的编码器从随机权重开始，但efficientnet_lite0从“安装引擎”附带的权重开始。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>For chips whose manifest (column gsd_m) and files do not say it. Empty: the size at which the start model finds their landslides best.</source>
        <translation>用于清单（gsd_m列）和文件均未注明像素大小的样本块。留空：采用起始模型识别其中滑坡效果最佳的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>How often each training goes through all tiles. Unused with minutes.</source>
        <translation>每次训练遍历全部图块的次数。设置了训练时间（分钟）时不使用。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Instead of images and labels: a folder of labelled images, with manifest.csv, with the folders images and masks that hold files of the same names, as COCO, or as the datasets Bijie, Landslide4Sense and GVLM are published.</source>
        <translation>用于代替影像和标注：已标注影像的文件夹，可采用以下任一形式：带有manifest.csv；含有存放同名文件的images和masks文件夹；COCO格式；数据集Bijie、Landslide4Sense和GVLM发布时的目录结构。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>IoU of its test</source>
        <translation>测试IoU</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Labelled area</source>
        <translation>标注区域</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Labelled landslides</source>
        <translation>标注的滑坡</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Largest size of a training step. Halve it if the loss jumps.</source>
        <translation>单个训练步长的最大值。如果损失出现跳变，请将其减半。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Model that gives tile, scaling and working resolution to all networks, and its encoder to the decoders on SAM. Trained further, it is the network start_model. A name, or the path of a model card (.json) or weights (.safetensors).</source>
        <translation>为所有网络提供图块大小、数值拉伸和工作分辨率，并为基于SAM的解码器提供编码器的模型。该模型继续训练后即为网络start_model。可给出名称，或模型卡（.json）、权重（.safetensors）的路径。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Most disk space to use for keeping what a SAM encoder has computed.</source>
        <translation>用于保留SAM编码器计算结果的最大磁盘空间。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Name under which the best network appears in &apos;Detect landslides&apos;. Empty: none.</source>
        <translation>最佳网络在“检测滑坡”中显示的名称。留空：不生成模型。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Number format of the computation. auto: the fastest that is safe here.</source>
        <translation>计算所用的数值格式。auto：在此设备上可靠的最快格式。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>One or more rasters with red, green and blue bands, on which the landslides were labelled. Empty only with a folder of chips.</source>
        <translation>一个或多个含红、绿、蓝波段且已在其上标注滑坡的栅格。只有使用样本块文件夹时才可留空。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Page (HTML) with the table, loss curves and pictures side by side.</source>
        <translation>包含表格、损失曲线和并排对照图片的页面（HTML）。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Pixel size in metres at which the model learns, and later detects. Empty: that of the start model. 0: that of the images.</source>
        <translation>模型学习及之后检测时的像素大小（米）。留空：起始模型的像素大小。0：影像的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Pixel size of the chips [m]</source>
        <translation>样本块的像素大小 [m]</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Polygons in which every landslide was outlined; nothing is learnt outside them. Empty: the whole of each raster was labelled, and all ground outside the labels is background.</source>
        <translation>已勾绘其中全部滑坡的面；在其范围之外不进行学习。留空：视为各栅格已全部标注，标注以外的区域均为背景。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Polygons of the landslides, in any CRS. Where a field &apos;status&apos; is &apos;rejected&apos;, the polygon is no landslide but ground that looks like one. Without a labelled area everything outside the polygons counts as background.</source>
        <translation>滑坡面，可为任意坐标参照系。字段“status”为“rejected”的面不是滑坡，而是形似滑坡的地物。未给出标注区域时，面以外的部分均视为背景。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Red, green and blue band</source>
        <translation>红、绿、蓝波段</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Runs of each network</source>
        <translation>每个网络的运行次数</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Share for the test</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Share for validation</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Share of the landslides that is kept aside, in parts of their own, to measure the model and to choose its threshold.</source>
        <translation>留出的滑坡比例；这些滑坡位于单独的分区，用于评估模型并选定阈值。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Share of the landslides that is kept from training and validation alike, in parts of their own: the table&apos;s figures are of tiles there. Of rasters these are tiles with landslides and at most twice as many without.</source>
        <translation>既不用于训练也不用于验证的滑坡比例；这些滑坡位于单独的分区，表中的指标取自该处的图块。使用栅格时，这些图块包括含滑坡的图块，以及数量不超过其两倍的不含滑坡的图块。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Shows the tiles flipped, turned, scaled, lighter, darker and hazy.</source>
        <translation>对图块进行翻转、旋转、缩放、变亮、变暗和加雾处理后再用于训练。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Start model</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Start of the random numbers. The same seed splits the same labels alike.</source>
        <translation>随机数的起始值。相同的种子对相同的标注作相同的划分。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Table (CSV), one line a run and one a network.</source>
        <translation>表格（CSV），每次运行一行，每个网络另有一行。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Table of figures</source>
        <translation>指标表</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Three band numbers in the order red, green, blue, such as 3,2,1; or one, used for all three. Empty: by the colours named in the file, else bands 1, 2, 3.</source>
        <translation>按红、绿、蓝顺序的三个波段号，例如3,2,1；或一个波段号，同时用作三个波段。留空：按文件中标明的颜色，否则使用波段1、2、3。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Tiles at a time</source>
        <translation>每次处理的图块数</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Tiles of one training step. Fewer need less memory.</source>
        <translation>每个训练步的图块数。数量越少，所需内存越少。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Training time of a run [minutes]</source>
        <translation>每次运行的训练时间 [分钟]</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Trains several networks on the same landslides and measures all of them on the same test ground, which none learns from. The data are those of &apos;Fine-tune model&apos;: rasters with polygons of the landslides on them, or a folder of chips.

All networks get the same ground, the same time or number of epochs, and the same variation of the tiles. Each is trained several times, since chance alone makes a difference; the table gives mean and spread. Differences smaller than the spread mean nothing.

New networks need hundreds of labelled images. With a few dozen polygons the start model, trained further, is the one to beat; but if it has learnt from this ground before, its figures are too good.

This takes long: as many trainings as networks times runs. Cancelling keeps what is finished: the same call goes on from there.</source>
        <translation>用相同的滑坡训练多个网络，并在同一测试区上评估所有网络；任何网络都不从测试区学习。所用数据与“微调模型”相同：栅格及其上的滑坡面，或样本块文件夹。

所有网络使用相同的区域、相同的训练时间或轮次数，以及相同的图块数据增强。由于仅随机性就会造成差异，每个网络都训练多次；表中给出均值和离散程度。小于离散程度的差异没有意义。

新网络需要数百幅已标注的影像。如果只有几十个面，则应以继续训练的起始模型为比较的标杆；但如果起始模型曾从这一地区学习过，其指标会偏高。

此过程耗时较长：训练次数为网络数与运行次数的乘积。取消时会保留已完成的部分：以相同的设置再次运行即可从该处继续。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>Trains several networks on your landslides and shows which is best there.</source>
        <translation>用您的滑坡数据训练多个网络，并给出其中效果最好的网络。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Use only labels for which</source>
        <translation>仅使用满足以下条件的标注</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Vary tiles</source>
        <translation>图块数据增强</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Where finished epochs and features are kept. Empty: your QGIS profile.</source>
        <translation>保存已完成的轮次和特征的位置。留空：您的QGIS用户配置。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Where to keep the model. Empty: the models folder of your QGIS profile.</source>
        <translation>保存模型的位置。留空：您的QGIS用户配置中的模型文件夹。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Working resolution [m per pixel]</source>
        <translation>工作分辨率 [m/像素]</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation>auto、cpu、cuda:0（按编号指定显卡）或mps（Apple）。</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>landslide,training,comparison,benchmark,deep learning,model,labels,chips</source>
        <translation>滑坡,训练,比较,基准测试,深度学习,模型,标注,样本块</translation>
    </message>
    <message>
        <location filename="processing/compare_models.py"/>
        <source>start_model: the start model, trained further. All others are trained from the beginning: {titles}. Those whose names begin with sam_ need a start model with a SAM encoder.</source>
        <translation>start_model：起始模型，继续训练。其他网络均从头训练：{titles}。名称以sam_开头的网络需要带有SAM编码器的起始模型。</translation>
    </message>
</context>
<context>
    <name>DetectLandslides</name>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>A pixel is landslide where its probability is above this value, between 0 and 1. Empty: the threshold of the model. Lower finds more, higher is surer.</source>
        <translation>概率高于该值（0到1之间）的像素判为滑坡。留空：使用模型的阈值。值越低检出越多，值越高越可靠。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>A raster with red, green and blue bands; or a web layer (XYZ, WMS, WMTS), which is drawn for the extent at the working resolution.</source>
        <translation>含红、绿、蓝波段的栅格；或网络图层（XYZ、WMS、WMTS），将按工作分辨率绘制所选范围。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Address of a Dask scheduler whose workers compute the tiles, such as tcp://host:8786 or tls://host:8786; or local:4 for four worker processes on this computer. Whoever reaches a Dask scheduler can run programs on it: use only one that you trust. Empty: this computer alone.</source>
        <translation>Dask调度器的地址，由其工作进程计算图块，例如tcp://host:8786或tls://host:8786；local:4表示使用本机上的四个工作进程。任何能连接到Dask调度器的人都可以在其上运行程序：请只使用您信任的调度器。留空：仅使用本机。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Area of interest</source>
        <translation>感兴趣区</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Average eight views</source>
        <translation>八视图平均</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Bands and stretch of the layer&apos;s style</source>
        <translation>采用图层样式的波段和拉伸</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect landslides</source>
        <translation>检测滑坡</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect only in this rectangle. Empty: the whole raster.</source>
        <translation>仅在此矩形内检测。留空：整个栅格。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Detect only inside these polygons, in any CRS. Empty: the whole raster.</source>
        <translation>仅在这些面内检测，可为任意坐标参照系。留空：整个栅格。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Detected landslides</source>
        <translation>检测到的滑坡</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Each tile covers twice the ground in width and in height, at half the detail: about five times faster where the model takes most of the time, and small landslides may be missed. For models that offer it.</source>
        <translation>每个图块在长、宽两个方向上的覆盖范围均为原来的两倍，细节减半：当模型计算占用大部分时间时，速度约快五倍，但可能漏检小型滑坡。仅适用于支持此功能的模型。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Elevation model</source>
        <translation>数字高程模型（DEM）</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Elevation raster in metres, in any CRS. With it each polygon gets slope, aspect and relief.</source>
        <translation>以米为单位的高程栅格，可为任意坐标参照系。提供后，每个面都会给出坡度、坡向和高差。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Fast, coarser</source>
        <translation>快速（较粗略）</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>File of the part</source>
        <translation>分片文件</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Finds landslides in a raster layer and outlines them as polygons.</source>
        <translation>在栅格图层中查找滑坡，并以面勾绘其轮廓。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Finds landslides in a red-green-blue raster with a deep-learning model and gives a polygon layer: area, perimeter, probability and shape of each landslide, with a DEM also slope, aspect and relief.

The model in the box is best at pixels of 2 m and brings your image there by itself, from 0.2 m up to 5 m a pixel; polygons lie on the image&apos;s own pixels.

Areas and lengths are measured on the ground, in metres, for any CRS. Check the result against the image: fields, roads, quarries and river bars can look like scars.</source>
        <translation>使用深度学习模型在红绿蓝栅格中查找滑坡，并输出面图层：包含每个滑坡的面积、周长、概率和形状；提供DEM时还包含坡度、坡向和高差。

内置模型在像素大小为2 m时效果最佳，会自动将您的影像（每像素0.2 m至5 m）重采样到该分辨率；输出的面与影像自身的像素对齐。

对于任意坐标参照系，面积和长度均按实地以米量算。请对照影像检查结果：农田、道路、采石场和河滩可能看起来像滑坡痕迹。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>For very large rasters on several computers without a network between them: 2/8 computes the second of eight parts and writes it to a file. &apos;Merge shards&apos; makes the result of all eight. Empty: the whole work.</source>
        <translation>用于在多台互不联网的计算机上处理超大栅格：2/8表示计算八个分片中的第二个，并将其写入文件。“合并分片”由全部八个分片生成结果。留空：计算全部。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Holes up to this many square metres are filled. 0 fills none.</source>
        <translation>填充面积不超过该值（平方米）的孔洞。0表示不填充。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Landslides</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Largest hole to fill [m²]</source>
        <translation>填充孔洞的最大面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Looks at each tile in its eight flips and quarter turns and averages: a little better, eight times slower, and needed for the uncertainty raster.</source>
        <translation>对每个图块的八种翻转和90°旋转视图分别计算并取平均：精度略有提高，耗时为八倍；输出不确定性栅格时必须启用。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <location filename="processing/detection_outputs.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Name of a model, or path of a model card (.json) or weights (.safetensors).</source>
        <translation>模型的名称，或模型卡（.json）、权重（.safetensors）的路径。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Number format of the computation. auto: the fastest that is safe here.</source>
        <translation>计算所用的数值格式。auto：在此设备上可靠的最快格式。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Number of landslides</source>
        <translation>滑坡数量</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Outlines may move by this many metres to become simpler. 0 keeps the pixels.</source>
        <translation>为简化轮廓，允许其移动的最大距离（米）。0表示保留像素边界。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Overlap of tiles [pixels]</source>
        <translation>图块重叠 [像素]</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Page with a map, numbers, diagrams and all parameters; shown in the results viewer.</source>
        <translation>包含地图、数据、图表和全部参数的页面；在结果查看器中显示。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Part of the work</source>
        <translation>任务分片</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Pixel size in metres at which the model sees the image. Empty: the one the model knows best. 0: that of the raster.</source>
        <translation>模型读取影像时的像素大小（米）。留空：模型最适合的像素大小。0：栅格自身的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Pixels that neighbouring tiles share. More is smoother and slower.</source>
        <translation>相邻图块共有的像素数。值越大，结果越平滑，速度越慢。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Polygon layer of the detected landslides, in the CRS of the raster.</source>
        <translation>检测到的滑坡的面图层，采用栅格的坐标参照系。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Polygons smaller than this many square metres are dropped. 0 keeps all.</source>
        <translation>舍弃面积小于该值（平方米）的面。0表示全部保留。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Polygons with a smaller mean slope are dropped; needs an elevation model.</source>
        <translation>舍弃平均坡度小于该值的面；需要数字高程模型（DEM）。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Probability of landslide</source>
        <translation>滑坡概率</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Probability threshold</source>
        <translation>概率阈值</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Raster (GeoTIFF) of how much the eight views disagree, from 0 to 0.5; needs &apos;Average eight views&apos;. Its second band tells landslide (1), likely missed (2), likely false (3) and background (4).</source>
        <translation>表示八个视图之间差异程度的栅格（GeoTIFF），值为0到0.5；需启用“八视图平均”。第二个波段区分滑坡（1）、可能漏检（2）、可能误报（3）和背景（4）。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Raster (GeoTIFF) with the probability of landslide, from 0 to 1.</source>
        <translation>滑坡概率栅格（GeoTIFF），值为0到1。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Red, green and blue band</source>
        <translation>红、绿、蓝波段</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Seconds</source>
        <translation>耗时（秒）</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Shards (*.shard)</source>
        <translation>分片 (*.shard)</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Simplify outlines by [m]</source>
        <translation>轮廓简化容差 [m]</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Smallest area to keep [m²]</source>
        <translation>保留的最小面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Smallest mean slope to keep [degrees]</source>
        <translation>保留的最小平均坡度 [度]</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>The model sees the image as the map shows it: with the bands of the layer&apos;s style, each stretched between the minimum and maximum set in the style. Otherwise 8-bit images are used as they are and others are stretched by their values.</source>
        <translation>模型看到的影像与地图显示的一致：使用图层样式的波段，各波段在样式设定的最小值与最大值之间拉伸。否则，8位影像按原值使用，其他影像按其数值拉伸。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>The only output of a part of the work.</source>
        <translation>计算分片时的唯一输出。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Three bands in the order red, green, blue; or one band, used for all three. Empty: by the colours named in the file, else bands 1, 2, 3.</source>
        <translation>按红、绿、蓝顺序的三个波段；或一个波段，同时用作三个波段。留空：按文件中标明的颜色，否则使用波段1、2、3。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Tiles at a time</source>
        <translation>每次处理的图块数</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Tiles computed</source>
        <translation>计算的图块数</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Tiles computed together. 0: chosen by the memory of the device.</source>
        <translation>同时计算的图块数。0：根据设备内存自动选择。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Total area [m²]</source>
        <translation>总面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Uncertainty of the probability</source>
        <translation>概率的不确定性</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>Working resolution [m per pixel]</source>
        <translation>工作分辨率 [m/像素]</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation>auto、cpu、cuda:0（按编号指定显卡）或mps（Apple）。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>landslide,segmentation,deep learning,sam,cffnet,scar,geohazard</source>
        <translation>滑坡,分割,深度学习,sam,cffnet,滑坡痕迹,地质灾害</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} landslides ({model})</source>
        <translation>{raster} 滑坡（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} probability ({model})</source>
        <translation>{raster} 概率（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} uncertainty ({model})</source>
        <translation>{raster} 不确定性（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} – landslides</source>
        <translation>{raster} – 滑坡</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Checks whether everything works, and writes a report for an issue.</source>
        <translation>检查各部分是否正常，并生成用于提交问题的报告。</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Markdown files (*.md *.txt)</source>
        <translation>Markdown文件 (*.md *.txt)</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>On which the tile is computed: auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation>用于计算图块的设备：auto、cpu、cuda:0（按编号指定显卡）或mps（Apple）。</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Page to read; shown in the results viewer.</source>
        <translation>供阅读的页面；在结果查看器中显示。</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Starts the engine, lets the model in the box compute a tile whose result is known, looks at the files of all models, and writes down versions, devices, memory and the last errors of the plugin. It runs without an engine too.

The report is made to be pasted into an issue: the home folder becomes ~, of other paths the last two names remain, the user name is left out. Nothing leaves this computer by itself. The report is in English. Read it before you send it.</source>
        <translation>启动引擎，用内置模型计算一个结果已知的图块，检查所有模型的文件，并记录版本、设备、内存和插件最近的错误。没有引擎时也可运行。

该报告供您粘贴到问题反馈中：主文件夹以~代替，其他路径只保留最后两级名称，用户名不写入。不会自动从本机向外发送任何内容。报告为英文。请在发送前先行阅读。</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>Text for an issue</source>
        <translation>用于提交问题的文本</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>The same as text. It also stands at the end of the page.</source>
        <translation>相同内容的文本。页面末尾也附有该文本。</translation>
    </message>
    <message>
        <location filename="processing/diagnostics.py"/>
        <source>diagnostics,report,issue,bug,help,check,engine,versions</source>
        <translation>诊断,报告,问题,故障,帮助,检查,引擎,版本</translation>
    </message>
</context>
<context>
    <name>EngineBox</name>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>&amp;Install or repair…</source>
        <translation>安装或修复(&amp;I)…</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>A Python that has torch 2.6 or newer; empty: found by itself</source>
        <translation>装有torch 2.6或更高版本的Python；留空：自动查找</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Chec&amp;k</source>
        <translation>检查(&amp;K)</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Check the engine</source>
        <translation>检查引擎</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Find the engine&apos;s Python</source>
        <translation>查找引擎的Python</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Looking for a Python with torch…</source>
        <translation>正在查找装有torch的Python…</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>P&amp;ython</source>
        <translation>Python(&amp;Y)</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Python of the engine</source>
        <translation>引擎的Python</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>Start the engine and ask for versions and devices</source>
        <translation>启动引擎，查询版本和设备</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>The engine is starting…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>The engine works: {packages}, Python {python}. Devices: {devices}.</source>
        <translation>引擎工作正常：{packages}，Python {python}。设备：{devices}。</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>found by itself</source>
        <translation>自动查找</translation>
    </message>
</context>
<context>
    <name>EvaluateDetections</name>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>A pixel of the raster is detected where its probability is above this value.</source>
        <translation>概率高于该值的栅格像素视为检测到的滑坡。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>All figures as text, also by size class and for each threshold.</source>
        <translation>全部指标的文本表格，并按面积分级和各阈值分列。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>CSV files (*.csv)</source>
        <translation>CSV文件 (*.csv)</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Compares detected landslides with an inventory.</source>
        <translation>将检测到的滑坡与滑坡编目进行对比。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Compares detections with an inventory of landslides: pixel by pixel (IoU, F1, precision, recall, from totals over all pixels), and landslide by landslide (hit, missed, false alarm, by size).

Give either polygons or a probability raster. With a raster the report also shows what other thresholds would give, and whether the probabilities are right. Polygons whose field &apos;status&apos; is &apos;rejected&apos; are not counted as detections.

Each part of a multipolygon is a landslide of its own. Use an inventory of ground that the model was not trained on.</source>
        <translation>将检测结果与滑坡编目进行对比：逐像素（IoU、F1、精确率、召回率，按全部像素的总数计算）和逐个滑坡（命中、漏检、误报，按面积分级）。

请提供面或概率栅格之一。使用栅格时，报告还会给出其他阈值的结果，并说明概率是否准确。字段“status”为“rejected”的面不计为检测结果。

多部件面的每个部件视为一个单独的滑坡。请使用模型未曾训练过的区域的滑坡编目。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Detected polygons</source>
        <translation>检测到的面</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Evaluate detections</source>
        <translation>评估检测结果</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Evaluated area</source>
        <translation>评估区域</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>F1 of pixels</source>
        <translation>像素F1</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>False alarms</source>
        <translation>误报数</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>False area [m²]</source>
        <translation>误报面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Inventory</source>
        <translation>滑坡编目</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>IoU of pixels</source>
        <translation>像素IoU</translation>
    </message>
    <message>
        <location filename="processing/evaluation_outputs.py"/>
        <source>Judged landslides</source>
        <translation>滑坡评判结果</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Judged polygons</source>
        <translation>评判结果面</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides hit</source>
        <translation>命中的滑坡数</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides missed</source>
        <translation>漏检的滑坡数</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Landslides of the inventory that were hit or missed, and false alarms, with area and best IoU.</source>
        <translation>滑坡编目中命中或漏检的滑坡，以及误报，附面积和最佳IoU。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Missed area [m²]</source>
        <translation>漏检面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Only what lies in these polygons counts: the ground that the inventory covers. Empty: everywhere.</source>
        <translation>只统计位于这些面内的部分：即滑坡编目所覆盖的区域。留空：不限区域。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Page with tables and diagrams; shown in the results viewer.</source>
        <translation>包含表格和图表的页面；在结果查看器中显示。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Pixel size [m]</source>
        <translation>像素大小 [m]</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Pixels on which polygons are compared. 0: so fine that it does not matter. A raster has its own.</source>
        <translation>对比面时所用的像素大小。0：足够精细，不影响结果。栅格使用其自身的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Polygons of detected landslides, in any CRS; or give a probability raster.</source>
        <translation>检测到的滑坡面，可为任意坐标参照系；也可改为提供概率栅格。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Polygons of the landslides that are there, in any CRS.</source>
        <translation>实际存在的滑坡面，可为任意坐标参照系。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Precision of pixels</source>
        <translation>像素精确率</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability output of &apos;Detect landslides&apos;, instead of polygons.</source>
        <translation>“检测滑坡”输出的概率栅格，用于代替面。</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Probability threshold</source>
        <translation>概率阈值</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Recall of pixels</source>
        <translation>像素召回率</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>Table of figures</source>
        <translation>指标表</translation>
    </message>
    <message>
        <location filename="processing/evaluate_detections.py"/>
        <source>landslide,accuracy,validation,iou,f1,precision,recall,inventory</source>
        <translation>滑坡,精度评价,验证,iou,f1,精确率,召回率,滑坡编目</translation>
    </message>
</context>
<context>
    <name>ExampleModel</name>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslide centroids</source>
        <translation>滑坡质心</translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslide change between two images</source>
        <translation>两期影像间的滑坡变化</translation>
    </message>
    <message>
        <location filename="processing/example_models.py"/>
        <source>Landslides by catchment</source>
        <translation>按流域统计滑坡</translation>
    </message>
</context>
<context>
    <name>FineTuneModel</name>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>CSV files (*.csv)</source>
        <translation>CSV文件 (*.csv)</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Disk space for features [GB]</source>
        <translation>特征所用磁盘空间 [GB]</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Expression over the labels, such as &quot;status&quot; = &apos;accepted&apos;. The ground of the other polygons is left out: neither landslide nor background.</source>
        <translation>针对标注的表达式，例如 &quot;status&quot; = &apos;accepted&apos;。其余面所在的区域不参与训练：既不作为滑坡，也不作为背景。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>F1 of the validation</source>
        <translation>验证F1</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Fine-tune model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder for unfinished runs</source>
        <translation>未完成运行的文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of chips</source>
        <translation>样本块文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of encoder weights</source>
        <translation>编码器权重文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Folder with ImageNet weights for the encoders of new networks: resnet50, hrnet_w18, hrnet_w48, mit_b0, mit_b1, mit_b2, efficientnet_lite0, each as .safetensors, .pth or .bin. An encoder without a file starts from random weights, but efficientnet_lite0 from those that &apos;Install engine&apos; brings.</source>
        <translation>存放新网络编码器的ImageNet权重的文件夹：resnet50、hrnet_w18、hrnet_w48、mit_b0、mit_b1、mit_b2、efficientnet_lite0，每个编码器一个.safetensors、.pth或.bin文件。没有相应文件的编码器从随机权重开始，但efficientnet_lite0从“安装引擎”附带的权重开始。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>For chips whose manifest (column gsd_m) and files do not say it. Empty: the size at which the start model finds their landslides best.</source>
        <translation>用于清单（gsd_m列）和文件均未注明像素大小的样本块。留空：采用起始模型识别其中滑坡效果最佳的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>How often at most the training goes through all tiles.</source>
        <translation>训练遍历全部图块的最大次数。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Instead of images and labels: a folder of labelled images, with manifest.csv, with the folders images and masks that hold files of the same names, as COCO, or as the datasets Bijie, Landslide4Sense and GVLM are published.</source>
        <translation>用于代替影像和标注：已标注影像的文件夹，可采用以下任一形式：带有manifest.csv；含有存放同名文件的images和masks文件夹；COCO格式；数据集Bijie、Landslide4Sense和GVLM发布时的目录结构。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>IoU of the validation</source>
        <translation>验证IoU</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Labelled area</source>
        <translation>标注区域</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Labelled landslides</source>
        <translation>标注的滑坡</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Largest size of a training step. Halve it if the loss jumps.</source>
        <translation>单个训练步长的最大值。如果损失出现跳变，请将其减半。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model from which training starts: a name, or the path of a model card (.json) or weights (.safetensors). A SAM encoder without a trained decoder will do.</source>
        <translation>训练所用的起始模型：名称，或模型卡（.json）、权重（.safetensors）的路径。也可使用解码器未经训练的SAM编码器。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Model: {path}</source>
        <translation>模型：{path}</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Most disk space to use for keeping what a SAM encoder has computed.</source>
        <translation>用于保留SAM编码器计算结果的最大磁盘空间。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name of the new model</source>
        <translation>新模型的名称</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Name under which the new model appears, for example iburi-lite.</source>
        <translation>新模型显示的名称，例如iburi-lite。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Number format of the computation. auto: the fastest that is safe here.</source>
        <translation>计算所用的数值格式。auto：在此设备上可靠的最快格式。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>One or more rasters with red, green and blue bands, on which the landslides were labelled. Empty only with a folder of chips.</source>
        <translation>一个或多个含红、绿、蓝波段且已在其上标注滑坡的栅格。只有使用样本块文件夹时才可留空。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Page (HTML) with curves, figures and examples of the validation.</source>
        <translation>包含曲线、指标和验证示例的页面（HTML）。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Patience [epochs]</source>
        <translation>早停容忍 [轮次]</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Pixel size in metres at which the model learns, and later detects. Empty: that of the start model. 0: that of the images.</source>
        <translation>模型学习及之后检测时的像素大小（米）。留空：起始模型的像素大小。0：影像的像素大小。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Pixel size of the chips [m]</source>
        <translation>样本块的像素大小 [m]</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Polygons in which every landslide was outlined; nothing is learnt outside them. Empty: the whole of each raster was labelled, and all ground outside the labels is background.</source>
        <translation>已勾绘其中全部滑坡的面；在其范围之外不进行学习。留空：视为各栅格已全部标注，标注以外的区域均为背景。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Polygons of the landslides, in any CRS. Where a field &apos;status&apos; is &apos;rejected&apos;, the polygon is no landslide but ground that looks like one. Without a labelled area everything outside the polygons counts as background.</source>
        <translation>滑坡面，可为任意坐标参照系。字段“status”为“rejected”的面不是滑坡，而是形似滑坡的地物。未给出标注区域时，面以外的部分均视为背景。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Precision</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Precision of the validation</source>
        <translation>验证精确率</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Probability threshold of the model</source>
        <translation>模型的概率阈值</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Recall of the validation</source>
        <translation>验证召回率</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Red, green and blue band</source>
        <translation>红、绿、蓝波段</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Share for validation</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Share of the landslides that is kept aside, in parts of their own, to measure the model and to choose its threshold.</source>
        <translation>留出的滑坡比例；这些滑坡位于单独的分区，用于评估模型并选定阈值。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Shows the tiles flipped, turned, scaled, lighter, darker and hazy.</source>
        <translation>对图块进行翻转、旋转、缩放、变亮、变暗和加雾处理后再用于训练。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Start model</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Start of the random numbers. The same seed splits the same labels alike.</source>
        <translation>随机数的起始值。相同的种子对相同的标注作相同的划分。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Table (CSV) of loss and accuracy, one line an epoch.</source>
        <translation>损失和精度的表格（CSV），每轮次一行。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Three band numbers in the order red, green, blue, such as 3,2,1; or one, used for all three. Empty: by the colours named in the file, else bands 1, 2, 3.</source>
        <translation>按红、绿、蓝顺序的三个波段号，例如3,2,1；或一个波段号，同时用作三个波段。留空：按文件中标明的颜色，否则使用波段1、2、3。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Tiles at a time</source>
        <translation>每次处理的图块数</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Tiles of one training step. Fewer need less memory.</source>
        <translation>每个训练步的图块数。数量越少，所需内存越少。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training metrics</source>
        <translation>训练指标</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training report</source>
        <translation>训练报告</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Training stops after this many epochs without a better validation.</source>
        <translation>经过这么多轮次验证结果仍无提高时，停止训练。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Trains a model further on your own imagery: rasters with polygons of the landslides on them, or a folder of chips. The new model then appears in &apos;Detect landslides&apos;.

All ground outside the polygons counts as background. So either outline every landslide of the rasters, or draw the part in which you did as labelled area; outside it nothing is learnt. Polygons whose field &apos;status&apos; is &apos;rejected&apos; are taught as ground that only looks like a landslide.

Part of the landslides is kept aside to measure the model. Cancelling keeps the finished epochs: the same call goes on from there.</source>
        <translation>使用您自己的影像继续训练模型：可用栅格及其上的滑坡面，或样本块文件夹。训练后，新模型会出现在“检测滑坡”中。

面以外的区域均视为背景。因此，请勾绘栅格中的全部滑坡，或将已完整勾绘的部分绘制为标注区域；在其范围之外不进行学习。字段“status”为“rejected”的面将作为仅形似滑坡的地物参与训练。

部分滑坡会留出，用于评估模型。取消时会保留已完成的轮次：以相同的设置再次运行即可从该处继续。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>Trains a model on your own landslides and registers it under a name.</source>
        <translation>使用您自己的滑坡数据训练模型，并以指定名称注册。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Use only labels for which</source>
        <translation>仅使用满足以下条件的标注</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Vary tiles</source>
        <translation>图块数据增强</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Where finished epochs and features are kept. Empty: your QGIS profile.</source>
        <translation>保存已完成的轮次和特征的位置。留空：您的QGIS用户配置。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Where to keep the model. Empty: the models folder of your QGIS profile.</source>
        <translation>保存模型的位置。留空：您的QGIS用户配置中的模型文件夹。</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>Working resolution [m per pixel]</source>
        <translation>工作分辨率 [m/像素]</translation>
    </message>
    <message>
        <location filename="processing/training_algorithm.py"/>
        <source>auto, cpu, cuda:0 (a graphics card by number) or mps (Apple).</source>
        <translation>auto、cpu、cuda:0（按编号指定显卡）或mps（Apple）。</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>landslide,training,fine-tuning,deep learning,model,labels,chips</source>
        <translation>滑坡,训练,微调,深度学习,模型,标注,样本块</translation>
    </message>
    <message>
        <location filename="processing/fine_tune_model.py"/>
        <source>start_model: the start model learns further, which suits most. Any other name trains a new network of that kind from the beginning, which needs hundreds of labelled images and hours: {titles}. Those whose names begin with sam_ need a start model with a SAM encoder.</source>
        <translation>start_model：起始模型继续学习，适合大多数情况。其他名称则从头训练相应的新网络，需要数百幅已标注的影像和数小时的时间：{titles}。名称以sam_开头的网络需要带有SAM编码器的起始模型。</translation>
    </message>
</context>
<context>
    <name>ImportModel</name>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Address of a folder that holds SAM&apos;s files under their own names, asked first, for example https://files.example.org/sam. What comes from there is checked as well.</source>
        <translation>存放SAM原名文件的文件夹地址，下载时优先使用，例如https://files.example.org/sam。从该处下载的文件同样会经过校验。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Checkpoints (*.pth *.tar *.pt *.safetensors);;All files (*)</source>
        <translation>检查点 (*.pth *.tar *.pt *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Download SAM</source>
        <translation>下载SAM</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>File of the whole network, of its decoder, or of SAM alone. Empty: SAM is downloaded.</source>
        <translation>整个网络、其解码器或单独SAM的文件。留空：下载SAM。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Folder of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Import model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Model: {path}</source>
        <translation>模型：{path}</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Name under which the model appears, for example bijie-vit-l.</source>
        <translation>模型显示的名称，例如bijie-vit-l。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Reads a checkpoint of SAM-CFFNet (.pth.tar of its authors, .pth or .safetensors), checks every tensor, and writes it as a .safetensors file with a model card. Then &apos;Detect landslides&apos; offers it by its name.

Of a checkpoint only numbers are read: a file that would run code is refused. A checkpoint that holds the decoder alone needs SAM&apos;s official file too. SAM&apos;s file alone becomes a model that must be fine-tuned before it can detect.

&apos;Download SAM&apos; fetches SAM&apos;s official file from its publisher or a mirror, with QGIS&apos;s proxy, checks it, and keeps it in your QGIS profile. A stopped download is resumed. Without this option the network is not used.</source>
        <translation>读取SAM-CFFNet的检查点（其作者发布的.pth.tar，或.pth、.safetensors），检查每个张量，并将其写成.safetensors文件，同时附上模型卡。之后即可在“检测滑坡”中按名称选用。

只从检查点中读取数值：会运行代码的文件将被拒绝。只含解码器的检查点还需要SAM的官方文件。单独的SAM文件导入后，须先微调才能用于检测。

“下载SAM”使用QGIS的代理，从发布方或镜像获取SAM的官方文件，校验后保留在您的QGIS用户配置中。中断的下载会继续。不使用该选项时，不会访问网络。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Registers a SAM-CFFNet checkpoint as a model for landslide detection.</source>
        <translation>将SAM-CFFNet检查点注册为滑坡检测模型。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM checkpoint</source>
        <translation>SAM检查点</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM&apos;s official file to fetch: sam_vit_b (375 MB), sam_vit_l (1.2 GB) or sam_vit_h (2.6 GB). With a checkpoint of a decoder it is its SAM checkpoint, without one it is imported itself. Empty: nothing is downloaded.</source>
        <translation>要获取的SAM官方文件：sam_vit_b（375 MB）、sam_vit_l（1.2 GB）或sam_vit_h（2.6 GB）。如果给出了解码器的检查点，该文件就作为它的SAM检查点；否则导入该文件本身。留空：不下载。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM&apos;s official sam_vit_b, sam_vit_l or sam_vit_h file; needed when the checkpoint holds no encoder.</source>
        <translation>SAM的官方文件sam_vit_b、sam_vit_l或sam_vit_h；检查点不含编码器时需要。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>Where to keep the model. Empty: the models folder of your QGIS profile.</source>
        <translation>保存模型的位置。留空：您的QGIS用户配置中的模型文件夹。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>model,checkpoint,weights,safetensors,sam,cffnet,pth,download</source>
        <translation>模型,检查点,权重,safetensors,sam,cffnet,pth,下载</translation>
    </message>
</context>
<context>
    <name>InstallEngine</name>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>A Python that has torch 2.6 or newer, timm, safetensors, torchvision and segment-anything. It is tried and then used; nothing is installed.</source>
        <translation>装有torch 2.6或更高版本、timm、safetensors、torchvision和segment-anything的Python。试运行通过后即使用它，不安装任何内容。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Address from which PyTorch alone is taken, as pytorch.org &gt; Get started shows it after --index-url: builds for other drivers, for graphics cards on Windows, or small ones for processors. They are not checked by hash.</source>
        <translation>仅用于获取PyTorch的地址，即pytorch.org &gt; Get started中--index-url后面的地址：用于其他驱动程序、Windows显卡的构建版本，或体积较小的处理器版本。这些软件包不校验哈希值。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Address of a package index or mirror (https://.../simple). Empty: that of pip&apos;s own settings.</source>
        <translation>软件包索引或镜像的地址（https://.../simple）。留空：使用pip自身设置中的地址。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Device for which PyTorch must work. auto: a graphics card if there is one.</source>
        <translation>PyTorch必须能在其上运行的设备。auto：有显卡时使用显卡。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Engine Python</source>
        <translation>引擎的Python</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Folder of packages to install from without a network, or to fill.</source>
        <translation>软件包文件夹：没有网络时从中安装，或将软件包存入其中。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Folder of the engine</source>
        <translation>引擎文件夹</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Index of PyTorch builds</source>
        <translation>PyTorch构建版本的索引</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Install engine</source>
        <translation>安装引擎</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Installs, repairs, checks or removes PyTorch for this plugin.</source>
        <translation>为本插件安装、修复、检查或移除PyTorch。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Offline kit</source>
        <translation>离线安装包</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Package index</source>
        <translation>软件包索引</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Seconds per tile in the trial</source>
        <translation>试运行中每个图块的秒数</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Stopped. Run it again to go on where it was.</source>
        <translation>已停止。再次运行即可从中断处继续。</translation>
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
        <translation>模型在独立Python进程中的PyTorch上运行，绝不在QGIS内部运行。本算法把PyTorch及其所需的软件包放入QGIS及其用户配置之外的文件夹，版本固定并校验哈希值。更新QGIS不会影响它。

install：获取软件包（日志中会说明下载量），并在一个图块上试运行。中断的安装会从中断处继续。
repair：检查已安装软件包的每个文件，重新安装缺失或被更改的内容。
check：试运行当前会使用的引擎。
remove：删除已安装的内容。
build-kit：将软件包获取到OFFLINE_KIT文件夹。请将其复制到没有网络的同类计算机上，再从中安装。

也可以使用已有的PyTorch 2.6或更高版本（conda、集群的环境模块）：请在PYTHON中指定其Python。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Use this Python</source>
        <translation>使用此Python</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>What to do: install, repair, remove, check or build-kit.</source>
        <translation>要执行的操作：install、repair、remove、check或build-kit。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Where to install. Empty: where it is now, at first {folder}.</source>
        <translation>安装位置。留空：当前所在位置，初始为{folder}。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>install,engine,pytorch,torch,repair,setup,offline,cuda</source>
        <translation>安装,引擎,pytorch,torch,修复,设置,离线,cuda</translation>
    </message>
</context>
<context>
    <name>KeptFilesBox</name>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Clea&amp;r checked…</source>
        <translation>清理所选(&amp;R)…</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Clear kept files</source>
        <translation>清理保留的文件</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Con&amp;verted models</source>
        <translation>已转换的模型(&amp;V)</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Do&amp;wnloaded weights</source>
        <translation>已下载的权重(&amp;W)</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Freed: {size}.</source>
        <translation>已释放：{size}。</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Ima&amp;ges of web layers</source>
        <translation>网络图层的影像(&amp;G)</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Kept files</source>
        <translation>保留的文件</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Measure kept files</source>
        <translation>统计保留的文件</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Remove these files?

{kinds}

What they hold must be computed or downloaded again when it is needed. What a run uses at the moment is kept.</source>
        <translation>是否移除这些文件？

{kinds}

其中保存的内容在需要时必须重新计算或下载。运行中正在使用的文件会保留。</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Unfinished &amp;detections</source>
        <translation>未完成的检测(&amp;D)</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>Unfinished fine-&amp;tunings</source>
        <translation>未完成的微调(&amp;T)</translation>
    </message>
    <message>
        <location filename="gui/kept_files_box.py"/>
        <source>{count} more were not removed.</source>
        <translation>另有{count}项未删除。</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <location filename="processing/styling.py"/>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Detected</source>
        <translation>已检测</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>False alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Hit</source>
        <translation>命中</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Landslide</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Likely false</source>
        <translation>可能误报</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Likely missed</source>
        <translation>可能漏检</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Probability 0.50 – 0.70</source>
        <translation>概率0.50–0.70</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Probability 0.70 – 0.85</source>
        <translation>概率0.70–0.85</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Probability 0.85 and more</source>
        <translation>概率0.85及以上</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Probability below 0.50</source>
        <translation>概率低于0.50</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
</context>
<context>
    <name>ManageModels</name>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>A name, or the path of a model card (.json) or weights (.safetensors). Not needed to list and import.</source>
        <translation>模型名称，或者模型卡（.json）或权重（.safetensors）的路径。list和import不需要。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Archive to import</source>
        <translation>要导入的压缩包</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Archives of models (*.zip)</source>
        <translation>模型压缩包 (*.zip)</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Exported archive</source>
        <translation>导出的压缩包</translation>
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
        <translation>整理模型库，不需要引擎。操作完成后的全部模型列表为输出MODELS。

list：显示所有模型，损坏的模型附原因。
check：将权重与其模型卡的SHA-256进行比对；MODEL为空时检查所有模型。
export：将模型卡和权重写入一个zip，便于分享。
import：从这样的zip注册模型。其中的内容一律不予信任：必须只含一个模型卡及其权重，不得有其他内容。可用NAME另行命名。
rename：将模型名称改为NAME。
delete：移除模型以及OpenVINO由其生成的内容。此操作无法撤销。
makedefault：让其他对话框默认使用此模型。

插件自带的模型既不能重命名，也不能删除。其他程序的检查点请用“导入模型”读取。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Lists, checks, exports, imports, renames and deletes models.</source>
        <translation>列出、检查、导出、导入、重命名和删除模型。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Manage models</source>
        <translation>管理模型</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Models, as JSON</source>
        <translation>模型列表（JSON）</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>What to do: list, check, export, import, rename, delete or makedefault (the model that other dialogs start with).</source>
        <translation>要执行的操作：list、check、export、import、rename、delete或makedefault（设为其他对话框默认使用的模型）。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With export: the zip to write.</source>
        <translation>用于export：要写入的zip。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With import: a zip that export made.</source>
        <translation>用于import：由export生成的zip。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>With rename the model&apos;s new name; with import one instead of its own.</source>
        <translation>用于rename：模型的新名称；用于import：替代其原名称的名称。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>model,weights,list,check,export,import,rename,delete,default</source>
        <translation>模型,权重,列表,检查,导出,导入,重命名,删除,默认</translation>
    </message>
</context>
<context>
    <name>MergeShards</name>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Detected landslides</source>
        <translation>检测到的滑坡</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Elevation model</source>
        <translation>数字高程模型（DEM）</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Files of the parts</source>
        <translation>分片文件</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML文件 (*.html)</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Landslides</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Makes the result of a detection that was computed in parts.</source>
        <translation>将分片计算的检测合并为完整结果。</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Merge shards</source>
        <translation>合并分片</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Number of landslides</source>
        <translation>滑坡数量</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Page with a map, numbers, diagrams and all parameters; shown in the results viewer.</source>
        <translation>包含地图、数据、图表和全部参数的页面；在结果查看器中显示。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Polygon layer of the detected landslides, in the CRS of the raster.</source>
        <translation>检测到的滑坡的面图层，采用栅格的坐标参照系。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Probability of landslide</source>
        <translation>滑坡概率</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>Puts the parts of a detection together that &apos;Detect landslides&apos; computed with SHARD, such as 1/8 to 8/8, on one or several computers. The layers are those that one run would have made: landslides that cross the borders of parts are whole.

All parts must be there, of the same raster, model and parameters; what is missing or does not fit is named. The image is needed too, and is looked for where the parts found it.</source>
        <translation>将“检测滑坡”以SHARD（例如1/8至8/8）在一台或多台计算机上计算的各分片合并在一起。所得图层与一次运行完成的图层相同：跨越分片边界的滑坡保持完整。

所有分片必须齐全，且来自相同的栅格、模型和参数；缺少或不匹配之处会逐一指明。合并时还需要影像，默认在分片计算时所用的位置查找。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Raster (GeoTIFF) of how much the eight views disagree, from 0 to 0.5; needs &apos;Average eight views&apos;. Its second band tells landslide (1), likely missed (2), likely false (3) and background (4).</source>
        <translation>表示八个视图之间差异程度的栅格（GeoTIFF），值为0到0.5；需启用“八视图平均”。第二个波段区分滑坡（1）、可能漏检（2）、可能误报（3）和背景（4）。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Raster (GeoTIFF) with the probability of landslide, from 0 to 1.</source>
        <translation>滑坡概率栅格（GeoTIFF），值为0到1。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Seconds</source>
        <translation>耗时（秒）</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>The .shard files of all parts, in any order, or folders that hold them.</source>
        <translation>所有分片的.shard文件（顺序不限），或存放这些文件的文件夹。</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>The same elevation model, if the parts were computed with one and it lies elsewhere now. Empty: where the parts found it.</source>
        <translation>如果分片计算时使用了数字高程模型（DEM），而其位置现已改变，请给出同一数字高程模型（DEM）。留空：使用分片计算时的位置。</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>The same image, if it lies elsewhere now. Empty: where the parts found it.</source>
        <translation>如果影像的位置现已改变，请给出同一影像。留空：使用分片计算时的位置。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Tiles computed</source>
        <translation>计算的图块数</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Total area [m²]</source>
        <translation>总面积 [m²]</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>Uncertainty of the probability</source>
        <translation>概率的不确定性</translation>
    </message>
    <message>
        <location filename="processing/merge_shards.py"/>
        <source>landslide,shard,part,merge,cluster,batch,slurm,parallel</source>
        <translation>滑坡,分片,部分,合并,集群,批处理,slurm,并行</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} landslides ({model})</source>
        <translation>{raster} 滑坡（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} probability ({model})</source>
        <translation>{raster} 概率（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} uncertainty ({model})</source>
        <translation>{raster} 不确定性（{model}）</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>{raster} – landslides</source>
        <translation>{raster} – 滑坡</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="gui/model_list.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Download…</source>
        <translation>下载(&amp;D)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Make default</source>
        <translation>设为默认(&amp;M)</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>A checkpoint of SAM-CFFNet or SAM becomes a model</source>
        <translation>将SAM-CFFNet或SAM的检查点转为模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>A model that was exported here or elsewhere</source>
        <translation>导入在本机或其他计算机上导出的模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Another name for this model (F2)</source>
        <translation>为此模型另行命名（F2）</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Card and weights in one zip, to be passed on</source>
        <translation>将模型卡和权重写入一个zip，便于分享</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Card of the chosen model</source>
        <translation>所选模型的模型卡</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Chec&amp;k</source>
        <translation>检查(&amp;K)</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Check model</source>
        <translation>检查模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Clo&amp;se</source>
        <translation>关闭(&amp;S)</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Compare the weights with the card&apos;s SHA-256</source>
        <translation>将权重与模型卡的SHA-256进行比对</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>De&amp;lete…</source>
        <translation>删除(&amp;L)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Dialogs start with this model</source>
        <translation>各对话框默认使用此模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Exported to {path}</source>
        <translation>已导出到{path}</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Fetch SAM&apos;s own weights, to fine-tune them</source>
        <translation>获取SAM自身的权重，用于微调</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import &amp;archive…</source>
        <translation>导入压缩包(&amp;A)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import &amp;checkpoint…</source>
        <translation>导入检查点(&amp;C)…</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Import model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Imported the model &apos;{model}&apos;.</source>
        <translation>已导入模型“{model}”。</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Remove this model from the disk (Del)</source>
        <translation>从磁盘移除此模型（Del）</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>SAM-CFFNet models</source>
        <translation>SAM-CFFNet模型</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Show the model&apos;s files</source>
        <translation>显示模型的文件</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>Stopped. Nothing was changed.</source>
        <translation>已停止，未做任何更改。</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>The weights of &apos;{model}&apos; are not those of its card: the file was changed or not copied whole. Import the model again.</source>
        <translation>“{model}”的权重与其模型卡不符：文件已被更改，或未完整复制。请重新导入模型。</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>The weights of &apos;{model}&apos; are those of its card.</source>
        <translation>“{model}”的权重与其模型卡相符。</translation>
    </message>
    <message>
        <location filename="gui/model_manager.py"/>
        <source>There are no models. Import or download one.</source>
        <translation>没有模型。请导入或下载一个模型。</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <location filename="gui/model_page.py"/>
        <source>, best at {size:g} m</source>
        <translation>，最佳为{size:g} m</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>An image encoder alone: it must be fine-tuned before it can detect landslides.</source>
        <translation>仅为影像编码器：须先微调才能检测滑坡。</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Dataset, protocol</source>
        <translation>数据集、评估方案</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Licence of the data</source>
        <translation>数据许可证</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Pixel sizes</source>
        <translation>像素大小</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Size on disk</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>The card has none.</source>
        <translation>模型卡中没有指标。</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>This model cannot be used.</source>
        <translation>无法使用此模型。</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>encoder alone</source>
        <translation>仅编码器</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>in the box</source>
        <translation>内置</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>sound</source>
        <translation>完好</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>{encoder} with {decoder}, tiles of {tile} px, resized to {input} px</source>
        <translation>{encoder}与{decoder}，{tile} px的图块缩放至{input} px</translation>
    </message>
    <message>
        <location filename="gui/model_page.py"/>
        <source>{smallest:g} to {largest:g} m</source>
        <translation>{smallest:g}至{largest:g} m</translation>
    </message>
</context>
<context>
    <name>ModelQuestions</name>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Archives of models (*.zip)</source>
        <translation>模型压缩包 (*.zip)</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Delete model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Delete the model &apos;{model}&apos; ({size}) from the disk?</source>
        <translation>是否从磁盘删除模型“{model}”（{size}）？</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Import archive</source>
        <translation>导入压缩包</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Name of the model (empty: its own):</source>
        <translation>模型名称（留空则使用原名称）：</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>New name:</source>
        <translation>新名称：</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>Rename model</source>
        <translation>重命名模型</translation>
    </message>
    <message>
        <location filename="gui/model_questions.py"/>
        <source>This cannot be undone.</source>
        <translation>此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>ModelWidget</name>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Choose a model card or weights file</source>
        <translation>选择模型卡或权重文件</translation>
    </message>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="gui/model_widget.py"/>
        <source>Models (*.json *.safetensors)</source>
        <translation>模型 (*.json *.safetensors)</translation>
    </message>
</context>
<context>
    <name>OptionsPage</name>
    <message>
        <location filename="gui/options_page.py"/>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>&amp;Precision</source>
        <translation>计算精度(&amp;P)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Address with a copy of SAM&apos;s weights, to which the file name is appended</source>
        <translation>存放SAM权重副本的地址，其后将附加文件名</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>D&amp;evice</source>
        <translation>设备(&amp;E)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Defaults of the algorithms</source>
        <translation>算法默认值</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Imported and fine-tuned models</source>
        <translation>已导入和已微调的模型</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Kept &amp;files</source>
        <translation>保留的文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Mirror for down&amp;loads</source>
        <translation>下载镜像(&amp;L)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Model&amp;s</source>
        <translation>模型(&amp;S)</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>Unfinished runs, images of web layers, downloads</source>
        <translation>未完成的运行、网络图层的影像、下载内容</translation>
    </message>
    <message>
        <location filename="gui/options_page.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>PluginActions</name>
    <message>
        <location filename="gui/actions.py"/>
        <source>Accept, reject and redraw detected landslides</source>
        <translation>接受、拒绝和重绘检测到的滑坡</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Compare models…</source>
        <translation>比较模型…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides</source>
        <translation>检测滑坡</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides in the active raster layer</source>
        <translation>在活动栅格图层中检测滑坡</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Detect landslides…</source>
        <translation>检测滑坡…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Evaluate detections…</source>
        <translation>评估检测结果…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Fine-tune a model…</source>
        <translation>微调模型…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Landslides</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Options…</source>
        <translation>选项…</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>Review landslides</source>
        <translation>审核滑坡</translation>
    </message>
    <message>
        <location filename="gui/actions.py"/>
        <source>{count} landslides found.</source>
        <translation>发现{count}处滑坡。</translation>
    </message>
</context>
<context>
    <name>ReviewForm</name>
    <message>
        <location filename="gui/review_form.py"/>
        <source>&amp;Detect again…</source>
        <translation>再次检测(&amp;D)…</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>&amp;Order</source>
        <translation>顺序(&amp;O)</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Accepted {accepted}, rejected {rejected}, edited {edited}</source>
        <translation>已接受{accepted}处，已拒绝{rejected}处，已编辑{edited}处</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>By number</source>
        <translation>按编号</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Choose a layer that &apos;Detect landslides&apos; made.</source>
        <translation>请选择由“检测滑坡”生成的图层。</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Choose detected landslides</source>
        <translation>选择检测到的滑坡</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Detect in the same image with the newest model</source>
        <translation>用最新的模型对同一影像进行检测</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Draw a missed one</source>
        <translation>绘制漏检滑坡</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Edit outline</source>
        <translation>编辑轮廓</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Fine-tune a model with the reviewed polygons; rejected ones teach what is not a landslide</source>
        <translation>用已审核的面微调模型；被拒绝的面让模型学习哪些不是滑坡</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Flicker</source>
        <translation>闪烁对比</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Largest first</source>
        <translation>面积从大到小</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Least probable first</source>
        <translation>概率从低到高</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Most probable first</source>
        <translation>概率从高到低</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>None of these is left. Show others, go back, or go on with &apos;Use for training&apos;.</source>
        <translation>没有剩余的滑坡。请显示其他滑坡、返回上一个，或继续“用于训练”。</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Not reviewed yet</source>
        <translation>尚未审核</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>S&amp;how</source>
        <translation>显示(&amp;H)</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Save outlines</source>
        <translation>保存轮廓</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Show and hide the polygons in turn</source>
        <translation>交替显示和隐藏面</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Smallest first</source>
        <translation>面积从小到大</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>Use for &amp;training…</source>
        <translation>用于训练(&amp;T)…</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>mean probability {value}</source>
        <translation>平均概率{value}</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>mean slope {value}°</source>
        <translation>平均坡度{value}°</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>{place} of {length}</source>
        <translation>第{place}处，共{length}处</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>{reviewed} of {total} reviewed</source>
        <translation>已审核{reviewed}处，共{total}处</translation>
    </message>
    <message>
        <location filename="gui/review_form.py"/>
        <source>{value} m²</source>
        <translation>{value} m²</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <location filename="gui/review_panel.py"/>
        <source>Review landslides</source>
        <translation>审核滑坡</translation>
    </message>
</context>
<context>
    <name>ReviewSession</name>
    <message>
        <location filename="gui/review_session.py"/>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <location filename="gui/review_session.py"/>
        <source>The layer &apos;{layer}&apos; could not be changed: {reason}. Save it as a GeoPackage (right-click it &gt; Export) and review that.</source>
        <translation>无法更改图层“{layer}”：{reason}。请将其另存为GeoPackage（右键单击图层 &gt; 导出），再审核新图层。</translation>
    </message>
    <message>
        <location filename="gui/review_session.py"/>
        <source>The layer &apos;{layer}&apos; has edits of yours that are not saved. Save or discard them first.</source>
        <translation>图层“{layer}”有您尚未保存的编辑。请先保存或放弃这些编辑。</translation>
    </message>
    <message>
        <location filename="gui/review_session.py"/>
        <source>it is read-only</source>
        <translation>该图层为只读</translation>
    </message>
</context>
<context>
    <name>SamCffnetProvider</name>
    <message>
        <location filename="processing/provider.py"/>
        <source>Engine Python (with torch; empty: found by itself)</source>
        <translation>引擎的Python（装有torch；留空则自动查找）</translation>
    </message>
    <message>
        <location filename="processing/provider.py"/>
        <source>SAM-CFFNet landslide mapping</source>
        <translation>SAM-CFFNet滑坡制图</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <location filename="core/outputs.py"/>
        <source>&apos;{folder}&apos; is not a full path. Choose the folder, or give its path starting at the root.</source>
        <translation>“{folder}”不是完整路径。请选择文件夹，或给出从根目录开始的完整路径。</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>&apos;{model}&apos; is now &apos;{name}&apos;: {path}</source>
        <translation>“{model}”已更名为“{name}”：{path}</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>A difference smaller than the spread means nothing. A larger one holds for this test ground; how it would be elsewhere, the spread does not say. Networks that start from ImageNet weights have an advantage over those that start at random, and a start model that has learnt from this ground over all others.</source>
        <translation>小于离散程度的差异没有意义。大于离散程度的差异对此测试区成立；在其他地区如何，离散程度并不能说明。从ImageNet权重开始的网络比从随机权重开始的网络占优势，而曾从这一地区学习过的起始模型比其他所有网络都占优势。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>A line of the manifest in {folder} names no {column}: {line}. Complete or remove it.</source>
        <translation>{folder}中的清单有一行未给出{column}：{line}。请补全或删除该行。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>A map without a single landslide would have the second row: its share of correct pixels is high, which is why that share says little.</source>
        <translation>一幅完全没有滑坡的图会得到第二行的结果：其像素正确率很高，因此该指标说明不了什么。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>A new decoder is trained on SAM&apos;s encoder, which stays as it is.</source>
        <translation>正在SAM的编码器上训练新的解码器，编码器保持不变。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>A new network is trained; it starts from random weights.</source>
        <translation>正在训练新的网络；从随机权重开始。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>A new network is trained; its encoder starts from ImageNet weights.</source>
        <translation>正在训练新的网络；其编码器从ImageNet权重开始。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>A probability is what the model believes, not a measured accuracy. How well it does on your ground is told by &apos;Evaluate detections&apos; with an inventory of yours.</source>
        <translation>概率是模型的判断，而不是实测的精度。模型在您的研究区表现如何，请用“评估检测结果”和您自己的滑坡编目来评定。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>A rule of your organisation forbids programs in {folder}. Ask your administrator to allow {folder}, or choose a FOLDER that is allowed, and run again.</source>
        <translation>贵单位的策略禁止运行{folder}中的程序。请联系管理员允许{folder}，或选择一个允许的FOLDER，然后重新运行。</translation>
    </message>
    <message>
        <location filename="core/managed_engine.py"/>
        <source>A run uses the engine in {folder} right now, and packages cannot be replaced under it. Wait until it has ended, or cancel it, and run again.</source>
        <translation>某次运行正在使用{folder}中的引擎，此时不能替换软件包。请等待其结束或将其取消，然后重新运行。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>A virus scanner or another program held a file in {folder} while {step}. Ask your administrator to except that folder from scanning, or wait a minute, and run again; it goes on where it was.</source>
        <translation>在{step}时，杀毒软件或其他程序占用了{folder}中的文件。请联系管理员将该文件夹排除在扫描之外，或稍等片刻，然后重新运行；将从中断处继续。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>ACTION is &apos;{value}&apos;, which is unknown. Choose one of {known}.</source>
        <translation>ACTION为“{value}”，无法识别。请选择以下之一：{known}。</translation>
    </message>
    <message>
        <location filename="core/comparison_settings.py"/>
        <source>ARCHITECTURES has &apos;{architecture}&apos; twice. Give each network once.</source>
        <translation>ARCHITECTURES中“{architecture}”出现了两次。每个网络只能给出一次。</translation>
    </message>
    <message>
        <location filename="core/comparison_settings.py"/>
        <source>ARCHITECTURES has &apos;{architecture}&apos;, which is unknown. Choose from {known}.</source>
        <translation>ARCHITECTURES中有“{architecture}”，无法识别。请从以下各项中选择：{known}。</translation>
    </message>
    <message>
        <location filename="core/comparison_settings.py"/>
        <source>ARCHITECTURES is empty. Choose at least one of {known}.</source>
        <translation>ARCHITECTURES为空。请从以下各项中至少选择一项：{known}。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Accuracy</source>
        <translation>精度</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <source>Accuracy against cost</source>
        <translation>精度与计算成本</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/training_report.py"/>
        <source>All background</source>
        <translation>全部为背景</translation>
    </message>
    <message>
        <location filename="core/managed_engine.py"/>
        <source>Another QGIS is at work on the engine in {folder} right now. Wait until it has finished; the engine is then ready for this one too.</source>
        <translation>另一个QGIS正在处理{folder}中的引擎。请等待其完成；之后该引擎也可供此QGIS使用。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Another run is downloading to {folder}. Waiting for it.</source>
        <translation>另一次运行正在下载到{folder}，正在等待其完成。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Are the probabilities right?</source>
        <translation>概率是否准确？</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area [ha]</source>
        <translation>面积 [ha]</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area [m²]</source>
        <translation>面积 [m²]</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Area of interest</source>
        <translation>感兴趣区</translation>
    </message>
    <message>
        <location filename="processing/raster_style.py"/>
        <source>BANDS is {bands}, but STYLED takes the bands {styled} of the layer&apos;s style. Leave BANDS empty, or switch STYLED off.</source>
        <translation>BANDS为{bands}，但STYLED使用图层样式中的波段{styled}。请将BANDS留空，或关闭STYLED。</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>BANDS is {bands}, but the layer &apos;{layer}&apos; comes as a picture in the colours that the map shows. Leave BANDS empty.</source>
        <translation>BANDS为{bands}，但图层“{layer}”是以地图所显示颜色的图片提供的。请将BANDS留空。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>BATCH is {value}, but must be from 0 (automatic) to {largest}.</source>
        <translation>BATCH为{value}，但必须在0（自动）至{largest}之间。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} holds complex numbers (radar data). Choose bands of an optical image, or convert it to amplitude first.</source>
        <translation>波段{band}为复数（雷达数据）。请选择光学影像的波段，或先将其转换为幅度。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>Band {band} holds one value only ({value:.6g}) and tells the model nothing.</source>
        <translation>波段{band}只有一个值（{value:.6g}），不能为模型提供任何信息。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} holds palette indices, not colours. Convert it first with Raster &gt; Conversion &gt; PCT to RGB and use the result.</source>
        <translation>波段{band}存储的是调色板索引，而不是颜色。请先用“栅格 &gt; 转换 &gt; PCT转RGB”进行转换，再使用其结果。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Band {band} was chosen, but {path} has bands 1 to {count}.</source>
        <translation>选择了波段{band}，但{path}的波段为1至{count}。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>Band {band}: {low:.6g} to {high:.6g} ({low_percent:g}-{high_percent:g} % of the values) stretched to 0-1.</source>
        <translation>波段{band}：{low:.6g}至{high:.6g}（值的{low_percent:g}-{high_percent:g} %）拉伸到0-1。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>Band {band}: {low:.6g} to {high:.6g} stretched to 0-1, as the map shows it.</source>
        <translation>波段{band}：{low:.6g}至{high:.6g}拉伸到0-1，与地图显示一致。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Best and worst chips</source>
        <translation>最好和最差的样本块</translation>
    </message>
    <message>
        <location filename="core/cluster_queue.py"/>
        <source>Block {number} failed on the worker {worker} and is computed again: {reason}</source>
        <translation>第{number}块在工作进程{worker}上计算失败，正在重新计算：{reason}</translation>
    </message>
    <message>
        <location filename="core/cluster_queue.py"/>
        <source>Block {number} of {count} (rows of tiles {first} to {last}) failed {times} times, at last on the worker {worker}: {reason} Run again when this is mended; finished blocks are kept.</source>
        <translation>第{number}块（共{count}块，第{first}至{last}行图块）已失败{times}次，最后一次在工作进程{worker}上：{reason}请在排除问题后重新运行；已完成的块会保留。</translation>
    </message>
    <message>
        <location filename="core/cluster_store.py"/>
        <source>Block {number} was damaged on its way from the worker. Run again.</source>
        <translation>第{number}块在从工作进程传回的途中损坏。请重新运行。</translation>
    </message>
    <message>
        <location filename="processing/training_reader.py"/>
        <source>Both CHIPS and {given} are given, but chips have labels of their own. Leave either CHIPS or {given} empty.</source>
        <translation>同时给出了CHIPS和{given}，但样本块自带标注。请将CHIPS或{given}之一留空。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Boxes around the polygons, in map coordinates.</source>
        <translation>各个面的外接矩形，采用地图坐标。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>By size</source>
        <translation>按面积分级</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>CHECKPOINT and DOWNLOAD are both empty. Give the path of a checkpoint, or choose which of SAM&apos;s files to download.</source>
        <translation>CHECKPOINT和DOWNLOAD均为空。请给出检查点的路径，或选择要下载的SAM文件。</translation>
    </message>
    <message>
        <location filename="processing/training_reader.py"/>
        <source>CHIPS is &apos;{folder}&apos;, but there is no such folder. Give the folder of labelled images.</source>
        <translation>CHIPS为“{folder}”，但没有这个文件夹。请给出已标注影像的文件夹。</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>CLUSTER is &apos;{cluster}&apos; and SHARD is &apos;{shard}&apos;, but a part of the work is for a computer without a cluster. Leave one of the two empty.</source>
        <translation>CLUSTER为“{cluster}”，SHARD为“{shard}”，但分片计算用于没有集群的计算机。请将两者之一留空。</translation>
    </message>
    <message>
        <location filename="core/cluster_place.py"/>
        <source>CLUSTER is &apos;{value}&apos;, but must be the address of a Dask scheduler, such as tcp://host:8786 or tls://host:8786, or local:4 for four workers on this computer (at most {most}).</source>
        <translation>CLUSTER为“{value}”，但必须是Dask调度器的地址，例如tcp://host:8786或tls://host:8786；也可用local:4表示本机上的四个工作进程（最多{most}个）。</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <source>CLUSTER needs the package {missing}, which the Python {python} does not have. Install &apos;dask&apos; and &apos;distributed&apos; there, or leave CLUSTER empty.</source>
        <translation>CLUSTER需要软件包{missing}，但Python（{python}）中没有该软件包。请在其中安装“dask”和“distributed”，或将CLUSTER留空。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>Cannot change the model in {folder}: {reason}. If a run uses it, wait until that has ended; else check the folder&apos;s rights.</source>
        <translation>无法更改{folder}中的模型：{reason}。如果有运行正在使用它，请等待其结束；否则请检查该文件夹的权限。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Cannot open the raster {path}: {reason}. Check that the file exists, is a raster and was copied whole.</source>
        <translation>无法打开栅格{path}：{reason}。请检查该文件是否存在、是否为栅格以及是否完整复制。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>Cannot read rows {top} to {bottom} of {path}: {reason}. The file is damaged, or it was moved while the run went on.</source>
        <translation>无法读取{path}的第{top}至{bottom}行：{reason}。该文件已损坏，或在运行期间被移动。</translation>
    </message>
    <message>
        <location filename="core/chip_entry.py"/>
        <source>Cannot read the folder {folder}: {reason}.</source>
        <translation>无法读取文件夹{folder}：{reason}。</translation>
    </message>
    <message>
        <location filename="core/hdf5.py"/>
        <source>Cannot read {path} as HDF5: {reason}. It is damaged: copy it again from the dataset.</source>
        <translation>无法将{path}作为HDF5读取：{reason}。该文件已损坏：请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>Cannot read {path}. It is damaged: replace it, or remove it and its mask.</source>
        <translation>无法读取{path}。该文件已损坏：请替换它，或将它与其掩膜一并移除。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>Cannot read {path}: {reason}.</source>
        <translation>无法读取{path}：{reason}。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <location filename="engine/checkpoints.py"/>
        <source>Cannot write the model to {folder}: {reason}. Check the folder&apos;s rights and the free space.</source>
        <translation>无法将模型写入{folder}：{reason}。请检查该文件夹的权限和剩余空间。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write to the folder {folder}: {reason}. Choose another folder, or check its rights and the free space.</source>
        <translation>无法写入文件夹{folder}：{reason}。请选择其他文件夹，或检查其权限和剩余空间。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <location filename="core/model_import.py"/>
        <source>Cannot write to the model folder {folder}: {reason}. Choose another FOLDER.</source>
        <translation>无法写入模型文件夹{folder}：{reason}。请选择其他FOLDER。</translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>Cannot write to {destination}. Check the connection and your rights.</source>
        <translation>无法写入{destination}。请检查连接和您的权限。</translation>
    </message>
    <message>
        <location filename="engine/training/session.py"/>
        <source>Cannot write to {folder}: {reason}. Finished epochs are kept; free some space and run again.</source>
        <translation>无法写入{folder}：{reason}。已完成的轮次会保留；请释放一些空间，然后重新运行。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write to {place}: {reason}. If the disk is full, free some space or choose a folder on another disk.</source>
        <translation>无法写入{place}：{reason}。如果磁盘已满，请释放一些空间，或选择其他磁盘上的文件夹。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Cannot write {file} to {folder}: {reason}. Free some space there or check the rights, and run it again; it goes on where it was.</source>
        <translation>无法将{file}写入{folder}：{reason}。请释放该处的一些空间或检查权限，然后重新运行；将从中断处继续。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>Cannot write {path}: {reason}. Choose another file, or check the folder&apos;s rights and the free space.</source>
        <translation>无法写入{path}：{reason}。请选择其他文件，或检查文件夹的权限和剩余空间。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Checking {path}</source>
        <translation>正在检查{path}</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Chips</source>
        <translation>样本块</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Comparison of networks</source>
        <translation>网络比较</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Converted models</source>
        <translation>已转换的模型</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Correct pixels</source>
        <translation>像素正确率</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Cost</source>
        <translation>计算成本</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/training_report.py"/>
        <source>Course of the training</source>
        <translation>训练过程</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>DEM was given, but the shards were computed without one. Leave DEM empty, or compute the shards with it.</source>
        <translation>已给出DEM，但这些分片计算时未使用DEM。请将DEM留空，或使用DEM重新计算这些分片。</translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>DOWNLOAD is &apos;{name}&apos;, but only {known} are known. Choose one of them, or give the path of a file as CHECKPOINT.</source>
        <translation>DOWNLOAD为“{name}”，但可用的只有{known}。请从中选择一个，或用CHECKPOINT给出文件的路径。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>DOWNLOAD is &apos;{value}&apos;, which is unknown. Choose one of {known}, or leave it empty.</source>
        <translation>DOWNLOAD为“{value}”，无法识别。请选择以下之一：{known}，或将其留空。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Data and split</source>
        <translation>数据与划分</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Date of the image</source>
        <translation>影像日期</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Date of the run</source>
        <translation>运行日期</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Default: {model}</source>
        <translation>默认：{model}</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Deleted &apos;{model}&apos;</source>
        <translation>已删除“{model}”</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Described in</source>
        <translation>文献出处</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Detected landslides</source>
        <translation>检测到的滑坡</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Detections</source>
        <translation>检测结果</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Downloaded weights</source>
        <translation>已下载的权重</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>Downloading {file} ({size:.0f} MB) from {source}</source>
        <translation>正在从{source}下载{file}（{size:.0f} MB）</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>Drawing the layer &apos;{layer}&apos; at {width} x {height} pixels, {missing} of {count} parts.</source>
        <translation>正在以{width} x {height}像素绘制图层“{layer}”，共{count}部分，待绘制{missing}部分。</translation>
    </message>
    <message>
        <location filename="core/training_start.py"/>
        <source>ENCODER_WEIGHTS is &apos;{folder}&apos;, but there is no such folder. Give one that holds ImageNet weights, such as resnet50.safetensors, or leave it empty.</source>
        <translation>ENCODER_WEIGHTS为“{folder}”，但没有这个文件夹。请给出存放ImageNet权重（例如resnet50.safetensors）的文件夹，或将其留空。</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>EXTENT or AOI lies outside the layer &apos;{layer}&apos;, which covers {covered}. Choose a part of it.</source>
        <translation>EXTENT或AOI位于图层“{layer}”之外，该图层的覆盖范围为{covered}。请选择其中的一部分。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Each polygon is classed by the size of its part inside the evaluated area.</source>
        <translation>每个面按其位于评估区内的面积分级。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Eight views</source>
        <translation>八视图平均</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Elevation model</source>
        <translation>数字高程模型（DEM）</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/training_report.py"/>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Epoch {number} of {epochs}: loss {loss:.4f}, IoU {iou:.4f} on validation and training chips.</source>
        <translation>第{number}轮（共{epochs}轮）：损失{loss:.4f}，验证与训练样本块上的IoU {iou:.4f}。</translation>
    </message>
    <message>
        <location filename="core/comparison_listener.py"/>
        <location filename="core/training_course.py"/>
        <source>Epoch {number} of {epochs}: loss {loss:.4f}, validation IoU {iou:.4f}.</source>
        <translation>第{number}轮（共{epochs}轮）：损失{loss:.4f}，验证IoU {iou:.4f}。</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Epochs (best)</source>
        <translation>轮次（最佳）</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <source>Epochs to convergence</source>
        <translation>收敛所需轮次</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Evaluation of detected landslides</source>
        <translation>检测到的滑坡的评估</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Expected calibration error {before:.4f} before and {after:.4f} after dividing the logits by the temperature {temperature:.2f}.</source>
        <translation>期望校准误差：校准前为{before:.4f}，将logit除以温度{temperature:.2f}后为{after:.4f}。</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Exported &apos;{model}&apos; to {path}</source>
        <translation>已将“{model}”导出到{path}</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>FAST was asked for, but the model &apos;{model}&apos; does not offer it. Switch FAST off, or give a coarser RESOLUTION.</source>
        <translation>启用了FAST，但模型“{model}”不支持。请关闭FAST，或给出更粗的RESOLUTION。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>FAST: tiles of {tile} px instead of {usual} px, at {share:.2g} times the detail.</source>
        <translation>FAST：图块为{tile} px，而不是{usual} px，细节为原来的{share:.2g}倍。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>FILTER is &apos;{expression}&apos;, but &apos;{layer}&apos; has no field &apos;{field}&apos;. Its fields are: {known}.</source>
        <translation>FILTER为“{expression}”，但“{layer}”没有字段“{field}”。其字段有：{known}。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>FILTER is &apos;{expression}&apos;, which QGIS cannot evaluate: {reason}. Write it as in &apos;Select by expression&apos;, for example &quot;status&quot; = &apos;accepted&apos;.</source>
        <translation>FILTER为“{expression}”，QGIS无法计算：{reason}。请按“按表达式选择”中的写法书写，例如&quot;status&quot; = &apos;accepted&apos;。</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is a temporary folder, which QGIS deletes when it ends. Choose one that stays, or leave it empty.</source>
        <translation>FOLDER是临时文件夹，QGIS退出时会将其删除。请选择一个不会被删除的文件夹，或将其留空。</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is {folder}, inside the plugin, whose update would delete it. Choose a folder elsewhere, or leave it empty.</source>
        <translation>FOLDER为{folder}，位于插件内部，更新插件时会被删除。请选择别处的文件夹，或将其留空。</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>FOLDER is {folder}, {length} characters long; with the names in the packages that exceeds what Windows allows. Choose one of at most {limit} characters, such as C:\sam.</source>
        <translation>FOLDER为{folder}，长度为{length}个字符；加上软件包中的文件名后，超出了Windows允许的长度。请选择不超过{limit}个字符的文件夹，例如C:\sam。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>False alarms</source>
        <translation>误报数</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>False area [m²]</source>
        <translation>误报面积 [m²]</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Far from landslides</source>
        <translation>远离滑坡</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Fast, coarser</source>
        <translation>快速（较粗略）</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Features of {done} of {total} chips after {seconds:.0f} s.</source>
        <translation>{seconds:.0f} s后已计算{done}个样本块的特征，共{total}个。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Fewer than {count} validation chips show landslides, so epoch and threshold were chosen with the training chips as well.</source>
        <translation>含滑坡的验证样本块少于{count}个，因此选定轮次和阈值时也用到了训练样本块。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Fewer than {count} validation chips show landslides, so the threshold was chosen with the training chips as well.</source>
        <translation>含滑坡的验证样本块少于{count}个，因此选定阈值时也用到了训练样本块。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Figures are pixel totals of the landslide class on the test ground. Weights and threshold of each run were chosen on the validation ground alone.</source>
        <translation>各项指标为测试区上滑坡类的像素总计。每次运行的权重和阈值均只在验证区上选定。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Figures are pixel totals of the landslide class on validation ground that no training chip touches. Threshold and temperature were chosen on the same ground, so the figures of the tuned model are slightly flattering; judge the model on ground of its own with &apos;Evaluate detections&apos;.</source>
        <translation>各项指标为滑坡类的像素总计，取自任何训练样本块都未触及的验证区。阈值和温度也是在同一区域上选定的，因此微调后模型的指标略微偏高；请用“评估检测结果”在其他区域上评定模型。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Fine-tuned model {name}</source>
        <translation>微调后的模型{name}</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Folder of ImageNet weights</source>
        <translation>ImageNet权重文件夹</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>For the test: {names}.</source>
        <translation>用于测试：{names}。</translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>Further finished tiles are not kept in {folder}: {reason}. If this run stops, they must be computed again.</source>
        <translation>此后完成的图块不再保留在{folder}中：{reason}。如果本次运行停止，这些图块必须重新计算。</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/comparison_report.py"/>
        <source>GFLOPs a tile</source>
        <translation>每个图块的GFLOPs</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>GFLOPs as in the study</source>
        <translation>按原研究计法的GFLOPs</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>GFLOPs count every multiplication and every addition of a tile, in 10⁹. Those as in the study of SAM-CFFNet (Xi et al. 2024) count a multiplication with its addition as one, of convolutions and linear layers alone, in 2³⁰. Seconds are those of PyTorch on this device, one tile at a time; detection may be faster.</source>
        <translation>GFLOPs统计每个图块的全部乘法和加法，以10⁹为单位。按SAM-CFFNet原研究（Xi et al. 2024）计法的GFLOPs将一次乘法及其加法计为一次，只统计卷积层和线性层，以2³⁰为单位。秒数为PyTorch在此设备上每次处理一个图块所用的时间；检测时可能更快。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>Give either polygons (DETECTIONS) or a raster (PROBABILITY); one of the two is needed, not both.</source>
        <translation>请给出面（DETECTIONS）或栅格（PROBABILITY）；两者须给出其一，不可同时给出。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>Give either rasters (INPUT) with label polygons (LABELS), or a folder of chips (CHIPS); one of the two is needed, not both.</source>
        <translation>请给出栅格（INPUT）及标注面（LABELS），或者给出样本块文件夹（CHIPS）；两者须给出其一，不可同时给出。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Going on with the unfinished run in {folder}.</source>
        <translation>正在继续{folder}中未完成的运行。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>Graphics card: {card}</source>
        <translation>显卡：{card}</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Ground with data</source>
        <translation>有数据的区域</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Hit</source>
        <translation>命中</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>How sure the model was</source>
        <translation>模型的把握程度</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>How to read this</source>
        <translation>如何解读</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>If the start model &apos;{model}&apos; has learnt from this ground before, its figures are too good. Its card tells what it was trained on.</source>
        <translation>如果起始模型“{model}”曾从这一地区学习过，其指标会偏高。其训练所用的数据见模型卡。</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <location filename="core/training_report.py"/>
        <source>Image</source>
        <translation>影像</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Images of one group are never parted; images without a group were parted by their names, so that neighbours may touch.</source>
        <translation>同一组的影像不会被划分到不同部分；没有分组的影像按其名称划分，因此不同部分的影像可能彼此相邻。</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Images of web layers</source>
        <translation>网络图层的影像</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>Imported &apos;{model}&apos;: {path}</source>
        <translation>已导入“{model}”：{path}</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/comparison_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <location filename="core/training_report.py"/>
        <source>IoU {iou:.2f}</source>
        <translation>IoU {iou:.2f}</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>IoU ≥ {limit}</source>
        <translation>IoU ≥ {limit}</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>IoU, validation and training</source>
        <translation>IoU（验证与训练）</translation>
    </message>
    <message>
        <location filename="core/compare.py"/>
        <source>It is ready as model &apos;{model}&apos;. Choose it as MODEL in &apos;Detect landslides&apos;.</source>
        <translation>该网络已生成为模型“{model}”。请在“检测滑坡”中将其选为MODEL。</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>It was the default; now the model in the box is the default.</source>
        <translation>它原是默认模型；现在默认模型为内置模型。</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>Kept for the next time: {megabytes} MB in {folder}, which may be deleted.</source>
        <translation>已保留供下次使用：{folder}中有{megabytes} MB，可以删除。</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Labels (grey: unknown)</source>
        <translation>标注（灰色：未知）</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>Labels: {landslides} landslides, {negatives} rejected, {unknown} unknown.</source>
        <translation>标注：滑坡{landslides}个，已拒绝{negatives}个，未知{unknown}个。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Landslide</source>
        <translation>滑坡</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Landslide by landslide</source>
        <translation>逐个滑坡对比</translation>
    </message>
    <message>
        <location filename="core/mask_shapes.py"/>
        <source>Landslide {name} of {path} lies outside its image of {height} x {width} pixels. The labels belong to another image or size.</source>
        <translation>{path}中的滑坡{name}位于其{height} x {width}像素的影像之外。这些标注属于其他影像，或对应其他影像大小。</translation>
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
        <translation>滑坡编目中的滑坡</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Largest hole filled</source>
        <translation>填充的最大孔洞</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Largest landslide</source>
        <translation>最大滑坡</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Left out</source>
        <translation>略去的运行</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Look-alikes</source>
        <translation>形似滑坡</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>MIN_SLOPE is {value} degrees, but must be from 0 to less than 90.</source>
        <translation>MIN_SLOPE为{value}度，但必须大于或等于0且小于90度。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>MIN_SLOPE is {value} degrees, but no DEM was given. Choose an elevation raster as DEM, or set MIN_SLOPE to 0.</source>
        <translation>MIN_SLOPE为{value}度，但没有给出DEM。请选择一个高程栅格作为DEM，或将MIN_SLOPE设为0。</translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>MIRROR is &apos;{mirror}&apos;, which is no address of a web server. Give one that begins with https:// or http://, or leave it empty; a file on a disk is given as CHECKPOINT.</source>
        <translation>MIRROR为“{mirror}”，不是Web服务器的地址。请给出以https://或http://开头的地址，或将其留空；磁盘上的文件请用CHECKPOINT给出。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Mean probability of a landslide</source>
        <translation>滑坡的平均概率</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Median landslide</source>
        <translation>滑坡面积中位数</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>Merging shard {shard}: {path}</source>
        <translation>正在合并分片{shard}：{path}</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <source>Minutes of training</source>
        <translation>训练耗时（分钟）</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Missed area [m²]</source>
        <translation>漏检面积 [m²]</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="core/predict.py"/>
        <source>Model {model} on {device} in {precision}, {batch} tiles at a time.</source>
        <translation>模型{model}，设备{device}，计算精度{precision}，每次处理{batch}个图块。</translation>
    </message>
    <message>
        <location filename="core/cluster_detect.py"/>
        <source>Model {model} on {workers} workers, each on {device} in {precision}, {batch} tiles at a time; {blocks} blocks.</source>
        <translation>模型{model}，{workers}个工作进程，设备均为{device}，计算精度{precision}，每次处理{batch}个图块；共{blocks}块。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Near landslides</source>
        <translation>靠近滑坡</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>No NVIDIA graphics card with a driver was found. Choose DEVICE=auto.</source>
        <translation>未找到装有驱动程序的NVIDIA显卡。请选择DEVICE=auto。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>No NVIDIA graphics card with a driver was found. Choose DEVICE=auto. Otherwise the processor computes.</source>
        <translation>未找到装有驱动程序的NVIDIA显卡。请选择DEVICE=auto。否则将使用处理器计算。</translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>No Python with PyTorch was found, and without it no model can run. Run &apos;Install engine&apos; in the Processing toolbox (SAM-CFFNet), once. Or name a Python that has torch 2.6 in Settings &gt; Options &gt; SAM-CFFNet or in the variable {variable}.</source>
        <translation>未找到装有PyTorch的Python，没有它任何模型都无法运行。请在处理工具箱（SAM-CFFNet）中运行一次“安装引擎”。也可在“设置 &gt; 选项 &gt; SAM-CFFNet”或变量{variable}中指定装有torch 2.6的Python。</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>No chip with a landslide is left for {role}: too few landslides lie on valid pixels. Label more landslides, in places further apart.</source>
        <translation>没有留下含滑坡的样本块可用于{role}：位于有效像素上的滑坡太少。请在彼此相距更远的地方标注更多滑坡。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>No epoch was better than the start model, so its weights are kept and only the threshold is new. Label more landslides, or raise LEARNING_RATE.</source>
        <translation>没有任何一个轮次优于起始模型，因此保留起始模型的权重，只有阈值是新选定的。请标注更多滑坡，或提高LEARNING_RATE。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>No landslide is labelled on the raster &apos;{raster}&apos;; it teaches background alone. Take it out of INPUT if it was not labelled.</source>
        <translation>栅格“{raster}”上没有标注滑坡，只能让模型学习背景。如果该栅格未经标注，请将其从INPUT中移除。</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>No model was loaded before tiles were sent.</source>
        <translation>发送图块之前没有加载模型。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>No output was asked for. Give OUTPUT for the polygons, or PROBABILITY, UNCERTAINTY or REPORT.</source>
        <translation>未要求任何输出。请设置OUTPUT以输出面，或设置PROBABILITY、UNCERTAINTY或REPORT。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>No polygon of &apos;{layer}&apos; on the rasters counts as a landslide: of {count}, {rejected} are rejected (status) and {unknown} are left out by FILTER. Change FILTER, or draw landslides.</source>
        <translation>“{layer}”在栅格上的面中没有一个算作滑坡：共{count}个，其中{rejected}个已拒绝（status），{unknown}个被FILTER排除。请更改FILTER，或绘制滑坡。</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>No polygon of the INVENTORY lies where detections can be judged: on the raster&apos;s pixels with data, and inside AREA if there is one. Check that all CRS are right, or choose another inventory.</source>
        <translation>INVENTORY中没有面位于可评定检测结果的地方，即栅格的有数据像素上，且在AREA（如已给出）之内。请检查所有坐标参照系是否正确，或选择其他滑坡编目。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>No training and no validation tile touches a test tile. The test tiles are those with landslides and at most twice as many without; on a whole map, most of which is without, there are more false alarms: measure it with &apos;Evaluate detections&apos;.</source>
        <translation>训练图块和验证图块均不与测试图块接触。测试图块包括含滑坡的图块，以及数量不超过其两倍的不含滑坡的图块；而整幅图的大部分区域没有滑坡，误报会更多：请用“评估检测结果”来评定。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>No warning was given.</source>
        <translation>没有警告。</translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>None of the label polygons (LABELS) lies on the rasters, or none inside the labelled area. Check the CRS of the labels, and that the labelled area covers them.</source>
        <translation>标注面（LABELS）都不在栅格上，或都不在标注区域内。请检查标注的坐标参照系，以及标注区域是否覆盖这些标注。</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>None of the {count} masks in {folder} marks a landslide. Masks are images of one band with 255 on landslides and 0 elsewhere.</source>
        <translation>{folder}中的{count}个掩膜都没有标出滑坡。掩膜应为单波段影像，滑坡处为255，其他地方为0。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Number or area</source>
        <translation>数量或面积</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Numbers</source>
        <translation>统计数据</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>OFFLINE_KIT is empty, but build-kit needs a folder to fill. Choose an empty folder.</source>
        <translation>OFFLINE_KIT为空，但build-kit需要一个用于存放软件包的文件夹。请选择一个空文件夹。</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>OFFLINE_KIT is {kit}, which is no whole kit: its {card} is missing or damaged. Make it with ACTION=build-kit on a computer with a network, and copy the whole folder.</source>
        <translation>OFFLINE_KIT为{kit}，不是完整的离线安装包：其{card}缺失或损坏。请在有网络的计算机上用ACTION=build-kit制作，并复制整个文件夹。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Of pixels with a stated probability of 0.7, seven in ten should be landslide: points on the dotted line. Below it the model is too sure. The expected calibration error is {error:.4f}; most pixels are sure background, which keeps it small.</source>
        <translation>在给出概率为0.7的像素中，应有十分之七是滑坡，即点应落在虚线上。点在虚线下方时，说明模型过于自信。期望校准误差为{error:.4f}；大多数像素是明确的背景，因此该值较小。</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>Of up to {count} test chips with landslides of all sizes, shown are those with the best and the worst mean IoU and some others, and of up to {empty} without a landslide the one with the most false alarms.</source>
        <translation>从最多{count}个含有大小不等的滑坡的测试样本块中，展示平均IoU最高和最低的样本块以及另外若干个；从最多{empty}个不含滑坡的测试样本块中，展示误报最多的一个。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>Only band {band} is used, for red, green and blue alike. The model was trained on colour images; expect more mistakes.</source>
        <translation>红、绿、蓝均只使用波段{band}。模型是用彩色影像训练的，错误可能会增多。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>Only the selected features of &apos;{layer}&apos; are labels, and the others count as background: leave them out with LABELLED_AREA, or use all features with a FILTER in place of the selection.</source>
        <translation>只有“{layer}”中选中的要素作为标注，其他要素算作背景：请用LABELLED_AREA将它们排除在外，或使用所有要素，并以FILTER代替选择。</translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>Only the {count} largest are drawn.</source>
        <translation>只绘制最大的{count}个。</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>Only {count} training chips show landslides. A model tuned on so few may find less than its start model: label or accept more landslides, or compare both on ground that you know.</source>
        <translation>只有{count}个训练样本块含有滑坡。用这么少的样本微调出的模型，找到的滑坡可能比起始模型还少：请标注或接受更多滑坡，或在您熟悉的区域比较两个模型。</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>Only {free} MB are free in {folder}. The run may need more; compression usually saves half.</source>
        <translation>{folder}中只剩{free} MB可用空间。运行可能需要更多空间；压缩后通常可节省一半。</translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>Only {written} of {count} polygons could be written to {path}. Free some space on its disk, or choose another destination.</source>
        <translation>{count}个面中只有{written}个写入了{path}。请释放其磁盘上的一些空间，或选择其他目标位置。</translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>OpenVINO cannot run this model ({reason}); going on with torch.</source>
        <translation>OpenVINO无法运行此模型（{reason}）；改用torch继续。</translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>OpenVINO is not installed; computing with torch, which is slower.</source>
        <translation>未安装OpenVINO；改用torch计算，速度较慢。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Other thresholds</source>
        <translation>其他阈值</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Outlines simplified by</source>
        <translation>轮廓简化容差</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Overlap of tiles</source>
        <translation>图块重叠</translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>PIXEL_SIZE is not used: the raster&apos;s own pixels are compared.</source>
        <translation>不使用PIXEL_SIZE：按栅格自身的像素进行比较。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>PIXEL_SIZE is {value:g} m, but must be 0 or more. Give 0 for a size that fits.</source>
        <translation>PIXEL_SIZE为{value:g} m，但必须大于或等于0。给出0时将自动选择合适的大小。</translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>PIXEL_SIZE is {value:g} m, which makes {pixels:,.0f} million pixels of the ground between the polygons; the most is {limit:,.0f} million. Give {least:.2g} m or more, 0 for a size that fits, or a smaller AREA.</source>
        <translation>PIXEL_SIZE为{value:g} m，这样全部面的外接范围将有{pixels:,.0f}百万像素，而上限为{limit:,.0f}百万像素。请给出{least:.2g} m或更大的值，给出0以自动选择合适的大小，或给出更小的AREA。</translation>
    </message>
    <message>
        <location filename="core/shards.py"/>
        <source>PRECISION and BATCH must be the same in all shards. If they are computed on computers of different kinds, set both instead of leaving the choice to each computer.</source>
        <translation>所有分片的PRECISION和BATCH必须相同。如果在不同类型的计算机上计算，请明确设置这两项，而不要由各计算机自行选择。</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>PYTHON is &apos;{python}&apos;, but there is no such file. Give the path of a Python that has torch 2.6 or newer, or leave it empty.</source>
        <translation>PYTHON为“{python}”，但该文件不存在。请给出装有torch 2.6或更高版本的Python的路径，或将其留空。</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>PYTHON is given, but ACTION={action} does not use it. Leave PYTHON empty, or choose install or check.</source>
        <translation>已设置PYTHON，但ACTION={action}不使用它。请将PYTHON留空，或选择install或check。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Parameters [10⁶]</source>
        <translation>参数量 [10⁶]</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Pixel by pixel</source>
        <translation>逐像素对比</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Pixel figures</source>
        <translation>像素指标</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>Pixels are compared on a grid of {size:.3g} m.</source>
        <translation>像素在{size:.3g} m的网格上进行比较。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Pixels of the image</source>
        <translation>影像的像素大小</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Pixels with a known label</source>
        <translation>标注已知的像素</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Planned training of a run</source>
        <translation>每次运行的计划训练量</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Plugin version</source>
        <translation>插件版本</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>Preparing the model for this processor, once; a large one takes minutes.</source>
        <translation>正在为此处理器准备模型，只需一次；大模型需要几分钟。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Probability threshold</source>
        <translation>概率阈值</translation>
    </message>
    <message>
        <location filename="core/pinned_packages.py"/>
        <source>PyTorch 2.6 or newer, without which no model can run, is not published for {system} on {machine}. Use a computer with Linux or Windows on a 64-bit Intel or AMD processor, or a Mac with an Apple processor.</source>
        <translation>PyTorch 2.6或更高版本没有针对{machine}上的{system}发布，没有它就无法运行任何模型。请使用装有Linux或Windows且为64位Intel或AMD处理器的计算机，或采用Apple处理器的Mac。</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>PyTorch from {index}; its packages have no pinned hashes.</source>
        <translation>PyTorch取自{index}；其软件包没有固定的哈希值。</translation>
    </message>
    <message>
        <location filename="processing/layer_painter.py"/>
        <source>QGIS could not draw the layer &apos;{layer}&apos;: {reason}. Look whether it shows in the map window.</source>
        <translation>QGIS无法绘制图层“{layer}”：{reason}。请查看它能否在地图画布中显示。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>QGIS&apos;s Python cannot make environments, since a part of it is missing. On Debian and Ubuntu install the package python3-venv, then run again.</source>
        <translation>QGIS的Python缺少一个组件，无法创建环境。在Debian和Ubuntu上请安装软件包python3-venv，然后重新运行。</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>QGIS&apos;s Python is {version}, and the packages of the kit need {oldest} to {newest}. Use a newer QGIS, or install over the network.</source>
        <translation>QGIS的Python版本为{version}，而离线安装包中的软件包需要{oldest}至{newest}。请使用更新的QGIS，或通过网络安装。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>RESOLUTION is {resolution:g} m, but a pixel of the raster is {pixel:.3g} m. Choose a value from {low:.3g} to {high:.3g} m, 0 for the raster&apos;s own, or none for the model&apos;s.</source>
        <translation>RESOLUTION为{resolution:g} m，但栅格的像素为{pixel:.3g} m。请选择{low:.3g}至{high:.3g} m之间的值；0表示使用栅格自身的像素大小，留空则使用模型的工作分辨率。</translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>RESOLUTION is {resolution:g} m, but the pixel size of {count} chips is not known, such as {example}. Give it as CHIP_PIXEL_SIZE, or leave RESOLUTION empty.</source>
        <translation>RESOLUTION为{resolution:g} m，但有{count}个样本块的像素大小未知，例如{example}。请用CHIP_PIXEL_SIZE给出，或将RESOLUTION留空。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>Removed the tiles of a run that was stopped {days:.0f} days ago ({size:.1f} GB).</source>
        <translation>已删除{days:.0f}天前停止的一次运行的图块（{size:.1f} GB）。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Removed: {folder}</source>
        <translation>已删除：{folder}</translation>
    </message>
    <message>
        <location filename="core/comparison_rows.py"/>
        <source>Row {number} of {count}: {network}, seed {seed}.</source>
        <translation>第{number}次运行（共{count}次）：{network}，随机种子{seed}。</translation>
    </message>
    <message>
        <location filename="core/comparison_rows.py"/>
        <source>Row {number} of {count}: {network}, seed {seed}. About {duration} left.</source>
        <translation>第{number}次运行（共{count}次）：{network}，随机种子{seed}。剩余约{duration}。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Runs</source>
        <translation>运行次数</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>SAM_CHECKPOINT is &apos;{path}&apos; and DOWNLOAD is &apos;{download}&apos;, but SAM is needed only once. Leave one of them empty.</source>
        <translation>SAM_CHECKPOINT为“{path}”，DOWNLOAD为“{download}”，但SAM只需指定一处。请将其中一项留空。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>SHA-256 of the model</source>
        <translation>模型的SHA-256</translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>SHA-256 of the weights: {sha256}</source>
        <translation>权重的SHA-256：{sha256}</translation>
    </message>
    <message>
        <location filename="core/shard_facts.py"/>
        <source>SHARD is &apos;{value}&apos;, but must be the number of a part and how many there are: 1/8 to 8/8 for eight parts, with at most {most}.</source>
        <translation>SHARD为“{value}”，但应为分片编号和分片总数：例如分为八个分片时为1/8至8/8；最多{most}个分片。</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>SHARD is {shard}, but SHARD_FILE is empty. Give the file that the part is written to, such as part-{number}-of-{count}.shard.</source>
        <translation>SHARD为{shard}，但SHARD_FILE为空。请给出用于写入该分片的文件，例如part-{number}-of-{count}.shard。</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>SHARD is {shard}, but the layer &apos;{layer}&apos; is drawn by the {provider} service, and may look different to each computer. Save the wanted part first (right-click the layer &gt; Export &gt; Save As, or the algorithm &apos;Convert map to raster&apos;) and use the file.</source>
        <translation>SHARD为{shard}，但图层“{layer}”由{provider}服务绘制，在各计算机上得到的图像可能不同。请先将所需部分保存为文件（右键点击图层 &gt; 导出 &gt; 另存为，或使用算法“将地图转为栅格”），再使用该文件。</translation>
    </message>
    <message>
        <location filename="core/shards.py"/>
        <source>SHARD is {shard}, but the wanted area can be divided into {most} parts at most: each needs rows of tiles of its own. Give a smaller number of parts.</source>
        <translation>SHARD为{shard}，但所需区域最多只能分为{most}个分片：每个分片都需要有自己的图块行。请减少分片数。</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>SHARDS is empty. Choose the files of all shards of a run.</source>
        <translation>SHARDS为空。请选择一次运行的所有分片的文件。</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>SHARD_FILE was given without SHARD. Set SHARD to the number of a part and how many there are, such as 2/8, or leave SHARD_FILE empty.</source>
        <translation>给出了SHARD_FILE，但没有给出SHARD。请将SHARD设为分片编号和分片总数，例如2/8，或将SHARD_FILE留空。</translation>
    </message>
    <message>
        <location filename="processing/raster_style.py"/>
        <source>STYLED was asked for, but the layer &apos;{layer}&apos; is drawn as &apos;{kind}&apos;, which has no bands to take. Choose multiband colour or single-band grey in its style, or switch STYLED off.</source>
        <translation>已启用STYLED，但图层“{layer}”的渲染方式为“{kind}”，没有可用的波段。请在其样式中选择“多波段彩色”或“单波段灰度”，或关闭STYLED。</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/comparison_report.py"/>
        <source>Seconds a tile</source>
        <translation>每个图块的秒数</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Seed of the split</source>
        <translation>划分的随机种子</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Seeds of the runs</source>
        <translation>各次运行的随机种子</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>Sending the model ({megabytes} MB) to the worker {worker}.</source>
        <translation>正在将模型（{megabytes} MB）发送到工作进程{worker}。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Settings and time</source>
        <translation>设置与用时</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>Shard {shard} was given twice: {first} and {second}. Leave one of them out.</source>
        <translation>分片{shard}给出了两次：{first}和{second}。请去掉其中一个。</translation>
    </message>
    <message>
        <location filename="core/shards.py"/>
        <source>Shard {shard}: {rows} of {count} rows of tiles.</source>
        <translation>分片{shard}：{rows}行图块（共{count}行）。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Share of the area</source>
        <translation>面积占比</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Share of the pixels</source>
        <translation>像素占比</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/probability_report.py"/>
        <source>Share that is landslide</source>
        <translation>滑坡占比</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>Shown is the first run of each network. The numbers beside the pictures are the chip&apos;s share of landslide and the mean IoU of the networks, under a picture stands the network&apos;s own. In the labels landslides are white, and grey is unknown.</source>
        <translation>所示为每个网络的第一次运行。图片旁的数字为样本块的滑坡占比和各网络的平均IoU，每幅图片下方为该网络自身的数值。标注中白色为滑坡，灰色为未知。</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>Side by side</source>
        <translation>并排对照</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>Size [m²]</source>
        <translation>面积分级 [m²]</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Smallest area</source>
        <translation>最小面积</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Smallest slope</source>
        <translation>最小坡度</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>Some networks start from ImageNet weights, but {networks} at random, which may matter more than their design. Give ENCODER_WEIGHTS for them, or compare networks that start alike.</source>
        <translation>部分网络从ImageNet权重开始，而{networks}从随机权重开始，其影响可能大于网络设计本身。请为这些网络给出ENCODER_WEIGHTS，或比较初始条件相同的网络。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Start model</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Start model {model}, untuned</source>
        <translation>起始模型{model}（未微调）</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Start model: IoU {iou:.4f} on validation and training chips.</source>
        <translation>起始模型：验证与训练样本块上的IoU为{iou:.4f}。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Start model: validation IoU {iou:.4f}.</source>
        <translation>起始模型：验证IoU为{iou:.4f}。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>Stated probability</source>
        <translation>预测概率</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>Stopped after {count} epochs. What is done is kept in {folder}: run again with the same settings to go on from there.</source>
        <translation>已在{count}个轮次后停止。已完成的部分保留在{folder}中：用相同的设置重新运行即可继续。</translation>
    </message>
    <message>
        <location filename="core/comparison_rows.py"/>
        <source>Stopped in row {number} of {count}. What is done is kept in {folder}: run again with the same settings to go on from there.</source>
        <translation>已在第{number}次运行（共{count}次）时停止。已完成的部分保留在{folder}中：用相同的设置重新运行即可继续。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>THRESHOLD is {value:g}, but must lie between 0 and 1 (both excluded). Give a probability such as 0.5.</source>
        <translation>THRESHOLD为{value:g}，但必须介于0和1之间（不含0和1）。请输入一个概率，例如0.5。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>THRESHOLD was {chosen:g}. The highest F1, {f1:.3f}, would be reached at {best:g}; a threshold chosen on this area flatters it, so judge it on another.</source>
        <translation>THRESHOLD为{chosen:g}。阈值取{best:g}时F1最高，为{f1:.3f}；在本区域上选出的阈值会高估效果，请在其他区域上检验。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="core/comparison_rows.py"/>
        <source>Test IoU {iou:.4f}, validation IoU {validation:.4f} after {epochs} epochs in {duration}.</source>
        <translation>测试IoU为{iou:.4f}，验证IoU为{validation:.4f}，共{epochs}个轮次，用时{duration}。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>The AREA does not overlap the PROBABILITY raster {path}. Check that both CRS are right, or leave AREA empty.</source>
        <translation>AREA与PROBABILITY栅格{path}不重叠。请检查两者的坐标参照系是否正确，或将AREA留空。</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>The AREA holds no polygon. Draw one, or leave AREA empty.</source>
        <translation>AREA中没有面。请绘制一个面，或将AREA留空。</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>The AREA overlaps neither DETECTIONS nor INVENTORY. Check that all CRS are right, or leave AREA empty.</source>
        <translation>AREA与DETECTIONS和INVENTORY均不重叠。请检查所有坐标参照系是否正确，或将AREA留空。</translation>
    </message>
    <message>
        <location filename="core/detect.py"/>
        <source>The DEM has no data under some of the polygons; their terrain attributes are empty, and MIN_SLOPE does not apply to them.</source>
        <translation>部分面所在位置的数字高程模型（DEM）没有数据；这些面的地形属性为空，且不受MIN_SLOPE限制。</translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} and the raster cannot be laid over each other, because one of them has no CRS. Set it in the layer&apos;s properties or with &apos;Assign projection&apos;.</source>
        <translation>数字高程模型（DEM）{path}与栅格无法叠加，因为其中之一没有坐标参照系。请在图层属性中设置，或使用“指定投影”。</translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} does not cover any part of the raster. Choose a DEM of the same place, or leave DEM empty.</source>
        <translation>数字高程模型（DEM）{path}未覆盖该栅格的任何部分。请选择同一地区的DEM，或将DEM留空。</translation>
    </message>
    <message>
        <location filename="core/terrain.py"/>
        <source>The DEM {path} is rotated. Warp it to a north-up raster first (Raster &gt; Projections &gt; Warp).</source>
        <translation>数字高程模型（DEM）{path}是旋转的。请先将其重投影为正北朝上的栅格（栅格 &gt; 投影 &gt; 变形 (重投影)）。</translation>
    </message>
    <message>
        <location filename="core/evaluation_grid.py"/>
        <source>The PROBABILITY raster {path} holds the value {value:g}, but a probability lies from 0 to 1. Choose the probability output of &apos;Detect landslides&apos;, or set the raster&apos;s nodata value.</source>
        <translation>PROBABILITY栅格{path}中有值{value:g}，但概率应在0到1之间。请选择“检测滑坡”输出的概率栅格，或设置该栅格的无数据值。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>The annotations {path} cannot be used: {reason}. Correct them, or export them again as COCO with polygons of landslides.</source>
        <translation>标注文件{path}无法使用：{reason}。请更正，或重新导出为含滑坡面的COCO格式。</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The archive {path} cannot be imported: {reason}. Export the model again where it comes from.</source>
        <translation>压缩包{path}无法导入：{reason}。请在其来源处重新导出该模型。</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The area of interest (AOI) holds no polygon. Choose a layer with polygons, or leave AOI empty for the whole raster.</source>
        <translation>感兴趣区（AOI）中没有面。请选择含有面的图层，或将AOI留空以使用整个栅格。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>The array &apos;{name}&apos; of {path} holds no plain numbers. Copy it again from the dataset.</source>
        <translation>{path}中的数组“{name}”不是普通数值。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>The array &apos;{name}&apos; of {path} is of the type {kind}, but Landslide4Sense holds floating numbers, bands divided by their means. Copy it again from the dataset.</source>
        <translation>{path}中的数组“{name}”类型为{kind}，但Landslide4Sense存储的是浮点数，即各波段除以其均值后的值。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>The array &apos;{name}&apos; of {path} is {shape}, but should be {wanted}. Copy it again from the dataset.</source>
        <translation>{path}中的数组“{name}”大小为{shape}，但应为{wanted}。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The bands of the mask {mask} differ. A mask is black and white: copy it again from the dataset.</source>
        <translation>掩膜{mask}的各波段不相同。掩膜应为黑白影像：请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>The bands {bands} name one band twice. Choose three different bands in the order red, green, blue, or one band to use it for all three.</source>
        <translation>波段{bands}中有重复的波段。请按红、绿、蓝的顺序选择三个不同的波段，或只选一个波段，同时用于这三个通道。</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The card in the archive {path} cannot be used: {reason}. Export the model again where it comes from, or update the plugin.</source>
        <translation>压缩包{path}中的模型卡无法使用：{reason}。请在其来源处重新导出该模型，或更新插件。</translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>The checkpoint holds an image encoder alone. The model &apos;{model}&apos; can be fine-tuned, but cannot detect landslides until it has been.</source>
        <translation>该检查点仅含影像编码器。模型“{model}”可以微调，但微调之前不能检测滑坡。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} cannot be read: {reason}. The file is damaged, was not copied whole, or is no PyTorch checkpoint.</source>
        <translation>检查点{path}无法读取：{reason}。文件已损坏、未复制完整，或不是PyTorch检查点。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} has an image encoder {width} wide; known are {known} (ViT-B, ViT-L, ViT-H).</source>
        <translation>检查点{path}的影像编码器宽度为{width}；已知的宽度为{known}（ViT-B、ViT-L、ViT-H）。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} has no key &apos;image_encoder.pos_embed&apos;; it has {count} keys, the first is &apos;{first}&apos;. Is it a SAM-CFFNet or SAM checkpoint?</source>
        <translation>检查点{path}中没有键“image_encoder.pos_embed”；它有{count}个键，第一个是“{first}”。请确认它是SAM-CFFNet或SAM检查点。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds a decoder but no image encoder. Give SAM&apos;s own file (sam_vit_l_0b3195.pth for the published models) as the SAM checkpoint.</source>
        <translation>检查点{path}含有解码器，但没有影像编码器。请将SAM官方文件（已发布的模型对应sam_vit_l_0b3195.pth）指定为SAM检查点。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds different tensors for {name} and another level of the same module; in the published network the four levels share one. It is of another network.</source>
        <translation>检查点{path}中{name}的张量与同一模块其他层级的张量不同；在已发布的网络中，四个层级共用同一组张量。该检查点属于其他网络。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds more than weights, or is damaged: {reason}. It was not opened, because such a file can run code on this computer. Ask its author for a .safetensors file or one that holds the state dict alone.</source>
        <translation>检查点{path}含有权重以外的内容，或已损坏：{reason}。此类文件可能在本机上运行代码，因此未打开。请向作者索取.safetensors文件，或仅含状态字典的文件。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds no state dict. Expected are tensors by name, or an entry &apos;state_dict&apos; with them.</source>
        <translation>检查点{path}中没有状态字典。其内容应为按名称存放的张量，或含有这些张量的“state_dict”条目。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds values that are infinite or not numbers in {count} of its tensors ({names}). Its training has failed: use a checkpoint of an earlier epoch.</source>
        <translation>检查点{path}的{count}个张量（{names}）中含有无穷大或非数值。其训练已失败：请使用更早轮次的检查点。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds {count} tensors, but at most {most} are read. It is damaged, or made to fill this computer&apos;s memory.</source>
        <translation>检查点{path}含有{count}个张量，但最多只读取{most}个。该文件已损坏，或是为耗尽本机内存而制作的。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The checkpoint {path} holds {count} tensors, {wrong} of which are not plain numbers or are larger than the file itself ({names}). It is damaged, or made to fill this computer&apos;s memory.</source>
        <translation>检查点{path}含有{count}个张量，其中{wrong}个不是普通数值或比文件本身还大（{names}）。该文件已损坏，或是为耗尽本机内存而制作的。</translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>The chips do not say their pixel size. The start model knows their landslides best (IoU {iou:.2f}) if a pixel is {size:.2g} m, so that is assumed. Give CHIP_PIXEL_SIZE if it is wrong.</source>
        <translation>样本块未说明像素大小。像素大小为{size:.2g} m时，起始模型对其中滑坡的识别效果最好（IoU为{iou:.2f}），因此采用该值。如果有误，请设置CHIP_PIXEL_SIZE。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The chosen bands differ in data type ({types}). Choose bands of one type.</source>
        <translation>所选波段的数据类型不同（{types}）。请选择同一类型的波段。</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>The cluster has no worker yet. The run begins with the first.</source>
        <translation>集群中还没有工作进程。第一个工作进程加入后即开始运行。</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <source>The cluster {place} cannot be used: {reason}. Check that the scheduler runs there and can be reached from here; for tls:// also the certificates in Dask&apos;s settings.</source>
        <translation>无法使用集群{place}：{reason}。请检查该处的调度器是否正在运行，以及能否从本机访问；使用tls://时，还请检查Dask设置中的证书。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The connection is opened by something between you and the package index, whose certificate is not trusted: {reason}. Have your administrator give you its certificate, add it in Settings &gt; Options &gt; Authentication &gt; Manage Certificates &gt; Authorities, and run again; or install from an OFFLINE_KIT.</source>
        <translation>您与软件包索引之间有程序或设备截取了加密连接，其证书不受信任：{reason}。请向管理员索取该证书，在“设置 &gt; 选项 &gt; 认证 &gt; 管理证书 &gt; 授权”中添加后重新运行；或使用OFFLINE_KIT安装。</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <source>The connection to the Dask scheduler {place} was lost. Start the scheduler and its workers again and run again with the same settings: finished blocks are kept, and the run goes on with the others.</source>
        <translation>与Dask调度器{place}的连接已断开。请重新启动调度器及其工作进程，然后用相同的设置重新运行：已完成的块会保留，并继续计算其余的块。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The device &apos;mps&apos; is the graphics of Apple&apos;s processors. Choose &apos;auto&apos;.</source>
        <translation>设备“mps”是Apple处理器的图形单元。请选择“auto”。</translation>
    </message>
    <message>
        <location filename="engine/devices.py"/>
        <source>The device &apos;{device}&apos; is not available; this computer has {available}. Choose one of these, or &apos;auto&apos;.</source>
        <translation>设备“{device}”不可用；本机可用的设备为{available}。请选择其中之一，或选择“auto”。</translation>
    </message>
    <message>
        <location filename="processing/options.py"/>
        <source>The device &apos;{device}&apos; is unknown. Choose auto, cpu, cuda:0 (a graphics card by number) or mps.</source>
        <translation>设备“{device}”未知。请选择auto、cpu、cuda:0（显卡及其编号）或mps。</translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>The device has too little memory for {batch} tiles at a time; going on with {half}.</source>
        <translation>设备内存不足，无法同时处理{batch}个图块；改为每次{half}个继续运行。</translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>The device {device} has too little memory for one tile; going on with the CPU, which is slower.</source>
        <translation>设备{device}的内存不足以处理一个图块；改用CPU继续运行，速度较慢。</translation>
    </message>
    <message>
        <location filename="engine/backends/choice.py"/>
        <source>The device {device} has too little memory for this model; going on with the CPU, which is slower.</source>
        <translation>设备{device}的内存不足以运行此模型；改用CPU继续运行，速度较慢。</translation>
    </message>
    <message>
        <location filename="engine/training/session.py"/>
        <source>The device {device} has too little memory to train this network with a BATCH of {batch}. Close other programs and run again; or choose a smaller BATCH, another DEVICE, or a smaller network.</source>
        <translation>设备{device}的内存不足，BATCH为{batch}时无法训练此网络。请关闭其他程序后重新运行；或选择更小的BATCH、其他DEVICE或更小的网络。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The disk of {folder} became full while {step}. Free some space, or choose a FOLDER on another disk, and run again; it goes on where it was.</source>
        <translation>在{step}时，{folder}所在的磁盘已满。请释放一些空间，或将FOLDER设在其他磁盘上，然后重新运行；将从中断处继续。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>The downloaded file is {path}. The model does not need it: delete it, or keep it for the next import.</source>
        <translation>下载的文件为{path}。模型不需要它：可以删除，也可以保留以供下次导入。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The driver of the {card} is {driver}, and the pinned PyTorch needs {needed} or newer. Update the driver, or give TORCH_INDEX for older ones.</source>
        <translation>{card}的驱动程序版本为{driver}，而固定版本的PyTorch需要{needed}或更高版本。请更新驱动程序，或设置适用于旧版驱动程序的TORCH_INDEX。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The driver of the {card} is {driver}, and the pinned PyTorch needs {needed} or newer. Update the driver, or give TORCH_INDEX for older ones. Otherwise the processor computes.</source>
        <translation>{card}的驱动程序版本为{driver}，而固定版本的PyTorch需要{needed}或更高版本。请更新驱动程序，或设置适用于旧版驱动程序的TORCH_INDEX。否则将使用处理器计算。</translation>
    </message>
    <message>
        <location filename="engine/encoder_weights.py"/>
        <source>The encoder weights {path} do not fit the encoder {encoder}: of its tensors {differences}. Use the file that timm or transformers publish for this encoder, or remove it to start from random weights.</source>
        <translation>编码器权重{path}与编码器{encoder}不匹配，其张量存在差异：{differences}。请使用timm或transformers为该编码器发布的文件，或移除该文件以从随机权重开始训练。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>The encoder&apos;s features of {count} chips (with {variants} flips and turns of each training chip) will take {size:.2f} GB in {folder} while the run goes on.</source>
        <translation>{count}个样本块的编码器特征（每个训练样本块含{variants}种翻转和旋转）在运行期间将占用{folder}中的{size:.2f} GB空间。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine answered in another order than it was asked. Run again; with the same settings it goes on where it was.</source>
        <translation>引擎返回结果的顺序与请求不一致。请重新运行；设置不变时将从中断处继续。</translation>
    </message>
    <message>
        <location filename="core/self_test.py"/>
        <source>The engine computes something else than it should: a probability differs by {difference:.4f} on {device} in {precision}, where {tolerance} is the limit. Choose another DEVICE, or run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation>引擎的计算结果不正确：在{device}上以{precision}计算时，概率相差{difference:.4f}，而允许的上限为{tolerance}。请选择其他DEVICE，或以ACTION=repair运行“安装引擎”。</translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>The engine does not work: {reason}</source>
        <translation>引擎无法工作：{reason}</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine failed: {reason}. The log has the details.</source>
        <translation>引擎出错：{reason}。详情请查看日志。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine has not answered for {seconds} seconds and was ended.{log} Run again; if it happens again, choose a smaller BATCH or another DEVICE.</source>
        <translation>引擎已{seconds}秒没有响应，已被终止。{log}请重新运行；如果再次出现，请减小BATCH或选择其他DEVICE。</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The engine needs {needed} MB, {installed} MB of them for good, but the disk of {folder} has {free} MB. Free some space, or choose a FOLDER on another disk.</source>
        <translation>引擎需要{needed} MB空间，其中{installed} MB为长期占用，但{folder}所在的磁盘只有{free} MB。请释放一些空间，或将FOLDER设在其他磁盘上。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine process ended unexpectedly ({reason}); nothing was written.{log} If the system ended it, memory ran out: close other programs, or choose a smaller BATCH or model. Run again; with the same settings it goes on where it was.</source>
        <translation>引擎进程意外终止（{reason}）；未写入任何结果。{log}如果是系统将其终止，则是内存不足所致：请关闭其他程序，或减小BATCH或选择更小的模型。请重新运行；设置不变时将从中断处继续。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine sent something that cannot be understood ({reason}) and was ended; nothing was written.{log} Run again; with the same settings it goes on where it was. If it happens again, run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation>引擎返回了无法识别的内容（{reason}），已被终止；未写入任何结果。{log}请重新运行；设置不变时将从中断处继续。如果再次出现，请以ACTION=repair运行“安装引擎”。</translation>
    </message>
    <message>
        <location filename="core/cluster_engine.py"/>
        <source>The engine was ended because of another block.</source>
        <translation>引擎因另一个分块而被终止。</translation>
    </message>
    <message>
        <location filename="core/cluster_engine.py"/>
        <source>The engine was started anew and differs from before.</source>
        <translation>引擎已重新启动，且与之前不同。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The engine will compute on the processor.</source>
        <translation>引擎将使用处理器计算。</translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>The engine works: {device} in {precision}, {seconds:.3f} s a tile. Problems found: {problems}.</source>
        <translation>引擎工作正常：在{device}上以{precision}计算，每个图块{seconds:.3f} s。发现的问题数：{problems}。</translation>
    </message>
    <message>
        <location filename="core/engine_state.py"/>
        <source>The engine&apos;s PyTorch cannot be used: {reason}. Run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation>引擎的PyTorch无法使用：{reason}。请以ACTION=repair运行“安装引擎”。</translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>The engine&apos;s Python {path}, named by {origin}, does not exist. Correct {origin} to a Python with torch 2.6 or newer.</source>
        <translation>{origin}中指定的引擎Python（{path}）不存在。请在{origin}中改为指定装有torch 2.6或更高版本的Python。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine&apos;s Python {python} cannot be started: {reason}. Run &apos;Install engine&apos;, or name a Python that has torch in the settings or in SAM_CFFNET_PYTHON.</source>
        <translation>引擎的Python（{python}）无法启动：{reason}。请运行“安装引擎”，或在设置或SAM_CFFNET_PYTHON中指定装有torch的Python。</translation>
    </message>
    <message>
        <location filename="engine/report/render.py"/>
        <source>The engine&apos;s Python {python} cannot import a package: {reason}. Install jinja2 and matplotlib there, or leave the report empty.</source>
        <translation>引擎的Python（{python}）无法导入所需的软件包：{reason}。请在其中安装jinja2和matplotlib，或将报告留空。</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} cannot import a package: {reason}. Run &apos;Install engine&apos; with ACTION=repair. In a Python of your own install torch, torchvision, segment-anything, timm and safetensors.</source>
        <translation>引擎的Python（{python}）无法导入所需的软件包：{reason}。请以ACTION=repair运行“安装引擎”。如果使用自己的Python，请安装torch、torchvision、segment-anything、timm和safetensors。</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} cannot load PyTorch: {reason}. Install &apos;Microsoft Visual C++ Redistributable 2015-2022 (x64)&apos; from Microsoft; if that does not help, run &apos;Install engine&apos; with ACTION=repair.</source>
        <translation>引擎的Python（{python}）无法加载PyTorch：{reason}。请安装Microsoft提供的“Microsoft Visual C++ Redistributable 2015-2022 (x64)”；如果仍未解决，请以ACTION=repair运行“安装引擎”。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The engine&apos;s Python {python} ended while it started ({reason}).{log} Run &apos;Install engine&apos; with ACTION=repair, or name a Python that has torch in the settings or in SAM_CFFNET_PYTHON.</source>
        <translation>引擎的Python（{python}）在启动时终止（{reason}）。{log}请以ACTION=repair运行“安装引擎”，或在设置或SAM_CFFNET_PYTHON中指定装有torch的Python。</translation>
    </message>
    <message>
        <location filename="engine/service.py"/>
        <source>The engine&apos;s Python {python} has torch {version}, which can be made to run code by a model file. Install torch 2.6 or newer there, or run &apos;Install engine&apos;.</source>
        <translation>引擎的Python（{python}）中的torch版本为{version}，模型文件可能利用该版本运行代码。请在其中安装torch 2.6或更高版本，或运行“安装引擎”。</translation>
    </message>
    <message>
        <location filename="core/plane_check.py"/>
        <source>The engine&apos;s answer does not fit the tiles it was sent: {name} is {got}, but should be {expected}. Plugin and engine may be of different versions: restart QGIS; if that does not help, install the plugin again.</source>
        <translation>引擎的结果与发送给它的图块不符：{name}为{got}，但应为{expected}。插件与引擎的版本可能不一致：请重启QGIS；如果仍未解决，请重新安装插件。</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>The extent &apos;{value}&apos; is no rectangle. Give it as xmin,xmax,ymin,ymax, if need be with its CRS: 1,2,3,4 [EPSG:4326].</source>
        <translation>范围“{value}”不是矩形。请按xmin,xmax,ymin,ymax的格式输入，必要时附上坐标参照系：1,2,3,4 [EPSG:4326]。</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The extent and the area of interest (AOI) do not overlap. Leave one of them empty.</source>
        <translation>范围与感兴趣区（AOI）不重叠。请将其中一项留空。</translation>
    </message>
    <message>
        <location filename="core/drawn_image.py"/>
        <source>The extent has {width} x {height} pixels of {resolution:g} m; at most {most} million pixels of a layer that has to be drawn or downloaded can be taken at a time. Set EXTENT or AOI to a smaller part, or give a coarser RESOLUTION.</source>
        <translation>该范围有{width} x {height}个{resolution:g} m的像素；对于需要绘制或下载的图层，一次最多处理{most}百万个像素。请将EXTENT或AOI设为较小的部分，或设置更粗的RESOLUTION。</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The extent {extent} is empty or infinite. Draw it on the map, or leave it empty for the whole raster.</source>
        <translation>范围{extent}为空或无穷大。请在地图上绘制范围，或留空以使用整个栅格。</translation>
    </message>
    <message>
        <location filename="core/drawn_image.py"/>
        <source>The extent {extent} lies outside the ground that the layer&apos;s CRS covers. Draw it on the map.</source>
        <translation>范围{extent}超出图层坐标参照系的适用范围。请在地图上绘制范围。</translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>The features of {count} chips need {needed:.1f} GB of disk space, but CACHE_GB is {budget:g}. Raise CACHE_GB, or label a smaller area.</source>
        <translation>{count}个样本块的特征需要{needed:.1f} GB磁盘空间，但CACHE_GB为{budget:g}。请增大CACHE_GB，或标注较小的区域。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The file {path} cannot be read as safetensors: {reason}. It is damaged or was not copied whole.</source>
        <translation>文件{path}无法作为safetensors读取：{reason}。文件已损坏或未复制完整。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>The folder ENCODER_WEIGHTS ({folder}) has no weights for this network&apos;s encoder.</source>
        <translation>文件夹ENCODER_WEIGHTS（{folder}）中没有适用于此网络的编码器的权重。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>The folder for temporary files cannot be written: {reason}. Free some space on its disk, or name another folder in the variable TMPDIR and restart QGIS.</source>
        <translation>临时文件夹无法写入：{reason}。请在其所在磁盘上释放一些空间，或在变量TMPDIR中指定其他文件夹，然后重启QGIS。</translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The folder {folder} also holds &apos;{name}&apos;, which does not belong to the model. Move it elsewhere first.</source>
        <translation>文件夹{folder}中还有不属于该模型的“{name}”。请先将其移到别处。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>The folder {folder} has images of Landslide4Sense, but no masks. Training needs the part with masks: TrainData, or images/train and annotations/train.</source>
        <translation>文件夹{folder}中有Landslide4Sense的影像，但没有掩膜。训练需要带掩膜的部分：TrainData，或images/train和annotations/train。</translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The folder {folder} has no manifest.csv, and no subfolders &apos;images&apos; and &apos;masks&apos;. Nor is it laid out as Bijie, Landslide4Sense, GVLM or COCO. Choose the folder that holds one of them.</source>
        <translation>文件夹{folder}中没有manifest.csv，也没有子文件夹“images”和“masks”。其目录结构也不属于Bijie、Landslide4Sense、GVLM或COCO。请选择符合其中一种的文件夹。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/pairs.py"/>
        <source>The folder {folder} has {count} images, and of them {lonely} without a mask of the same name in &apos;masks&apos;, such as {example}. Give each image its mask, empty ones too.</source>
        <translation>文件夹{folder}中有{count}幅影像，其中{lonely}幅在“masks”中没有同名的掩膜，例如{example}。请为每幅影像提供掩膜，没有滑坡的影像也需要空掩膜。</translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The folder {folder} is a link to {target}. Rename the model there, or import a copy of it.</source>
        <translation>文件夹{folder}是指向{target}的链接。请在目标位置重命名该模型，或导入其副本。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <source>The folder {folder} is missing or holds no images. The Bijie dataset has it: copy the dataset again as a whole.</source>
        <translation>文件夹{folder}缺失或不含影像。Bijie数据集中应有该文件夹：请重新完整复制数据集。</translation>
    </message>
    <message>
        <location filename="core/chips.py"/>
        <source>The folder {folder} mixes two layouts: {first} in {first_place} and {second} in {second_place}. Choose a folder with one of them.</source>
        <translation>文件夹{folder}混有两种目录结构：{first}（位于{first_place}）和{second}（位于{second_place}）。请选择只含其中一种的文件夹。</translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>The image as the model saw it, with the outlines. Grey: no data, or not asked for.</source>
        <translation>模型所见的影像及检测出的轮廓。灰色：无数据或不在检测范围内。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <source>The image {image} has no mask of the same name in {masks}, and no outline in {outlines}. Copy the dataset again as a whole, or remove this image.</source>
        <translation>影像{image}在{masks}中没有同名的掩膜，在{outlines}中也没有轮廓。请重新完整复制数据集，或移除该影像。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The image {image} has {count} band(s), but chips have red, green and blue. Convert palettes with Raster &gt; Conversion &gt; PCT to RGB.</source>
        <translation>影像{image}有{count}个波段，但样本块应有红、绿、蓝波段。带调色板的影像请用“栅格 &gt; 转换 &gt; PCT转RGB”进行转换。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The image {image} has {height} x {width} pixels, but {text} says {told_height} x {told_width}. The labels belong to another image or size.</source>
        <translation>影像{image}为{height} x {width}像素，但{text}中注明的是{told_height} x {told_width}。这些标注属于其他影像，或对应其他影像大小。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco.py"/>
        <source>The image {image} is listed twice, in {first} and {second}. Keep one of them.</source>
        <translation>影像{image}被列出两次，分别在{first}和{second}中。请只保留其中之一。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The image {image} is of the type {kind}, but chips must have 8 bits a band. Convert them, or use rasters with label polygons, which may be of any type.</source>
        <translation>影像{image}的类型为{kind}，但样本块的每个波段必须为8位。请转换影像，或改用带有标注面的栅格（类型不限）。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The image {image} of {height} x {width} pixels and its mask {mask} of {mask_height} x {mask_width} do not fit. Replace the mask by the one of this image.</source>
        <translation>影像{image}为{height} x {width}像素，其掩膜{mask}为{mask_height} x {mask_width}，两者不匹配。请将掩膜替换为该影像的掩膜。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco.py"/>
        <source>The image {name} of {text} may be {first} or {second}. Remove one, or put the image&apos;s folder before its name.</source>
        <translation>{text}中的影像{name}可能是{first}或{second}。请移除其中之一，或在影像名称前加上其所在的文件夹。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The image {path} has {height} x {width} pixels in {bands} bands, too many for a chip. Cut it into smaller ones, or use it as a raster with label polygons.</source>
        <translation>影像{path}有{height} x {width}个像素、{bands}个波段，作为样本块过大。请将其裁切为较小的影像，或作为带有标注面的栅格使用。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>The kit is in {folder}</source>
        <translation>离线安装包位于{folder}</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The kit {kit} does not fit: its {what} is {found}, here it is {wanted}. Make it on a computer of the same kind, with the same version of QGIS and of the plugin.</source>
        <translation>离线安装包{kit}不适用：其{what}为{found}，而本机为{wanted}。请在同类计算机上用相同版本的QGIS和插件制作。</translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>The label polygons are smaller than a pixel ({pixel:.3g} m), so not one pixel is landslide. Choose a finer raster, or a smaller RESOLUTION.</source>
        <translation>标注面小于一个像素（{pixel:.3g} m），因此没有任何滑坡像素。请选择更精细的栅格，或减小RESOLUTION。</translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>The labelled area is landslide all over, so the model would learn to call everything a landslide. Make the labelled area (LABELLED_AREA) larger than the landslides, with the stable ground around them.</source>
        <translation>标注区域全部为滑坡，模型会学成把一切都判为滑坡。请扩大标注区域（LABELLED_AREA），使其包含滑坡周围的稳定区域。</translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides are too few or too close together to keep some for validation and others for testing: they lie in only {count} place(s), which are groups of chips or tile-sized blocks. Label landslides in at least three places further apart; a few dozen polygons are a good start.</source>
        <translation>滑坡过少或过于集中，无法留出一部分用于验证、另一部分用于测试：它们只分布在{count}处，每处为一组样本块或一个图块大小的区块。请至少在三处相距较远的地方标注滑坡；最好先标注几十个面。</translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides are too few or too close together to keep some for validation: they fill only {count} tile-sized block(s). Label landslides in at least two places further apart; a few dozen polygons are a good start.</source>
        <translation>滑坡过少或过于集中，无法留出一部分用于验证：它们只分布在{count}个图块大小的区块中。请至少在两处相距较远的地方标注滑坡；最好先标注几十个面。</translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides lie so close together that none remains for training beside those kept for validation and for testing. Label landslides in places further apart, give a finer RESOLUTION, at which a tile covers less ground, or lower VALIDATION and TEST.</source>
        <translation>滑坡彼此过近，除留作验证和测试的滑坡外，没有剩余滑坡可用于训练。请标注相距更远的滑坡，或给出更精细的RESOLUTION（此时一个图块覆盖的范围更小），或降低VALIDATION和TEST。</translation>
    </message>
    <message>
        <location filename="core/split.py"/>
        <source>The landslides lie so close together that none remains for training beside those kept for validation. Label landslides in places further apart, give a finer RESOLUTION, at which a tile covers less ground, or lower VALIDATION.</source>
        <translation>滑坡彼此过近，除留作验证的滑坡外，没有剩余滑坡可用于训练。请标注相距更远的滑坡，或给出更精细的RESOLUTION（此时一个图块覆盖的范围更小），或降低VALIDATION。</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>The layer &apos;{layer}&apos; comes from the {provider} service and has no fixed extent. Set EXTENT, for example to the visible part of the map, or AOI.</source>
        <translation>图层“{layer}”来自{provider}服务，没有固定的范围。请设置EXTENT（例如地图的可见部分）或AOI。</translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>The layer &apos;{layer}&apos; comes from the {provider} service, and the model needs the pixels in a file. Save it first (right-click the layer &gt; Export &gt; Save As, or the algorithm &apos;Convert map to raster&apos;) and use the file.</source>
        <translation>图层“{layer}”来自{provider}服务，而模型需要文件中的像素。请先将其保存为文件（右键点击图层 &gt; 导出 &gt; 另存为，或使用算法“将地图转为栅格”），再使用该文件。</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>The layer &apos;{layer}&apos; has no pixels of its own. Set RESOLUTION to a pixel size in metres; the model &apos;{model}&apos; knows {low:g} to {high:g} m.</source>
        <translation>图层“{layer}”没有固有的像素大小。请将RESOLUTION设为以米为单位的像素大小；模型“{model}”适用于{low:g}至{high:g} m。</translation>
    </message>
    <message>
        <location filename="processing/detection_outputs.py"/>
        <source>The layers are complete, but not the report: {reason}</source>
        <translation>图层已全部生成，但报告未能生成：{reason}</translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>The list of known weights {path} cannot be used: {reason}. Install the plugin again.</source>
        <translation>已知权重列表{path}无法使用：{reason}。请重新安装插件。</translation>
    </message>
    <message>
        <location filename="core/pinned_packages.py"/>
        <source>The list of packages {path} is missing or damaged ({reason}). Install the plugin again.</source>
        <translation>软件包列表{path}缺失或已损坏（{reason}）。请重新安装插件。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>The manifest in {folder} gives &apos;{text}&apos; as gsd_m, which is no pixel size in metres. Give a number such as 0.5, or leave it empty.</source>
        <translation>{folder}中的清单将gsd_m写为“{text}”，这不是以米为单位的像素大小。请填写数字，例如0.5，或留空。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>The manifest {path} cannot be read: {reason}. Export it again as CSV in UTF-8.</source>
        <translation>清单{path}无法读取：{reason}。请重新导出为UTF-8编码的CSV。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>The manifest {path} names {name}, but there is no such file. Correct its line, or copy the file to this place.</source>
        <translation>清单{path}中列出了{name}，但该文件不存在。请更正该行，或将文件复制到该处。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>The manifest.csv in {folder} lists no image.</source>
        <translation>{folder}中的manifest.csv没有列出任何影像。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The mask {mask} holds values such as {value:g}, but masks of this dataset hold 255 on landslides and 0 elsewhere, or 1 and 0. Copy it again from the dataset.</source>
        <translation>掩膜{mask}中有{value:g}等值，但此数据集的掩膜在滑坡处为255、其他地方为0，或分别为1和0。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_pixels.py"/>
        <source>The mask {mask} is of the type {kind}, but this dataset&apos;s masks have 8 bits. Copy it again from the dataset.</source>
        <translation>掩膜{mask}的类型为{kind}，但此数据集的掩膜为8位。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The model &apos;{model}&apos; came with the plugin and stays as it is. Choose another model.</source>
        <translation>模型“{model}”随插件提供，不可更改。请选择其他模型。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <location filename="processing/model_library.py"/>
        <source>The model &apos;{model}&apos; has a card but no weights: {path} is missing. Import the model again, or copy the file there.</source>
        <translation>模型“{model}”有模型卡但没有权重：{path}缺失。请重新导入模型，或将该文件复制到该处。</translation>
    </message>
    <message>
        <location filename="processing/model_library.py"/>
        <source>The model &apos;{model}&apos; is an image encoder alone and cannot detect landslides. Fine-tune it, and make the new model the default.</source>
        <translation>模型“{model}”仅有影像编码器，不能检测滑坡。请先微调，再将新模型设为默认模型。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The model &apos;{model}&apos; is an image encoder without a trained decoder, so it cannot detect landslides. Fine-tune it first, or choose another model.</source>
        <translation>模型“{model}”只有影像编码器而没有经过训练的解码器，因此不能检测滑坡。请先微调，或选择其他模型。</translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The model &apos;{model}&apos; is not found by its name, because its folder is called &apos;{name}&apos;. Give the folder {folder} and the files in it the model&apos;s name, or delete it.</source>
        <translation>按名称找不到模型“{model}”，因为其文件夹名为“{name}”。请将文件夹{folder}及其中的文件改为该模型的名称，或将其删除。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>The model &apos;{model}&apos; is ready: validation IoU {iou:.3f}, F1 {f1:.3f}, threshold {threshold:.3f}. Choose it as MODEL in &apos;Detect landslides&apos;.</source>
        <translation>模型“{model}”已就绪：验证IoU为{iou:.3f}，F1为{f1:.3f}，阈值为{threshold:.3f}。请在“检测滑坡”中将其选为MODEL。</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>The model card {path} cannot be used: {reason}. Import the model again.</source>
        <translation>模型卡{path}无法使用：{reason}。请重新导入模型。</translation>
    </message>
    <message>
        <location filename="core/plane_check.py"/>
        <source>The model gave no probability for {count} of {total} pixels, computed on {device}. Choose fp32 as PRECISION; if it is that already, the model&apos;s weights are damaged: import the model again.</source>
        <translation>模型未能给出{total}个像素中{count}个像素的概率（在{device}上计算）。请将PRECISION设为fp32；如果已是fp32，则模型的权重已损坏：请重新导入模型。</translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The model in {folder} is hidden by the one of the same name that came with the plugin. Delete it, or give folder, files and card another name.</source>
        <translation>{folder}中的模型与插件自带的模型同名，因而不可见。请将其删除，或为文件夹、文件和模型卡改用其他名称。</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The model needs {needed:.0f} MB in {folder}, but its disk has only {free:.0f} MB left. Free some space, or choose another models folder.</source>
        <translation>该模型需要{folder}中有{needed:.0f} MB空间，但其所在磁盘仅剩{free:.0f} MB。请释放一些空间，或选择其他模型文件夹。</translation>
    </message>
    <message>
        <location filename="core/model_changes.py"/>
        <source>The model {path} lies outside the models folder {folder}. Change it there with a file manager, or import it.</source>
        <translation>模型{path}位于模型文件夹{folder}之外。请用文件管理器在原处修改，或将其导入。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>The name &apos;{name}&apos; has no letter or digit of the Latin alphabet. Give one like &apos;bijie-vit-l&apos;.</source>
        <translation>名称“{name}”中没有拉丁字母或数字。请使用类似“bijie-vit-l”的名称。</translation>
    </message>
    <message>
        <location filename="core/training_start.py"/>
        <source>The network &apos;{architecture}&apos; is a decoder on SAM&apos;s encoder, but the model &apos;{model}&apos; has none. Choose a SAM model as MODEL, such as one that &apos;Import model&apos; makes from SAM&apos;s own file, or another network.</source>
        <translation>网络“{architecture}”是基于SAM编码器的解码器，但模型“{model}”没有SAM编码器。请选择SAM模型作为MODEL，例如由“导入模型”从SAM官方文件生成的模型，或选择其他网络。</translation>
    </message>
    <message>
        <location filename="core/training_start.py"/>
        <source>The network &apos;{architecture}&apos; is unknown. Choose one of {known}.</source>
        <translation>网络“{architecture}”无法识别。请选择以下之一：{known}。</translation>
    </message>
    <message>
        <location filename="engine/optional_packages.py"/>
        <source>The network {network} needs the package {package} {least} or newer, which the engine&apos;s Python {python} cannot import: {reason}. Run &apos;Install engine&apos; with ACTION=repair. In a Python of your own install {package}.</source>
        <translation>网络{network}需要软件包{package} {least}或更高版本，但引擎的Python（{python}）无法导入该软件包：{reason}。请以ACTION=repair运行“安装引擎”。如果使用自己的Python，请安装{package}。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <source>The outline {path} cannot be used: {reason}. Copy it again from the dataset, or add the image&apos;s mask.</source>
        <translation>轮廓文件{path}无法使用：{reason}。请从数据集中重新复制，或补充该影像的掩膜。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>The outlines are a proposal: check them against the image. Fields, roads, quarries and river bars can look like scars, and old, overgrown or very small landslides are easily missed.</source>
        <translation>这些轮廓仅供参考：请对照影像检查。农田、道路、采石场和河滩可能与滑坡痕迹相似，而老滑坡、已被植被覆盖的滑坡和很小的滑坡容易漏检。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is a folder. Give a file name in it.</source>
        <translation>输出{path}是文件夹。请给出其中的文件名。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is open elsewhere and locked. Close it there (in QGIS: stop editing and remove the layer), or choose another file name.</source>
        <translation>输出{path}已在别处打开并被锁定。请在该处关闭（在QGIS中：停止编辑并移除图层），或选择其他文件名。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>The output {path} is the input itself. Choose another file name, so that the input is kept.</source>
        <translation>输出{path}就是输入本身。请选择其他文件名，以保留输入文件。</translation>
    </message>
    <message>
        <location filename="core/tiles.py"/>
        <source>The overlap is {overlap} px, but the model&apos;s tiles are {tile} px wide. Choose an overlap from 0 to {largest} px; {usual} px is usual.</source>
        <translation>重叠为{overlap} px，但模型的图块宽度为{tile} px。请将重叠设为0至{largest} px；通常为{usual} px。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The pinned PyTorch for {platform} computes on the processor alone. For the {card} give TORCH_INDEX, as pytorch.org &gt; Get started shows it.</source>
        <translation>适用于{platform}的固定版本PyTorch仅使用处理器计算。要使用{card}，请按pytorch.org &gt; Get started所示设置TORCH_INDEX。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The pinned PyTorch for {platform} computes on the processor alone. For the {card} give TORCH_INDEX, as pytorch.org &gt; Get started shows it. Otherwise the processor computes.</source>
        <translation>适用于{platform}的固定版本PyTorch仅使用处理器计算。要使用{card}，请按pytorch.org &gt; Get started所示设置TORCH_INDEX。否则将使用处理器计算。</translation>
    </message>
    <message>
        <location filename="core/chip_scale.py"/>
        <source>The pixel size of the chips is not known, and the chips looked at show no landslide. Give it as CHIP_PIXEL_SIZE.</source>
        <translation>样本块的像素大小未知，且所查看的样本块中没有滑坡。请用CHIP_PIXEL_SIZE指定像素大小。</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <location filename="engine/service.py"/>
        <source>The plugin speaks engine protocol {host}, the engine {own}. Restart QGIS; if that does not help, install the plugin again.</source>
        <translation>插件使用的引擎协议版本为{host}，引擎使用的为{own}。请重启QGIS；如果仍未解决，请重新安装插件。</translation>
    </message>
    <message>
        <location filename="engine/devices.py"/>
        <source>The precision &apos;fp16&apos; needs a graphics card, but the device is &apos;cpu&apos;. Choose &apos;auto&apos;, &apos;fp32&apos; or &apos;bf16&apos;.</source>
        <translation>计算精度“fp16”需要显卡，但设备为“cpu”。请选择“auto”、“fp32”或“bf16”。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>The precision &apos;{value}&apos; is unknown. Choose one of {known}.</source>
        <translation>计算精度“{value}”未知。请选择以下之一：{known}。</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>The previous environment {folder} is still in use; it will be removed at the next installation.</source>
        <translation>先前的环境{folder}仍在使用中；将在下次安装时删除。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>The proxy did not let {package} through: {reason}. Check address, user and password in Settings &gt; Options &gt; Network, or install from an OFFLINE_KIT made on another computer.</source>
        <translation>代理未放行{package}：{reason}。请在“设置 &gt; 选项 &gt; 网络”中检查地址、用户名和密码，或使用在其他计算机上制作的OFFLINE_KIT安装。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The raster &apos;{raster}&apos; lies outside the LABELLED_AREA and is not used.</source>
        <translation>栅格“{raster}”位于LABELLED_AREA之外，不予使用。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The raster has no CRS: the result lies in its own coordinates, and areas and lengths are in their units. Set the CRS with &apos;Assign projection&apos; for metres.</source>
        <translation>该栅格没有坐标参照系：结果采用栅格自身的坐标，面积和长度以该坐标的单位计。如需以米为单位，请用“指定投影”设置坐标参照系。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The raster&apos;s pixels of {own:.3g} m are seen as pixels of {pixel:.3g} m (RESOLUTION).</source>
        <translation>栅格的{own:.3g} m像素将按{pixel:.3g} m像素处理（RESOLUTION）。</translation>
    </message>
    <message>
        <location filename="core/training_request.py"/>
        <source>The report needs the package {package}, which the engine&apos;s Python {python} does not have. Run &apos;Install engine&apos; with ACTION=repair. In a Python of your own install it.</source>
        <translation>报告需要软件包{package}，但引擎的Python（{python}）中没有该软件包。请以ACTION=repair运行“安装引擎”。如果使用自己的Python，请在其中安装该软件包。</translation>
    </message>
    <message>
        <location filename="core/mask_shapes.py"/>
        <source>The run lengths of landslide {name} of {path} are for an image of {height} x {width} pixels and fill {filled} of them, but the image has {true_height} x {true_width}. The labels are damaged or belong to another image.</source>
        <translation>{path}中滑坡{name}的游程编码（RLE）对应{height} x {width}像素的影像，并填充其中{filled}个像素，但影像为{true_height} x {true_width}。这些标注已损坏，或属于其他影像。</translation>
    </message>
    <message>
        <location filename="core/mask_shapes.py"/>
        <source>The run lengths of landslide {name} of {path} are no COCO run lengths. Export the labels again, as polygons.</source>
        <translation>{path}中滑坡{name}的游程编码（RLE）不是COCO游程编码。请将标注重新导出为面。</translation>
    </message>
    <message>
        <location filename="core/feedback.py"/>
        <source>The run was cancelled.</source>
        <translation>运行已取消。</translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>The same training is under way elsewhere, in {folder}. Wait until it has finished, or change a setting such as SEED to train another model beside it.</source>
        <translation>相同的训练正在别处进行，位于{folder}。请等待其完成，或更改SEED等设置，以便同时训练另一个模型。</translation>
    </message>
    <message>
        <location filename="processing/layer_painter.py"/>
        <source>The service of the layer &apos;{layer}&apos; did not give {count} of its pictures: {reason}. What came is kept: run this again later and it goes on there. Or save the part as a file and use that.</source>
        <translation>图层“{layer}”的服务未能提供{count}幅图片：{reason}。已获取的部分已保留：请稍后重新运行，将从中断处继续。也可以将该部分另存为文件后使用。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>The settings or the variable SAM_CFFNET_PYTHON name {python}, which is used instead of the engine that was installed. Clear the setting or variable to use the new engine.</source>
        <translation>设置或变量SAM_CFFNET_PYTHON指定了{python}，当前使用的是它，而不是已安装的引擎。如需使用新引擎，请清除该设置或变量。</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>The shard {path} cannot be merged: {reason}. Copy it again from where it was computed, or compute it again.</source>
        <translation>分片{path}无法合并：{reason}。请从计算该分片的位置重新复制，或重新计算该分片。</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>The shards were computed on different devices ({devices}), so the last digits of the probabilities may differ from those of one device.</source>
        <translation>这些分片在不同的设备（{devices}）上计算，因此概率的末几位数字可能与在同一设备上计算的结果不同。</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>The shards {first} and {second} are not of one run: {differences}. Choose others, or compute one of them again with the parameters of the other.</source>
        <translation>分片{first}与{second}不属于同一次运行：{differences}。请选择其他分片，或用其中一个分片的参数重新计算另一个分片。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>The shares of hits and missed are of all landslides, that of false alarms is of all detections, and those of areas are of the inventory&apos;s or the detected area.</source>
        <translation>命中和漏检的占比以全部滑坡数为基数，误报的占比以全部检测结果数为基数，各项面积的占比以滑坡编目面积或检测面积为基数。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/gvlm.py"/>
        <source>The site {folder} has no image &apos;{name}&apos;. GVLM gives each site im1, im2 (after the event) and ref (the landslides): copy them again, or remove the folder.</source>
        <translation>地点{folder}没有影像“{name}”。GVLM的每个地点都有im1、im2（滑坡发生后）和ref（滑坡）：请重新复制这些文件，或移除该文件夹。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/gvlm.py"/>
        <source>The site {folder} has {first} and {second}. Leave one of them.</source>
        <translation>地点{folder}中同时有{first}和{second}。请只保留其中之一。</translation>
    </message>
    <message>
        <location filename="core/compare.py"/>
        <source>The start model &apos;{model}&apos; is not trained yet, so that {start} and {twin} are the same network. Leave one of them out of ARCHITECTURES.</source>
        <translation>起始模型“{model}”尚未经过训练，因此{start}与{twin}是同一网络。请从ARCHITECTURES中去掉其中一个。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>The stretch to 0-1 is taken from {count} places all over the raster, some {megabytes} MB of pixels, whatever EXTENT and AOI are.</source>
        <translation>拉伸到0-1所用的数值范围取自遍布整个栅格的{count}处，约{megabytes} MB的像素数据，与EXTENT和AOI无关。</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <source>The table has means over the runs, the curves are of the first run of each network. A run has converged in the first epoch whose validation IoU reaches {share:.0%} of its best. Minutes are of this computer; the time to compute SAM&apos;s features, once for all, does not count.</source>
        <translation>表中为各次运行的均值，曲线为每个网络的第一次运行。验证IoU首次达到其最佳值的{share:.0%}的轮次，即为该次运行收敛的轮次。分钟数为本机的计算时间；SAM特征只计算一次，供所有网络共用，其计算时间不计入。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>The threshold {value} is not between 0 and 1 (both excluded). Leave it empty for the model&apos;s own, or give a probability such as 0.5.</source>
        <translation>阈值{value}不在0和1之间（不含0和1）。请留空以使用模型自带的阈值，或输入一个概率，例如0.5。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>The values lie between 0 and 1 and are used as they are.</source>
        <translation>数值介于0和1之间，将直接使用。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The wanted area of {height} x {width} pixels takes {count} tiles; a run can have at most {most} tiles, and {widest} pixels in a row. Set EXTENT or AOI to a part, or a coarser RESOLUTION.</source>
        <translation>所需区域有{height} x {width}个像素，需要{count}个图块；一次运行最多{most}个图块，每行最多{widest}个像素。请将EXTENT或AOI设为其中一部分，或设置更粗的RESOLUTION。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The weights file {path} is damaged: {reason}. Import the model again.</source>
        <translation>权重文件{path}已损坏：{reason}。请重新导入模型。</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>The weights in the archive {path} are not those its card describes (SHA-256 {actual}..., expected {expected}...). Export the model again where it comes from.</source>
        <translation>压缩包{path}中的权重与其模型卡的描述不符（SHA-256为{actual}...，应为{expected}...）。请在其来源处重新导出该模型。</translation>
    </message>
    <message>
        <location filename="core/cluster_worker.py"/>
        <source>The weights were damaged on their way to the worker. Run again.</source>
        <translation>权重在传往工作进程的途中损坏。请重新运行。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>The weights {path} are not those the card of &apos;{model}&apos; describes (SHA-256 {actual}..., expected {expected}...). The file was changed or not copied whole; import it again.</source>
        <translation>权重{path}与“{model}”的模型卡的描述不符（SHA-256为{actual}...，应为{expected}...）。文件已被更改或未复制完整；请重新导入。</translation>
    </message>
    <message>
        <location filename="core/model_archive.py"/>
        <source>The weights {path} are not those the card of &apos;{model}&apos; describes, so an archive with them could not be imported. The file was changed or not copied whole; import the model again.</source>
        <translation>权重{path}与“{model}”的模型卡的描述不符，用其生成的压缩包将无法导入。文件已被更改或未复制完整；请重新导入模型。</translation>
    </message>
    <message>
        <location filename="core/model_library.py"/>
        <source>The weights {path} cannot be read: {reason}. Check the file&apos;s rights and its disk.</source>
        <translation>权重{path}无法读取：{reason}。请检查文件的权限及其所在的磁盘。</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>The weights {path} do not fit the network: of its tensors {differences}. Choose a checkpoint of this network and encoder, and import it again.</source>
        <translation>权重{path}与网络不匹配，其张量存在差异：{differences}。请选择与此网络和编码器对应的检查点，并重新导入。</translation>
    </message>
    <message>
        <location filename="core/model_archive.py"/>
        <source>The weights {path} of the model &apos;{model}&apos; cannot be read: {reason}. Import the model again, or copy the file there.</source>
        <translation>模型“{model}”的权重{path}无法读取：{reason}。请重新导入模型，或将该文件复制到该处。</translation>
    </message>
    <message>
        <location filename="core/cluster_desk.py"/>
        <location filename="core/cluster_worker.py"/>
        <source>The worker knows nothing of this run any more.</source>
        <translation>该工作进程上已没有此次运行的信息。</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <location filename="core/cluster_queue.py"/>
        <source>The worker was lost.</source>
        <translation>与工作进程的连接已断开。</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>The worker {worker} cannot take part: {reason}</source>
        <translation>工作进程{worker}无法参与计算：{reason}</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <source>The worker {worker} was lost.</source>
        <translation>与工作进程{worker}的连接已断开。</translation>
    </message>
    <message>
        <location filename="core/cluster_queue.py"/>
        <source>The worker {worker} was lost; others compute its blocks.</source>
        <translation>与工作进程{worker}的连接已断开；它的块改由其他工作进程计算。</translation>
    </message>
    <message>
        <location filename="core/plan.py"/>
        <source>The working pixel size is {pixel:.3g} m, but the model &apos;{model}&apos; was trained at {low:g} to {high:g} m. Set RESOLUTION to a value in this range for better results.</source>
        <translation>工作像素大小为{pixel:.3g} m，但模型“{model}”训练所用的像素大小为{low:g}至{high:g} m。将RESOLUTION设为该范围内的值，可获得更好的结果。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The {card} has compute capability {capability}, and the pinned PyTorch needs {needed} or higher. For older cards give TORCH_INDEX, as pytorch.org &gt; Get started shows it.</source>
        <translation>{card}的计算能力为{capability}，而固定版本的PyTorch需要{needed}或更高。对于较旧的显卡，请按pytorch.org &gt; Get started所示设置TORCH_INDEX。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>The {card} has compute capability {capability}, and the pinned PyTorch needs {needed} or higher. For older cards give TORCH_INDEX, as pytorch.org &gt; Get started shows it. Otherwise the processor computes.</source>
        <translation>{card}的计算能力为{capability}，而固定版本的PyTorch需要{needed}或更高。对于较旧的显卡，请按pytorch.org &gt; Get started所示设置TORCH_INDEX。否则将使用处理器计算。</translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} layer &apos;{layer}&apos; cannot be brought from its CRS {own} to {crs}. Check that both CRS are right.</source>
        <translation>{role}图层“{layer}”无法从其坐标参照系（{own}）转换到{crs}。请检查两个坐标参照系是否正确。</translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} layer &apos;{layer}&apos; has no CRS; its coordinates are taken as they are.</source>
        <translation>{role}图层“{layer}”没有坐标参照系；将直接使用其坐标。</translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} layer &apos;{layer}&apos; has {count} invalid polygons (such as crossing outlines), which were made valid. Check them if the result looks wrong.</source>
        <translation>{role}图层“{layer}”中有{count}个无效面（例如轮廓自相交），已自动修复。如果结果异常，请检查这些面。</translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>The {role} layer &apos;{layer}&apos; holds no polygon. Choose a layer with polygons; if only selected features are to be used, select some.</source>
        <translation>{role}图层“{layer}”中没有面。请选择含有面的图层；如果仅使用所选要素，请先选中一些要素。</translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} layer &apos;{layer}&apos; holds no polygon. Draw one, or leave the {role} empty.</source>
        <translation>{role}图层“{layer}”中没有面。请绘制一个面，或将{role}留空。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The {role} layer &apos;{layer}&apos; holds no polygon. Draw some first, or choose another layer; if only selected features are to be used, select some.</source>
        <translation>{role}图层“{layer}”中没有面。请先绘制一些面，或选择其他图层；如果仅使用所选要素，请先选中一些要素。</translation>
    </message>
    <message>
        <location filename="processing/polygons.py"/>
        <source>The {role} layer &apos;{layer}&apos; is of the type {kind}, but must be polygons. Choose a polygon layer, or make polygons of it first, with &apos;Buffer&apos; or &apos;Lines to polygons&apos;.</source>
        <translation>{role}图层“{layer}”的类型为{kind}，但必须为面。请选择面图层，或先用“缓冲区”或“线转多边形”将其转为面。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>The {role} layer &apos;{layer}&apos; overlaps none of the rasters: it lies in {own_extent} ({own}), the raster &apos;{raster}&apos; in {extent} ({crs}). Check that both CRS are right, or choose another layer.</source>
        <translation>{role}图层“{layer}”与所有栅格均不重叠：它位于{own_extent}（{own}），而栅格“{raster}”位于{extent}（{crs}）。请检查两者的坐标参照系是否正确，或选择其他图层。</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>The {what} does not overlap the raster, which reaches from {x_min:.10g} to {x_max:.10g} and from {y_min:.10g} to {y_max:.10g}. Check its CRS, or leave it empty.</source>
        <translation>{what}与栅格不重叠；栅格的X范围为{x_min:.10g}至{x_max:.10g}，Y范围为{y_min:.10g}至{y_max:.10g}。请检查其坐标参照系，或将其留空。</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>There are no detections to compare, so all landslides are missed.</source>
        <translation>没有可比较的检测结果，因此所有滑坡均为漏检。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is already a model &apos;{model}&apos; in {folder}. Choose another NAME.</source>
        <translation>{folder}中已有模型“{model}”。请使用其他NAME。</translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <location filename="engine/checkpoints.py"/>
        <source>There is no checkpoint file {path}. Check the path.</source>
        <translation>检查点文件{path}不存在。请检查路径。</translation>
    </message>
    <message>
        <location filename="engine/encoder_weights.py"/>
        <source>There is no folder {folder} with weights of encoders. Check the path.</source>
        <translation>编码器权重文件夹{folder}不存在。请检查路径。</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>There is no folder {folder}. Create it, or choose another one.</source>
        <translation>文件夹{folder}不存在。请创建该文件夹，或选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is no model &apos;{model}&apos;. Known models: {known}. Choose one of them, give the path of a model card, or import a checkpoint with &apos;Import model&apos;.</source>
        <translation>没有模型“{model}”。已知的模型：{known}。请选择其中之一、给出模型卡的路径，或用“导入模型”导入检查点。</translation>
    </message>
    <message>
        <location filename="core/registry.py"/>
        <source>There is no model card {path}. A model is a .safetensors file with a .json card of the same name beside it; &apos;Import model&apos; makes both from a checkpoint.</source>
        <translation>模型卡{path}不存在。模型由.safetensors文件及其同名的.json模型卡组成；“导入模型”可从检查点生成这两个文件。</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>There is no raster at {path}, where the shards found it. Give its place of today as INPUT.</source>
        <translation>{path}处没有栅格，而分片计算时栅格位于该处。请用INPUT给出其当前位置。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>There is no right to write in {folder} ({step}). Choose a FOLDER of your own and run again.</source>
        <translation>没有{folder}的写入权限（{step}）。请将FOLDER设为您有写入权限的文件夹，然后重新运行。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>There is {have}, but {missing} is missing. Copy the dataset again as a whole, or remove the file that is alone.</source>
        <translation>已有{have}，但缺少{missing}。请重新完整复制数据集，或移除这个单独的文件。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>This Linux is too old for the packages: {reason}. They need glibc 2.28 (Debian 10, Ubuntu 20.04, RHEL 8 or newer). Use a newer system, or name a Python with torch 2.6 in PYTHON.</source>
        <translation>此Linux系统版本过旧，不支持所需的软件包：{reason}。软件包需要glibc 2.28（Debian 10、Ubuntu 20.04、RHEL 8或更高版本）。请使用更新的系统，或在PYTHON中指定装有torch 2.6的Python。</translation>
    </message>
    <message>
        <location filename="engine/predictor.py"/>
        <source>This computer has too little free memory for one tile of this model. Close other programs or choose a smaller model.</source>
        <translation>本机的可用内存不足以用此模型处理一个图块。请关闭其他程序或选择更小的模型。</translation>
    </message>
    <message>
        <location filename="engine/devices.py"/>
        <source>This computer has too little free memory for this model. Close other programs or choose a smaller model.</source>
        <translation>本机的可用内存不足以运行此模型。请关闭其他程序或选择更小的模型。</translation>
    </message>
    <message>
        <location filename="core/fine_tune.py"/>
        <source>This run has already made the model &apos;{model}&apos;; it is not made again.</source>
        <translation>此运行已生成模型“{model}”，不再重复生成。</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Tiles</source>
        <translation>图块数</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Time of this call</source>
        <translation>本次运行用时</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Total area</source>
        <translation>总面积</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/training_report.py"/>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <location filename="core/training_run.py"/>
        <source>Training needs {needed:.2f} GB of disk space in {folder}, but {free:.2f} GB are free. Free some space, lower CACHE_GB, or choose a CACHE_FOLDER on another disk.</source>
        <translation>训练需要{folder}中有{needed:.2f} GB磁盘空间，但仅有{free:.2f} GB可用。请释放一些空间、减小CACHE_GB，或将CACHE_FOLDER设在其他磁盘上。</translation>
    </message>
    <message>
        <location filename="core/training_course.py"/>
        <source>Training on {device}.</source>
        <translation>正在{device}上训练。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>Tried on {device}: ready after {ready:.1f} s, {tile:.3f} s a tile, result as it should be.</source>
        <translation>已在{device}上试运行：{ready:.1f} s后就绪，每个图块{tile:.3f} s，结果正确。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Tuned model</source>
        <translation>微调后的模型</translation>
    </message>
    <message>
        <location filename="processing/detection_request.py"/>
        <source>UNCERTAINTY was asked for without TTA, but it is the disagreement of TTA&apos;s eight views. Switch TTA on, or leave UNCERTAINTY empty.</source>
        <translation>要求输出UNCERTAINTY，但未启用TTA；不确定性正是TTA的八个视图之间的差异。请启用TTA，或将UNCERTAINTY留空。</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>UNCERTAINTY was asked for, but the shards were computed without TTA. Leave UNCERTAINTY empty, or compute them with TTA.</source>
        <translation>要求输出UNCERTAINTY，但这些分片计算时未启用TTA。请将UNCERTAINTY留空，或启用TTA重新计算这些分片。</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Unfinished detections</source>
        <translation>未完成的检测</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>Unfinished fine-tunings</source>
        <translation>未完成的微调</translation>
    </message>
    <message>
        <location filename="core/comparison_settings.py"/>
        <source>VALIDATION and TEST together keep {kept:.0%} of the landslides, which leaves too few for training. Lower them to {most:.0%} together.</source>
        <translation>VALIDATION和TEST合计留出{kept:.0%}的滑坡，剩余的滑坡过少，不足以训练。请将两者合计降至{most:.0%}。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <location filename="core/comparison_curves.py"/>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Validation IoU</source>
        <translation>验证IoU</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/detection_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Values stretched to 0–1</source>
        <translation>拉伸到0–1的数值</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Variation of the tiles</source>
        <translation>图块数据增强</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>Weights at the start</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>What came for {package} is not what was pinned (its SHA-256 differs), so it was not installed. The download was damaged or changed on its way: run again, try another INDEX, or install from an OFFLINE_KIT.</source>
        <translation>下载的{package}与固定的版本不符（SHA-256不同），因此未安装。下载内容已损坏或在传输途中被改动：请重新运行，换用其他INDEX，或从OFFLINE_KIT安装。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>What came has a wrong SHA-256. Beginning anew.</source>
        <translation>下载内容的SHA-256不正确，正在重新下载。</translation>
    </message>
    <message>
        <location filename="core/compare.py"/>
        <source>What is finished is kept in {folder}, since runs were left out: the same call trains them alone, for example when more memory is free.</source>
        <translation>由于略去了部分运行，已完成的部分保留在{folder}中：以相同的设置再次运行时只训练被略去的运行，例如可在空闲内存更多时进行。</translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>Windows lacks the Microsoft Visual C++ runtime, or it is too old: {reason}. Install &apos;Microsoft Visual C++ Redistributable 2015-2022 (x64)&apos; from Microsoft and run again.</source>
        <translation>Windows缺少Microsoft Visual C++运行库，或其版本过旧：{reason}。请从Microsoft下载并安装“Microsoft Visual C++ Redistributable 2015-2022 (x64)”，然后重新运行。</translation>
    </message>
    <message>
        <location filename="processing/detect_landslides.py"/>
        <source>With SHARD only SHARD_FILE is written. &apos;Merge shards&apos; makes {outputs} of all parts.</source>
        <translation>设置SHARD时只写入SHARD_FILE。{outputs}由“合并分片”根据所有分片生成。</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>With landslides</source>
        <translation>含滑坡</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>Without AREA the ground is the box around all polygons; only the share of correct pixels depends on it.</source>
        <translation>未给出AREA时，以包围所有面的矩形作为评估区域；只有像素正确率受其影响。</translation>
    </message>
    <message>
        <location filename="core/cluster_dask.py"/>
        <source>Without the package &apos;cryptography&apos; the workers of local:N also listen to other users of this computer. Install it where you do not trust them.</source>
        <translation>没有软件包“cryptography”时，local:N的工作进程也会接受本机其他用户的连接。如果您不信任这些用户，请安装该软件包。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/detection_report.py"/>
        <source>Working resolution</source>
        <translation>工作分辨率</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>after calibration</source>
        <translation>校准后</translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>answers with HTTP status {status}</source>
        <translation>返回HTTP状态{status}</translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>answers with a web page, perhaps of a login to the network</source>
        <translation>返回的是网页，可能是网络登录页面</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>before calibration</source>
        <translation>校准前</translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>below {high}</source>
        <translation>小于{high}</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>chosen</source>
        <translation>所选</translation>
    </message>
    <message>
        <location filename="processing/web_reply.py"/>
        <source>did not answer within the time limit of QGIS&apos;s network settings</source>
        <translation>未在QGIS网络设置的时限内应答</translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>does not go on from byte {start}</source>
        <translation>不能从第{start}字节处续传</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/detection_report.py"/>
        <location filename="core/evaluation_report.py"/>
        <location filename="core/training_report.py"/>
        <source>en</source>
        <translation>zh-Hans</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>encoder of ImageNet, decoder random</source>
        <translation>编码器用ImageNet权重，解码器随机初始化</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>encoder of the start model, decoder random</source>
        <translation>编码器取自起始模型，解码器随机初始化</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>ended after {have} of {size} bytes</source>
        <translation>传输中断，已收到{have}字节，共{size}字节</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>false alarm</source>
        <translation>误报</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>flips and turns; decoders on SAM see {count} of the eight</source>
        <translation>翻转和旋转；基于SAM的解码器使用八种中的{count}种</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>hit</source>
        <translation>命中</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>installing PyTorch</source>
        <translation>安装PyTorch</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>installing {package}</source>
        <translation>安装{package}</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>it computes in another way than {first}: {differences}. Only like workers give the result of one computer: end the others, or set DEVICE, PRECISION and BATCH, and the same number of threads for all.</source>
        <translation>其计算方式与{first}不同：{differences}。只有各工作进程的计算方式相同，结果才能与单机一致：请结束与之不同的工作进程，或设置DEVICE、PRECISION和BATCH，并让所有工作进程使用相同的线程数。</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>it has Python {other}, but this computer has {own}. Start it with the same version.</source>
        <translation>其Python版本为{other}，而本机为{own}。请用相同的版本启动它。</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>it has another version of the plugin ({other}) than this computer ({own}). Let the folder that holds &apos;sam_cffnet_qgis&apos; of the same version be on the PYTHONPATH of all workers.</source>
        <translation>其插件版本（{other}）与本机（{own}）不同。请将相同版本的“sam_cffnet_qgis”所在的文件夹加入所有工作进程的PYTHONPATH。</translation>
    </message>
    <message>
        <location filename="core/cluster_members.py"/>
        <source>its Python lacks what the plugin needs ({reason}). Start it with the Python of QGIS, or one that has numpy and GDAL.</source>
        <translation>其Python缺少插件所需的组件（{reason}）。请用QGIS的Python，或装有numpy和GDAL的Python启动它。</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>making the environment</source>
        <translation>创建环境</translation>
    </message>
    <message>
        <location filename="core/detection_map.py"/>
        <source>map units</source>
        <translation>地图单位</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <location filename="core/evaluation_report.py"/>
        <source>missed</source>
        <translation>漏检</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>no landslide</source>
        <translation>无滑坡</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>no landslide, {share:.1%} false alarm</source>
        <translation>无滑坡，误报{share:.1%}</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>none: all tiles were kept</source>
        <translation>无：所有图块均为此前保留</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>not in the file</source>
        <translation>文件中未记录</translation>
    </message>
    <message>
        <location filename="core/training_report.py"/>
        <source>of the start model</source>
        <translation>取自起始模型</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them false alarms</source>
        <translation>其中误报</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them hit by any detection</source>
        <translation>其中被任意检测结果命中</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them hit by one detection with IoU of {limit} or more</source>
        <translation>其中被单个检测结果命中且IoU不低于{limit}</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them missed</source>
        <translation>其中漏检</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>of them on a landslide</source>
        <translation>其中位于滑坡上</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>of them trained [10⁶]</source>
        <translation>其中参与训练 [10⁶]</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <location filename="core/download_answer.py"/>
        <source>offers {offered} bytes instead of {expected}</source>
        <translation>提供{offered}字节，而应为{expected}字节</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <location filename="core/probability_report.py"/>
        <source>pixels grouped by tenths of probability</source>
        <translation>按概率每0.1分组的像素</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>random</source>
        <translation>随机初始化</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>reading pip&apos;s settings</source>
        <translation>读取pip的设置</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>redirects more than {count} times</source>
        <translation>重定向超过{count}次</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>redirects to {target}, which is not safe</source>
        <translation>重定向到不安全的地址{target}</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>sends more than the {size} bytes of the file</source>
        <translation>发送的数据超过该文件应有的{size}字节</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>sent another file: its SHA-256 is wrong</source>
        <translation>发送了另一个文件：其SHA-256不正确</translation>
    </message>
    <message>
        <location filename="processing/web_reply.py"/>
        <source>sent nothing for {seconds:g} s</source>
        <translation>{seconds:g} s内未发送任何数据</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>that of the images</source>
        <translation>与影像相同</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>that of the start model</source>
        <translation>与起始模型相同</translation>
    </message>
    <message>
        <location filename="core/diagnostics.py"/>
        <source>the report says why</source>
        <translation>原因见报告</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <location filename="core/installer.py"/>
        <source>uv failed, trying pip: {reason}</source>
        <translation>uv失败，正在改用pip：{reason}</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>whole raster</source>
        <translation>整个栅格</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{area:g} m²</source>
        <translation>{area:g} m²</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{count} bands were chosen, but the model needs 3. Choose 3 bands in the order red, green, blue, or one band to use it for all three.</source>
        <translation>选择了{count}个波段，但模型需要3个。请按红、绿、蓝的顺序选择3个波段，或选择一个波段同时用作三个波段。</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>{count} chips are left out, so that training, validation and test ground do not touch.</source>
        <translation>为使训练、验证和测试区互不接触，略去了{count}个样本块。</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>{count} chips for {role}: {landslide} with landslides, {negative} that look like them, {near} near, {far} far from them.</source>
        <translation>{role}用样本块{count}个：含滑坡{landslide}个，形似滑坡{negative}个，靠近滑坡{near}个，远离滑坡{far}个。</translation>
    </message>
    <message>
        <location filename="core/model_import.py"/>
        <source>{count} entries of the checkpoint are not needed and were left out ({shown}, ...).</source>
        <translation>检查点中有{count}个条目不需要，已略去（{shown}, ...）。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>{count} epochs</source>
        <translation>{count}个轮次</translation>
    </message>
    <message>
        <location filename="core/comparison_listener.py"/>
        <source>{count} epochs fit into the training time of a row.</source>
        <translation>一次运行的训练时间内可完成{count}个轮次。</translation>
    </message>
    <message>
        <location filename="core/evaluate.py"/>
        <source>{count} of {total} inventory polygons lie outside the area or on nodata and do not count.</source>
        <translation>滑坡编目的{total}个面中有{count}个位于区域之外或无数据值处，不计入。</translation>
    </message>
    <message>
        <location filename="core/label_tiles.py"/>
        <source>{count} of {total} label polygons are smaller than a pixel and may teach nothing. Choose a finer raster, or a smaller RESOLUTION.</source>
        <translation>{total}个标注面中有{count}个小于一个像素，可能起不到训练作用。请选择更精细的栅格，或更小的RESOLUTION。</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>{count} pixels of the layer &apos;{layer}&apos; are plain grey, as in pictures that were not received whole. They are taken as ground without an image.</source>
        <translation>图层“{layer}”有{count}个像素为纯灰色，与未接收完整的图片一样。这些像素按没有影像的区域处理。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>{count} pixels of {size} m were compared; {share:.2%} of them are landslide in the inventory. All figures but the last are of the landslide class alone, from totals.</source>
        <translation>共对比{count}个{size} m的像素；其中{share:.2%}在滑坡编目中为滑坡。除最后一项外，所有指标仅针对滑坡类别，按总数计算。</translation>
    </message>
    <message>
        <location filename="processing/evaluation_request.py"/>
        <source>{count} polygons of &apos;{layer}&apos; have the status &apos;rejected&apos; and are left out.</source>
        <translation>“{layer}”中有{count}个面的状态为“rejected”，已略去。</translation>
    </message>
    <message>
        <location filename="processing/labels.py"/>
        <source>{count} polygons of &apos;{layer}&apos; have the status &apos;{status}&apos;: nobody has reviewed them, and they are taken as landslides. Review them, or leave them out with the FILTER &quot;{field}&quot; IS NOT &apos;{status}&apos;.</source>
        <translation>“{layer}”中有{count}个面的状态为“{status}”：尚未经人工审核，按滑坡处理。请先审核，或将FILTER设为 &quot;{field}&quot; IS NOT &apos;{status}&apos; 以略去这些面。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{count} px</source>
        <translation>{count} px</translation>
    </message>
    <message>
        <location filename="core/drawn_image.py"/>
        <source>{count} runs are drawing the same part of the same layer. Wait until one of them has ended.</source>
        <translation>有{count}次运行正在绘制同一图层的同一部分。请等待其中一个结束。</translation>
    </message>
    <message>
        <location filename="core/journal.py"/>
        <source>{count} tiles were computed before this run was stopped; going on with the others.</source>
        <translation>此运行停止前已计算{count}个图块；正在继续计算其余图块。</translation>
    </message>
    <message>
        <location filename="core/evaluation_report.py"/>
        <source>{detections} against {inventory}</source>
        <translation>{detections}与{inventory}的对比</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{done} of about {to_do} tiles, about {duration} left.</source>
        <translation>已完成约{to_do}个图块中的{done}个，剩余约{duration}。</translation>
    </message>
    <message>
        <location filename="core/graphics_card.py"/>
        <source>{download} MB will be downloaded; the installation takes {disk} MB of disk space ({name}: {installed}).</source>
        <translation>将下载{download} MB，安装将占用{disk} MB磁盘空间（{name}：{installed}）。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{file} could not be downloaded. Tried: {sources}. Check the network and QGIS&apos;s proxy, name a MIRROR, or fetch the file with a browser and copy it to {folder}; what came so far is kept.</source>
        <translation>无法下载{file}。已尝试：{sources}。请检查网络和QGIS的代理设置，指定MIRROR，或用浏览器下载该文件并复制到{folder}；已下载的部分会保留。</translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>{file} needs {needed:.0f} MB more in {folder}, but its disk has only {free:.0f} MB left. Free some space there, or download it to another disk with a browser from {source} and give its path instead of DOWNLOAD.</source>
        <translation>{file}在{folder}中还需要{needed:.0f} MB，但其所在磁盘仅剩{free:.0f} MB。请在该磁盘上释放一些空间，或用浏览器从{source}下载到其他磁盘，并给出其路径以代替DOWNLOAD。</translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <location filename="processing/text_files.py"/>
        <source>{first} and {second} are both {path}. Give each a file name of its own.</source>
        <translation>{first}和{second}均为{path}。请为二者分别指定文件名。</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>{folder} is still in use by a run. Wait until it has ended, and remove again.</source>
        <translation>某次运行仍在使用{folder}。请等待其结束后再次删除。</translation>
    </message>
    <message>
        <location filename="core/cluster_store.py"/>
        <source>{found} of {count} blocks were computed before this run was stopped; going on with the others.</source>
        <translation>此运行停止前已计算{count}块中的{found}块；正在继续计算其余的块。</translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>{low} and more</source>
        <translation>{low}及以上</translation>
    </message>
    <message>
        <location filename="core/object_metrics.py"/>
        <source>{low} to {high}</source>
        <translation>{low}至{high}</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/training_report.py"/>
        <source>{minutes:.1f} min</source>
        <translation>{minutes:.1f} min</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>{minutes:g} min, at least one epoch</source>
        <translation>{minutes:g} min，至少一个轮次</translation>
    </message>
    <message>
        <location filename="processing/training_reader.py"/>
        <source>{missing} is empty. Training needs rasters (INPUT) and polygons of the landslides on them (LABELS); or instead of both a folder of chips (CHIPS).</source>
        <translation>{missing}为空。训练需要栅格（INPUT）及其上的滑坡面（LABELS）；也可以用样本块文件夹（CHIPS）代替这两者。</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>{missing} of {count} shards are missing: {numbers}. Choose their files too, or compute them, such as with SHARD={number}/{count}.</source>
        <translation>{count}个分片中缺少{missing}个：{numbers}。请一并选择其文件，或计算这些分片，例如设置SHARD={number}/{count}。</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>{model}: {problem}</source>
        <translation>{model}：{problem}</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>{names} and {count} more</source>
        <translation>{names}，另有{count}个</translation>
    </message>
    <message>
        <location filename="processing/install_request.py"/>
        <source>{name} is &apos;{address}&apos;, which is no address of an index. Give one that begins with https://, or leave it empty.</source>
        <translation>{name}为“{address}”，不是有效的索引地址。请给出以https://开头的地址，或将其留空。</translation>
    </message>
    <message>
        <location filename="processing/import_model.py"/>
        <source>{name} is &apos;{path}&apos;, but there is no such file. Give the path of a checkpoint.</source>
        <translation>{name}为“{path}”，但该文件不存在。请给出检查点的路径。</translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is &apos;{value}&apos;, which is no number. Give a number such as {example}.</source>
        <translation>{name}为“{value}”，不是数字。请给出数字，例如{example}。</translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is &apos;{value}&apos;, which is no valid raster layer. Choose a raster layer of the project, or give the path of a raster file.</source>
        <translation>{name}为“{value}”，不是有效的栅格图层。请选择工程中的栅格图层，或给出栅格文件的路径。</translation>
    </message>
    <message>
        <location filename="processing/parameter_reader.py"/>
        <source>{name} is &apos;{value}&apos;, which is no valid vector layer. Choose a polygon layer, or give the path of one.</source>
        <translation>{name}为“{value}”，不是有效的矢量图层。请选择面图层，或给出其路径。</translation>
    </message>
    <message>
        <location filename="processing/manage_models.py"/>
        <source>{name} is empty, but &apos;{action}&apos; needs it. Give a value.</source>
        <translation>{name}为空，但“{action}”需要该参数。请给出一个值。</translation>
    </message>
    <message>
        <location filename="processing/sinks.py"/>
        <source>{name} is {path}, but the raster is written as GeoTIFF. Give a name that ends in .tif.</source>
        <translation>{name}为{path}，但栅格将以GeoTIFF格式写入。请给出以.tif结尾的文件名。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>{name} is {value}, but must be 0 or more. Give 0 to switch it off.</source>
        <translation>{name}为{value}，但必须大于或等于0。设为0可将其关闭。</translation>
    </message>
    <message>
        <location filename="processing/bridge.py"/>
        <source>{name} is {value}, but must be a whole number, such as 1.</source>
        <translation>{name}为{value}，但必须为整数，例如1。</translation>
    </message>
    <message>
        <location filename="core/settings.py"/>
        <source>{name} is {value}, but must be from {low} to {high}.</source>
        <translation>{name}为{value}，但必须在{low}到{high}之间。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <source>{network} has the highest mean IoU on the validation ground. The highest value of each column is bold. After ± stands the sample standard deviation of the runs, which differ in their random numbers alone; a single run has none.</source>
        <translation>{network}在验证区上的平均IoU最高。每列的最高值以粗体显示。±之后为各次运行的样本标准差，各次运行仅随机数不同；只有一次运行时没有标准差。</translation>
    </message>
    <message>
        <location filename="core/compare.py"/>
        <source>{network} has the highest validation IoU; its IoU on the test ground is {iou:.3f}, F1 {f1:.3f}.</source>
        <translation>{network}的验证IoU最高；其在测试区上的IoU为{iou:.3f}，F1为{f1:.3f}。</translation>
    </message>
    <message>
        <location filename="core/comparison_report.py"/>
        <location filename="core/comparison_rows.py"/>
        <source>{network}, seed {seed}, is left out: {reason}</source>
        <translation>已略去{network}（随机种子{seed}）：{reason}</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>{network}: {parameters:.1f} million parameters, {gflops:,.0f} GFLOPs and {seconds:.2f} s a tile; it starts from {start}.</source>
        <translation>{network}：{parameters:.1f}百万个参数，每个图块{gflops:,.0f} GFLOPs、{seconds:.2f} s；从{start}开始。</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>{number} of {count}: {package} {version}</source>
        <translation>第{number}个，共{count}个：{package} {version}</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} could not be fetched: {reason}. Check the network and run again; it goes on where it was. Without a network install from an OFFLINE_KIT made on another computer.</source>
        <translation>无法获取{package}：{reason}。请检查网络后重新运行，将从中断处继续。没有网络时，请从在另一台计算机上制作的OFFLINE_KIT安装。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} could not be installed while {step}: {reason}. Run again; if it happens again, run the algorithm &apos;Diagnostics&apos; and send its report with this message.</source>
        <translation>在{step}时无法安装{package}：{reason}。请重新运行；如果再次出现，请运行算法“诊断”，并将其报告与此消息一并发送。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} has no build for this computer: {reason}. Name a Python with torch 2.6 in PYTHON if you have one.</source>
        <translation>没有适用于此计算机的{package}构建版本：{reason}。如果您有装有torch 2.6的Python，请在PYTHON中指定。</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>{package} is not available there: {reason}. Check INDEX or OFFLINE_KIT, or leave INDEX empty.</source>
        <translation>该处没有{package}：{reason}。请检查INDEX或OFFLINE_KIT，或将INDEX留空。</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>{path} cannot be removed: {reason}.</source>
        <translation>无法删除{path}：{reason}。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} gives its pixels no size or place on the map (geotransform {numbers}). Its header is damaged: set the place with &apos;Translate&apos;, option -a_ullr, or export the raster again.</source>
        <translation>{path}没有给出像素的大小或在地图上的位置（geotransform {numbers}）。其文件头已损坏：请用“转换 (格式转换)”的选项-a_ullr设置位置，或重新导出该栅格。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has a CRS in degrees ({crs}), but reaches from latitude {low:g} to {high:g}. Its CRS is probably wrong: set the right one with &apos;Assign projection&apos;.</source>
        <translation>{path}采用以度为单位的坐标参照系（{crs}），但纬度范围为{low:g}到{high:g}。其坐标参照系可能有误：请用“指定投影”设置正确的坐标参照系。</translation>
    </message>
    <message>
        <location filename="core/hdf5.py"/>
        <source>{path} has no array &apos;{name}&apos;; it has {names}. Copy it again from the dataset.</source>
        <translation>{path}中没有数组“{name}”，只有{names}。请从数据集中重新复制。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>{path} has no column &apos;{column}&apos;. Its first line must name the columns {columns}.</source>
        <translation>{path}没有“{column}”列。其首行必须列出列名{columns}。</translation>
    </message>
    <message>
        <location filename="core/chip_entry.py"/>
        <source>{path} has no image of the same name. Copy the dataset again as a whole, or remove this file.</source>
        <translation>{path}没有同名的影像。请重新完整复制数据集，或移除该文件。</translation>
    </message>
    <message>
        <location filename="core/stretches.py"/>
        <source>{path} has no valid pixel in the chosen bands: all are nodata, masked or not a number. Choose another raster or other bands.</source>
        <translation>{path}在所选波段中没有有效像素：全部为无数据值、被掩膜或非数值。请选择其他栅格或其他波段。</translation>
    </message>
    <message>
        <location filename="core/predict.py"/>
        <source>{path} has no valid pixel in the wanted area: all are nodata or masked. Choose another raster, extent or AOI.</source>
        <translation>{path}在所需区域内没有有效像素：全部为无数据值或被掩膜。请选择其他栅格、范围或AOI。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has {count} bands, but the model needs 3: red, green and blue. Choose one band in BANDS to use it for all three, or take another raster.</source>
        <translation>{path}有{count}个波段，但模型需要3个：红、绿、蓝。请在BANDS中选择一个波段同时用作三个波段，或换用其他栅格。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} has {height} x {width} pixels, but an edge can have {most} at most. Its header is damaged, or it is a mosaic of which a part should be cut out first.</source>
        <translation>{path}有{height} x {width}个像素，但每边最多{most}个。其文件头已损坏；或者它是镶嵌影像，请先裁剪出其中一部分。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} holds no raster bands. If it contains subdatasets, choose one of them.</source>
        <translation>{path}不含栅格波段。如果其中包含子数据集，请选择其中之一。</translation>
    </message>
    <message>
        <location filename="core/hdf5.py"/>
        <source>{path} is an HDF5 file, but this GDAL has no driver for it. Use a QGIS whose GDAL reads HDF5, or convert the dataset to images and masks.</source>
        <translation>{path}是HDF5文件，但当前GDAL没有对应的驱动程序。请使用GDAL能读取HDF5的QGIS，或将数据集转换为影像和掩膜。</translation>
    </message>
    <message>
        <location filename="core/cluster_desk.py"/>
        <source>{path} is another raster there than here: {differences}. Give all workers the same file.</source>
        <translation>该处的{path}与本机的不是同一个栅格：{differences}。请为所有工作进程提供同一个文件。</translation>
    </message>
    <message>
        <location filename="core/kept_files.py"/>
        <source>{path} is in use by a run and is kept.</source>
        <translation>某次运行正在使用{path}，予以保留。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/landslide4sense.py"/>
        <source>{path} is not named like the files of Landslide4Sense, such as {example}. Rename or remove it.</source>
        <translation>{path}的名称不符合Landslide4Sense文件的命名方式（例如{example}）。请将其重命名或移除。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{path} is not the known file (another size or SHA-256), and is replaced.</source>
        <translation>{path}不是已知的文件（大小或SHA-256不同），将被替换。</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>{path} is not the raster of which the shards were computed: {differences}. Give that one as INPUT, and merge with the version of the plugin that computed them.</source>
        <translation>{path}不是计算这些分片所用的栅格：{differences}。请将INPUT设为计算时所用的栅格，并使用计算这些分片的插件版本进行合并。</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>{path} is placed by ground control points or RPCs only, so its pixels have no fixed map position. Warp it first (Raster &gt; Projections &gt; Warp) and use the result.</source>
        <translation>{path}仅通过地面控制点或RPC定位，因此其像素没有固定的地图位置。请先进行变形（栅格 &gt; 投影 &gt; 变形 (重投影)），再使用其结果。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{path}, model {model}, {date}</source>
        <translation>{path}，模型{model}，{date}</translation>
    </message>
    <message>
        <location filename="gui/engine_box.py"/>
        <source>{python}, named by {origin}</source>
        <translation>{python}，由{origin}指定</translation>
    </message>
    <message>
        <location filename="processing/install_engine.py"/>
        <source>{python}: {versions}</source>
        <translation>{python}：{versions}</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f} s</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{seconds:.2f} s a tile in the first batch: about {duration} in all.</source>
        <translation>第一批中每个图块{seconds:.2f} s：总共约{duration}。</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>{share:.1%} false alarm</source>
        <translation>误报占{share:.1%}</translation>
    </message>
    <message>
        <location filename="core/comparison_pictures.py"/>
        <source>{share:.1%} landslide, mean IoU {iou:.2f}</source>
        <translation>滑坡占{share:.1%}，平均IoU {iou:.2f}</translation>
    </message>
    <message>
        <location filename="processing/web_layer.py"/>
        <source>{share:.2%} of the wanted part of the layer &apos;{layer}&apos; have no picture and are left out.</source>
        <translation>图层“{layer}”所需部分的{share:.2%}没有图像，已被略去。</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{size:.3g} m</source>
        <translation>{size:.3g} m</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{size:g} m</source>
        <translation>{size:g} m</translation>
    </message>
    <message>
        <location filename="core/detection_report.py"/>
        <source>{slope:g} degrees</source>
        <translation>{slope:g}°</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{source}: {reason}.</source>
        <translation>{source}：{reason}。</translation>
    </message>
    <message>
        <location filename="processing/download.py"/>
        <source>{source}: {reason}. {have:.1f} MB are here; trying again.</source>
        <translation>{source}：{reason}。已有{have:.1f} MB；正在重试。</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco.py"/>
        <source>{text} lists the image {name}, but it is not in {folder}. Copy the images there.</source>
        <translation>{text}列出了影像{name}，但{folder}中没有该影像。请将影像复制到该处。</translation>
    </message>
    <message>
        <location filename="core/chip_entry.py"/>
        <source>{text} names {path}, which lies outside the folder. Put all images and masks into it.</source>
        <translation>{text}中列出的{path}位于该文件夹之外。请将所有影像和掩膜放入该文件夹。</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{total} tiles: {outside} outside the wanted area, about {empty} without data, about {to_do} to compute. Up to {megabytes} MB of disk space while the run goes on.</source>
        <translation>共{total}个图块：{outside}个位于所需区域之外，约{empty}个没有数据，约{to_do}个需要计算。运行期间最多占用{megabytes} MB磁盘空间。</translation>
    </message>
</context>
<context>
    <name>phrase</name>
    <message>
        <location filename="core/engine_client.py"/>
        <source> Its last words: {words}.</source>
        <translation> 其最后的输出：{words}。</translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>&apos;Install engine&apos;</source>
        <translation>“安装引擎”</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{card}&apos; and &apos;{weights}&apos; do not belong together</source>
        <translation>“{card}”与“{weights}”不匹配</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; cannot be unpacked ({reason})</source>
        <translation>“{name}”无法解压（{reason}）</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>&apos;{name}&apos; in it ends too early</source>
        <translation>其中的“{name}”提前结束</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>&apos;{name}&apos; in it holds more than it should</source>
        <translation>其中的“{name}”含有多余的内容</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>&apos;{name}&apos; in it is damaged ({reason})</source>
        <translation>其中的“{name}”已损坏（{reason}）</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is a link or no plain file</source>
        <translation>“{name}”是链接或不是普通文件</translation>
    </message>
    <message>
        <location filename="core/cluster_job.py"/>
        <source>&apos;{name}&apos; is damaged</source>
        <translation>“{name}”已损坏</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is encrypted</source>
        <translation>“{name}”已加密</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <location filename="core/shard_archive.py"/>
        <source>&apos;{name}&apos; is larger than {most} bytes</source>
        <translation>“{name}”大于{most}字节</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; is packed in a way that is not allowed</source>
        <translation>“{name}”的压缩方式不允许使用</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>&apos;{name}&apos; unpacks to more than {most} times its size</source>
        <translation>“{name}”解压后超过其大小的{most}倍</translation>
    </message>
    <message>
        <location filename="core/hdf5.py"/>
        <location filename="core/raster.py"/>
        <source>GDAL does not know the format</source>
        <translation>GDAL不识别该格式</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>ImageNet weights of the encoder</source>
        <translation>编码器的ImageNet权重</translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>QGIS itself</source>
        <translation>QGIS自身</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>SAM&apos;s encoder</source>
        <translation>SAM的编码器</translation>
    </message>
    <message>
        <location filename="core/public_source.py"/>
        <source>a description of a service</source>
        <translation>服务的描述</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>an entry of &apos;{name}&apos; has no id, or one used twice: {key}</source>
        <translation>“{name}”中有一个条目没有id，或其id重复：{key}</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>annotation {name} has a box at most, but no &apos;segmentation&apos;</source>
        <translation>标注条目{name}没有“segmentation”，至多只有边界框</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>annotation {name} has a polygon that is not three or more x, y</source>
        <translation>标注条目{name}中有一个面不是由三组或更多x, y坐标组成</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>annotation {name} has no COCO run lengths</source>
        <translation>标注条目{name}没有COCO游程编码（RLE）</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>annotation {name} has the {field} {key}, which the file does not list</source>
        <translation>标注条目{name}的{field}为{key}，但文件中没有列出</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>area of interest (AOI)</source>
        <translation>感兴趣区（AOI）</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>exit code {code}</source>
        <translation>退出代码{code}</translation>
    </message>
    <message>
        <location filename="core/area.py"/>
        <source>extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>it closed its output</source>
        <translation>其输出已关闭</translation>
    </message>
    <message>
        <location filename="core/install_failures.py"/>
        <source>it gave no reason</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <source>it gives no outline of three corners or more</source>
        <translation>没有给出至少三个角点的轮廓</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it has an unknown entry &apos;{name}&apos;</source>
        <translation>含有未知的条目“{name}”</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it has no &apos;{name}&apos;</source>
        <translation>缺少“{name}”</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>it has no list &apos;{name}&apos;</source>
        <translation>缺少列表“{name}”</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>it holds other rows of tiles</source>
        <translation>其中的图块行与该分片应有的不符</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>it is larger than {most} MB</source>
        <translation>大于{most} MB</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <location filename="core/model_card.py"/>
        <source>it is larger than {most} bytes</source>
        <translation>大于{most}字节</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/manifest.py"/>
        <source>it is no CSV text in UTF-8</source>
        <translation>不是UTF-8编码的CSV文本</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>it is no JSON object</source>
        <translation>不是JSON对象</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <location filename="core/model_card.py"/>
        <source>it is no JSON text ({reason})</source>
        <translation>不是JSON文本（{reason}）</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>it is no shard, or was not copied whole ({reason})</source>
        <translation>不是分片，或未复制完整（{reason}）</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>it is no zip, or damaged ({reason})</source>
        <translation>不是zip文件，或已损坏（{reason}）</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>it lists no image</source>
        <translation>没有列出任何影像</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>it names {name}, which is no image file</source>
        <translation>其中列出的{name}不是影像文件</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>it needs one .json and one .safetensors file, but has {count} files</source>
        <translation>需要一个.json文件和一个.safetensors文件，但含有{count}个文件</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>it sent {garbage}</source>
        <translation>其发送了{garbage}</translation>
    </message>
    <message>
        <location filename="engine/checkpoints.py"/>
        <source>it unpacks to more than its own size, which PyTorch&apos;s files never do</source>
        <translation>解压后超过文件自身的大小，而PyTorch的文件不会如此</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;architecture&apos; needs encoder, decoder, tile_px, encoder_px</source>
        <translation>“architecture”需要encoder、decoder、tile_px、encoder_px</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;fast_tile_px&apos; must be 0, or larger than tile_px</source>
        <translation>“fast_tile_px”必须为0，或大于tile_px</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;gsd_m&apos; must be two pixel sizes in metres, smallest first</source>
        <translation>“gsd_m”必须为两个以米为单位的像素大小，较小者在前</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;scaling&apos; needs method &apos;percentile&apos; and two percentiles</source>
        <translation>“scaling”需要method“percentile”和两个百分位数</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;working_gsd_m&apos; must be 0, or lie in &apos;gsd_m&apos;</source>
        <translation>“working_gsd_m”必须为0，或在“gsd_m”范围内</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its &apos;{name}&apos; is of the wrong type</source>
        <translation>“{name}”的类型不正确</translation>
    </message>
    <message>
        <location filename="core/block_files.py"/>
        <source>its borders hold what is no probability</source>
        <translation>边界数据中含有非概率值</translation>
    </message>
    <message>
        <location filename="core/shard_set.py"/>
        <source>its entry &apos;{entry}&apos; is none of this version of the plugin</source>
        <translation>条目“{entry}”与此版本的插件不符</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>its files are not named after the card&apos;s id {id}</source>
        <translation>其文件未按模型卡的id {id}命名</translation>
    </message>
    <message>
        <location filename="core/shard_merge.py"/>
        <source>its picture is damaged</source>
        <translation>其中的图片已损坏</translation>
    </message>
    <message>
        <location filename="core/block_files.py"/>
        <source>its rows are damaged</source>
        <translation>行数据已损坏</translation>
    </message>
    <message>
        <location filename="core/block_files.py"/>
        <source>its rows have another size or type</source>
        <translation>行数据的大小或类型不符</translation>
    </message>
    <message>
        <location filename="core/block_files.py"/>
        <source>its rows hold what is no probability</source>
        <translation>行数据中含有非概率值</translation>
    </message>
    <message>
        <location filename="core/block_files.py"/>
        <source>its sums are damaged</source>
        <translation>累加数据已损坏</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its temperature {value} is not above 0 and at most {most}</source>
        <translation>温度{value}必须大于0且不超过{most}</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its threshold {value} is not between 0 and 1</source>
        <translation>阈值{value}不在0到1之间</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>its tile sizes and encoder_px must be multiples of 128 up to 4096</source>
        <translation>图块大小和encoder_px必须为128的倍数，且不超过4096</translation>
    </message>
    <message>
        <location filename="engine/optional_packages.py"/>
        <source>its version is {version}</source>
        <translation>其版本为{version}</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/bijie.py"/>
        <source>line {number} is no pair of numbers</source>
        <translation>第{number}行不是一对数值</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>list of packages</source>
        <translation>软件包列表</translation>
    </message>
    <message>
        <location filename="core/raster.py"/>
        <source>no data came back</source>
        <translation>未返回数据</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>no reason was given</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>no space left on the disk</source>
        <translation>磁盘没有剩余空间</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <location filename="core/cluster_members.py"/>
        <location filename="core/hdf5.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>none of its categories has &apos;landslide&apos; in its name ({names})</source>
        <translation>没有任何类别的名称中含有“landslide”（{names}）</translation>
    </message>
    <message>
        <location filename="core/install_engine.py"/>
        <source>platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>random weights</source>
        <translation>随机权重</translation>
    </message>
    <message>
        <location filename="core/engine_client.py"/>
        <source>signal {number}</source>
        <translation>信号{number}</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="core/model_card.py"/>
        <source>the architecture &apos;{kind}&apos; is unknown to this version</source>
        <translation>此版本不支持架构“{kind}”</translation>
    </message>
    <message>
        <location filename="core/cluster_store.py"/>
        <location filename="core/journal.py"/>
        <source>the disk is nearly full</source>
        <translation>磁盘空间即将用尽</translation>
    </message>
    <message>
        <location filename="core/known_weights.py"/>
        <source>the entry &apos;{name}&apos; is wrong</source>
        <translation>条目“{name}”有误</translation>
    </message>
    <message>
        <location filename="core/outputs.py"/>
        <source>the file could not be completed</source>
        <translation>文件未能写入完整</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>the file {name} in it is missing</source>
        <translation>其中缺少文件{name}</translation>
    </message>
    <message>
        <location filename="core/shard_archive.py"/>
        <source>the file {name} in it is not allowed</source>
        <translation>其中的文件{name}不允许存在</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>the metadata could not be saved ({reason})</source>
        <translation>无法保存元数据（{reason}）</translation>
    </message>
    <message>
        <location filename="core/model_unpack.py"/>
        <source>the name {name} in it is not allowed</source>
        <translation>其中的名称{name}不允许使用</translation>
    </message>
    <message>
        <location filename="core/cluster_store.py"/>
        <location filename="core/journal.py"/>
        <source>the same run is under way elsewhere</source>
        <translation>相同的运行正在别处进行</translation>
    </message>
    <message>
        <location filename="core/interpreter.py"/>
        <source>the settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="core/chip_layouts/coco_annotations.py"/>
        <source>the size of the image {name} is no number</source>
        <translation>影像{name}的大小不是数值</translation>
    </message>
    <message>
        <location filename="processing/styling.py"/>
        <source>the style could not be saved ({reason})</source>
        <translation>无法保存样式（{reason}）</translation>
    </message>
    <message>
        <location filename="core/comparison_costs.py"/>
        <source>the weights of the start model</source>
        <translation>起始模型的权重</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="core/training_chips.py"/>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights are missing</source>
        <translation>权重缺失</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights are not those of the card</source>
        <translation>权重与模型卡不符</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights as they should be</source>
        <translation>权重完好</translation>
    </message>
    <message>
        <location filename="processing/model_actions.py"/>
        <source>weights not checked</source>
        <translation>权重未检查</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}小时{minutes}分</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes}分{seconds}秒</translation>
    </message>
    <message>
        <location filename="core/estimate.py"/>
        <source>{seconds} s</source>
        <translation>{seconds}秒</translation>
    </message>
</context>
</TS>
