"""Headwater in Jupyter: the front end's files and the server extension that starts Headwater's own server."""

from __future__ import annotations


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where JupyterLab finds the built front end."""
    return [{"src": "labextension", "dest": "headwater-lab"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    """What jupyter_server loads; imported late, so that the command line needs no Jupyter."""
    from .extension import HeadwaterExtension

    return [{"module": "headwater", "app": HeadwaterExtension}]
