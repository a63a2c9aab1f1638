"""YAML read without guessing: every scalar stays text, every value knows its line and column.

The C parser of PyYAML gives events; everything above them is ours and bounded: no aliases, no
tags, one document, at most `MAX_DEPTH` levels, `MAX_BYTES` bytes and `MAX_NODES` values.
`yaml.load` and `yaml.compose` are never used: they recurse in C, and deep nesting kills the
interpreter.
"""

from __future__ import annotations

import gc
import hashlib
import os
import stat
from array import array
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml import CParser

from planner.foundation.diagnostics import Finding, Place
from planner.foundation.encodings import decoded, replace_unreadable
from planner.foundation.errors import MachineError
from planner.foundation.names import for_terminal, forbidden_at, forbidden_words, nfc
from planner.foundation.text import Text
from planner.foundation.yaml_scalars import Plain, key_words, meaning_of_plain
from planner.foundation.yaml_syntax import syntax_words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Document", "Plain", "parse_document", "read_document"]
