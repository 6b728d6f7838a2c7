"""A model's card as a page to read; nothing of a card is trusted, so all of it is escaped."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.model_library import CHANGED, DAMAGED, MISSING, OK, UNCHECKED, ModelEntry
from sam_cffnet_qgis.processing import bridge

MOST_LETTERS = 4000  # of one entry of a card
MOST_METRICS = 100
FIGURES = ("iou", "f1", "precision", "recall")
TABLE = '<table cellspacing="0" cellpadding="3">'


class ModelPage:
    """Makes the pages, in the user's language."""

    def tr(self, text):
        return QCoreApplication.translate("ModelPage", text)

    def state(self, entry: ModelEntry) -> str:
        """What is known of the weights."""
        words = {
            UNCHECKED: self.tr("not checked"),
            OK: self.tr("sound"),
            CHANGED: self.tr("changed"),
            MISSING: self.tr("missing"),
            DAMAGED: self.tr("damaged"),
        }
        return words[entry.state]

    def size(self, entry: ModelEntry) -> str:
        """Size of the model's files."""
        kind = QLocale.DataSizeFormat.DataSizeSIFormat
        return QLocale().formattedDataSize(entry.size_bytes, 1, kind)

    def notes(self, entry: ModelEntry, is_default: bool) -> str:
        """What else the list says of a model."""
        notes = [self.tr("default")] if is_default else []
        if entry.is_bundled:
            notes.append(self.tr("in the box"))
        if entry.card and not entry.card.trained:
            notes.append(self.tr("encoder alone"))
        return ", ".join(notes)

    def html(self, entry: ModelEntry) -> str:
        """The page of a model, for Qt's rich text."""
        if entry.card is None:
            reason = bridge.translated(entry.problem)
            parts = [
                f"<h3>{_text(entry.id)}</h3>",
                f"<p><b>{self.tr('This model cannot be used.')}</b> {_text(reason)}</p>",
                _table(
                    [(self.tr("Card"), entry.path), (self.tr("Size on disk"), self.size(entry))]
                ),
            ]
            return "".join(parts)
        card = entry.card
        parts = [f"<h3>{_text(card.title or card.id)}</h3>"]
        if not card.trained:
            words = self.tr(
                "An image encoder alone: it must be fine-tuned before it can detect landslides."
            )
            parts.append(f"<p><b>{words}</b></p>")
        parts += [_table(self._facts(entry)), self._metrics(card), self._training(entry)]
        return "".join(parts)

    def _facts(self, entry: ModelEntry) -> list[tuple[str, object]]:
        card = entry.card
        sizes = self.tr("{smallest:g} to {largest:g} m").format(
            smallest=card.gsd_m[0], largest=card.gsd_m[1]
        )
        if card.working_gsd_m:
            sizes += self.tr(", best at {size:g} m").format(size=card.working_gsd_m)
        words = self.tr("{encoder} with {decoder}, tiles of {tile} px, resized to {input} px")
        network = words.format(
            encoder=card.architecture["encoder"],
            decoder=card.architecture["decoder"],
            tile=card.architecture["tile_px"],
            input=card.architecture["encoder_px"],
        )
        return [
            (self.tr("Name"), card.id),
            (self.tr("Source"), card.source),
            (self.tr("Licence"), card.licence),
            (self.tr("Architecture"), network),
            (self.tr("Bands"), ", ".join(str(band) for band in card.bands)),
            (self.tr("Pixel sizes"), sizes),
            (self.tr("Threshold"), f"{card.threshold:g}"),
            (self.tr("Size on disk"), self.size(entry)),
            (self.tr("Weights"), self.state(entry)),
        ]

    def _metrics(self, card: ModelCard) -> str:
        heading = f"<h4>{self.tr('Metrics')}</h4>"
        rows = [row for row in card.metrics if isinstance(row, dict)][:MOST_METRICS]
        if not rows:
            return f"{heading}<p>{self.tr('The card has none.')}</p>"
        names = (
            self.tr("IoU"),
            self.tr("F1"),
            self.tr("Precision"),
            self.tr("Recall"),
        )
        first = f'<th align="left">{self.tr("Dataset, protocol")}</th>'
        lines = [first + "".join(f'<th align="right">{name}</th>' for name in names)]
        for row in rows:
            texts = [_text(row.get(name, "")) for name in ("dataset", "protocol")]
            figures = [_figure(row.get(name, "")) for name in FIGURES]
            cells = [f'<td align="right">{text}</td>' for text in figures]
            lines.append("".join([f"<td>{'<br/>'.join(filter(None, texts))}</td>", *cells]))
        return f"{heading}{TABLE}{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    def _training(self, entry: ModelEntry) -> str:
        training = entry.card.training
        rows = [
            (self.tr("Data"), training.get("data", "")),
            (self.tr("Licence of the data"), training.get("licence", "")),
            (self.tr("Recipe"), training.get("recipe", "")),
        ]
        files = [(self.tr("SHA-256"), entry.card.sha256), (self.tr("Card"), entry.path)]
        return (
            f"<h4>{self.tr('Training')}</h4>{_paragraphs(rows)}"
            f"<h4>{self.tr('Files')}</h4>{_paragraphs(files)}"
        )


def _text(value: object) -> str:
    """Any value of a card as text that Qt takes for nothing else."""
    text = str(value)
    return escape(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…")


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else _text(value)


def _table(rows: list[tuple[str, object]]) -> str:
    lines = [f"<tr><td>{name}:</td><td>{_text(value)}</td></tr>" for name, value in rows]
    return f"{TABLE}{''.join(lines)}</table>"


def _paragraphs(rows: list[tuple[str, object]]) -> str:
    """Long texts, which a table would squeeze."""
    return "".join(f"<p>{name}: {_text(value)}</p>" for name, value in rows)
