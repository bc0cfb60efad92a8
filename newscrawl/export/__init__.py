"""Records → files: what a run met, and datasets with their manifests. Each appears whole or not at all."""

from newscrawl.export.dataset import About, write_dataset
from newscrawl.export.forms import Form
from newscrawl.export.manifest import ENDING, Format, Manifest, read_manifest
from newscrawl.export.runs import export_run
from newscrawl.export.sinks import Compression
from newscrawl.model.line import encode

__all__ = [
    "ENDING", "About", "Compression", "Form", "Format", "Manifest", "encode", "export_run", "read_manifest",
    "write_dataset",
]  # fmt: skip
