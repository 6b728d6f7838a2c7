"""Models are renamed and deleted in one step each, and only in the user's own folder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sam_cffnet_qgis.core.errors import OutputError, ParameterError
from sam_cffnet_qgis.core.model_card import ModelCard
from sam_cffnet_qgis.core.model_library import CONVERTED_PREFIX, ModelEntry, is_same
from sam_cffnet_qgis.core.outputs import move_into_place, unfinished_folder
from sam_cffnet_qgis.core.paths import BUNDLED_MODELS_DIR
from sam_cffnet_qgis.core.registry import WEIGHTS_SUFFIX, check_new_model, model_id_from

MODEL_SUFFIXES = (".json", WEIGHTS_SUFFIX)
OF_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")


def _own_folder(path: Path, user_folder: Path) -> Path:
    """Folder of a model that the user may change, given the path of its card."""
    folder = Path(os.path.abspath(path)).parent
    if is_same(folder.parent, BUNDLED_MODELS_DIR):
        raise ParameterError(
            "The model '{model}' came with the plugin and stays as it is. Choose another model.",
            model=folder.name,
        )
    if not is_same(folder.parent, user_folder):
        raise ParameterError(
            "The model {path} lies outside the models folder {folder}. Change it there with a file "
            "manager, or import it.",
            path=path,
            folder=user_folder,
        )
    return user_folder / folder.name


def _is_link(folder: Path, user_folder: Path) -> bool:
    """Whether a folder is a link or a junction, so that its files lie elsewhere."""
    here = os.path.join(os.path.realpath(user_folder), folder.name)
    return os.path.normcase(os.path.realpath(folder)) != os.path.normcase(here)


def rename_model(card: ModelCard, name: str, user_folder: Path) -> ModelCard:
    """Give a model another title, and the id that follows from it.

    Args:
        card: of a model in the user's folder.
        name: new title; the id is made from it.
        user_folder: folder of models.

    Returns:
        The new card, in its place.

    Raises:
        ParameterError: if it is bundled, lies elsewhere, or the name gives no id.
        OutputError: if there is a model of that id, or the files cannot be changed; the model is
            then as it was.
    """
    folder = _own_folder(card.path, user_folder)
    if _is_link(folder, user_folder):
        raise OutputError(
            "The folder {folder} is a link to {target}. Rename the model there, or import a copy of "
            "it.",
            folder=folder,
            target=os.path.realpath(folder),
        )
    renamed = replace(card, id=model_id_from(name), title=name.strip())
    target = user_folder / renamed.id
    if renamed.id != folder.name:
        check_new_model(renamed.id, user_folder)
    with unfinished_folder(user_folder) as work:
        staged = work / "card.json"
        try:
            renamed.write(staged)
            if renamed.id != folder.name:
                _move(card, renamed, folder, staged, target)
        except OSError as error:
            raise _in_use(folder, error) from error
        if renamed.id == folder.name:
            move_into_place(staged, folder / card.path.name)
    return replace(renamed, path=target / f"{renamed.id}.json")


def _move(card: ModelCard, renamed: ModelCard, folder: Path, staged: Path, target: Path) -> None:
    """Move weights, card and folder to their new names, and back if one does not go."""
    moves = [
        (folder / card.weights_path.name, folder / f"{renamed.id}{WEIGHTS_SUFFIX}"),
        (folder / card.path.name, staged.with_name("old.json")),
        (staged, folder / f"{renamed.id}.json"),
        (folder, target),
    ]
    done = []
    try:
        for source, destination in moves:
            if os.path.lexists(source):
                os.replace(source, destination)
                done.append((source, destination))
    except OSError:
        for source, destination in reversed(done):
            os.replace(destination, source)
        raise


def delete_model(entry: ModelEntry, user_folder: Path) -> None:
    """Remove a model with all that was made of it; of a link only the link.

    Args:
        entry: of the model, which may be damaged.
        user_folder: folder of models; nothing outside it is touched.

    Raises:
        ParameterError: if it is bundled or lies elsewhere.
        OutputError: if its folder holds other files too, or a file is in use; nothing is then gone.
    """
    folder = _own_folder(entry.path, user_folder)
    try:
        if _is_link(folder, user_folder):
            folder.unlink()
            return
        foreign = [path.name for path in sorted(folder.iterdir()) if not _is_of_model(path)]
        if foreign:
            raise OutputError(
                "The folder {folder} also holds '{name}', which does not belong to the model. Move "
                "it elsewhere first.",
                folder=folder,
                name=foreign[0],
            )
        with unfinished_folder(user_folder) as work:
            os.replace(folder, work / folder.name)  # in one step; the rest goes with the folder
    except OSError as error:
        raise _in_use(folder, error) from error


def _is_of_model(path: Path) -> bool:
    is_folder = path.is_dir() and not path.is_symlink()
    is_converted = is_folder and path.name.startswith(CONVERTED_PREFIX)
    is_file = not is_folder and path.suffix in MODEL_SUFFIXES
    return is_converted or is_file or path.name in OF_FILE_MANAGERS


def _in_use(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        "Cannot change the model in {folder}: {reason}. If a run uses it, wait until that has ended; "
        "else check the folder's rights.",
        folder=folder,
        reason=error.strerror or error,
    )
