"""Opening a page where there is a display to see it on."""

from __future__ import annotations

import os
import sys
import webbrowser


def has_display() -> bool:
    """Whether someone sits before a screen: not in CI, not over a bare SSH, not without X or Wayland."""
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return not os.environ.get("SSH_CONNECTION")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_page(address: str) -> bool:
    """Open an address in the user's browser if there is a display; whether that was tried and worked."""
    if not has_display():
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
