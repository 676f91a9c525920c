"""PLOVER: which event a sentence tells between a source and a target. ``plover_of`` and ``plover_of_many``."""

from contested.read.plover.clause import Pair, Reading, readings
from contested.read.plover.model import PloverEvent, fold_of, pair_of, plover_of, plover_of_many

__all__ = ["Pair", "PloverEvent", "Reading", "fold_of", "pair_of", "plover_of", "plover_of_many", "readings"]
