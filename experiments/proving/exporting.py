"""Conditions as files in a folder, with an index; files of others stay as they are."""

from collections.abc import Sequence
from pathlib import Path

from ...models.errors import InvalidParameter
from ...proofs.solving.claim import Claim, Proof
from ...proofs.solving.exporting import FIRST_LINE, exported, file_names
from ..running.files import read_json, write_atomically, write_json

INDEX = "index.json"
WRITTEN_BY = FIRST_LINE.strip("; .")


def prepare(folder: Path, claims: Sequence[Claim]) -> None:
    """Make the folder of an export, and look whether all of its files may be written.

    Raises
    ------
    InvalidParameter
        Where the folder cannot be made, or a file of somebody else has the name of one of ours.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidParameter(
            f"--export must be a folder that can be made, got {folder} ({error.strerror})"
        ) from error
    scripts = [folder / name for claim in claims for name in file_names(claim)]
    foreign = [path for path in scripts if path.exists() and not is_our_script(path)]
    index = folder / INDEX
    if index.exists() and not is_our_index(index):
        foreign.append(index)
    if foreign:
        raise InvalidParameter(f"--export must not overwrite files of others, got {foreign[0]}")


def is_our_script(path: Path) -> bool:
    """Whether a file begins as those that are written here."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline().strip() == FIRST_LINE.encode()


def is_our_index(path: Path) -> bool:
    """Whether an index says that it was written here."""
    if not path.is_file():
        return False
    content = read_json(path)
    return isinstance(content, dict) and content.get("written_by") == WRITTEN_BY


def export(folder: Path, claims: Sequence[Claim], proofs: Sequence[Proof]) -> int:
    """Write every condition of some claims, and the index of these files.

    Parameters
    ----------
    folder
        Made ready by `prepare`.
    claims
        Whose conditions are written.
    proofs
        What came of the claims, in their order.

    Returns
    -------
    int
        Conditions written [1].
    """
    entries = []
    for claim, proof in zip(claims, proofs, strict=True):
        for each in exported(claim, proof):
            text = each.text.encode()
            write_atomically(folder / each.file, lambda path, text=text: path.write_bytes(text))
            entries.append(each.as_dict())
    write_json(folder / INDEX, {"written_by": WRITTEN_BY, "conditions": entries})
    return len(entries)
