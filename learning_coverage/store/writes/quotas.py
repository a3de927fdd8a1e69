"""Quota decisions: additional units per village and year, with the number and date of the decision.

A decision is a commit and is never changed; a later one on the same indicator replaces it for the years it covers.
"""

import datetime
import json
from collections import Counter
from dataclasses import dataclass

from learning_coverage.access import Actor, Right
from learning_coverage.config import Config
from learning_coverage.store.log.log import Commit, StoreError, sha256
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store

MAX_NUMBER_LENGTH = 120  # characters of a decision's number


@dataclass(frozen=True)
class QuotaDecision:
    """One decision on one indicator. `cells`: (village, year) → units on top of the count of `base_year`."""

    indicator_id: str
    number: str
    decided_on: datetime.date | None
    base_year: int
    cells: dict[tuple[str, int], int]

    def __post_init__(self) -> None:
        if not self.number.strip() or len(self.number) > MAX_NUMBER_LENGTH:
            raise StoreError("no_decision_number", n=MAX_NUMBER_LENGTH)
        if self.decided_on is None:
            raise StoreError("no_decision_date")
        if any(type(units) is not int or units < 0 for units in self.cells.values()):
            raise StoreError("quota_not_whole")
        if not any(self.cells.values()):
            raise StoreError("no_quota")

    def to_bytes(self) -> bytes:
        """The JSON document in the archive; equal decisions give equal bytes."""
        cells = [[area, year, units] for (area, year), units in sorted(self.cells.items())]
        fields = {**vars(self), "decided_on": str(self.decided_on), "cells": cells}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()


def decide(store: Store, config: Config, quotas: QuotaDecision, *, expected_seq: int, by: Actor) -> Commit:
    """Save a decision. `expected_seq`: the commit of the last decision its author saw, 0 for none.

    StoreError when a village has no figures in the base year or gets more units than are left to recognise by them, an
    area, year or indicator is unknown, or another decision came in between ("conflict").
    """
    if not get_name(by):
        raise StoreError("no_decider")
    if quotas.indicator_id not in {title.id for title in config.titles}:
        raise StoreError("unknown_indicator", indicator=quotas.indicator_id)
    store.permissions.require(by, Right.DECIDE, {area for area, _ in quotas.cells})
    with store.write_lock:
        _check(store, config, quotas, expected_seq)
        data = quotas.to_bytes()
        return store.append("quota", by, blobs={sha256(data): data}, raw=sha256(data))


def _check(store: Store, config: Config, quotas: QuotaDecision, expected_seq: int) -> None:
    frame = store.query("quota_open", year=quotas.base_year, indicator=quotas.indicator_id)
    rows = {row["area_id"]: row for row in frame.to_dict("records")}
    first = next(iter(rows.values()))
    if first["last_decision"] != expected_seq:
        raise StoreError("conflict")
    if any(not quotas.base_year < year <= first["milestone_year"] for _, year in quotas.cells):
        raise StoreError("quota_year")
    names = {village.id: village.name for village in config.villages}
    totals: Counter[str] = Counter()
    for (area, _), units in quotas.cells.items():
        totals[area] += units
    for area, units in totals.items():
        if area not in rows:
            raise StoreError("unknown_area", area=area)
        if units and not rows[area]["has_data"]:
            raise StoreError("quota_no_figures", village=names[area], year=quotas.base_year)
        if units > rows[area]["not_yet"]:
            raise StoreError("quota_over", village=names[area], n=units)
