"""A round's standing as plain JSON values. The spellings are a contract: others script on them.

`reasons` are sentences in the language asked for, `facts` the same as codes and values; `more`
is how many there are besides.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ...budget import Unit
from ...findings import Lang
from ...master import Tally
from ..counting import Altered, Judged, SentAgain, Standing, UnitStanding, UnitState, WithdrawnUnit
from ..ledger import Arrival, Event, Extension, Issue, Ruling
from .between_copies import Difference
from .reasons import reason_json, reasons_of, unit_reasons, why_withdrawn
from .unit_history import Followed, Step

Json = dict[str, Any]


def standing_json(standing: Standing, lang: Lang = "zh") -> Json:
    """A round: its counts, a row for each unit, and what is outside of them."""
    return {
        "round": standing.round,
        "due": standing.due.isoformat(),
        "at": _moment(standing, standing.at),
        "issued": standing.issued,
        "submitted": standing.count(UnitState.SUBMITTED),
        "late": standing.count(UnitState.LATE),
        "sent_back": standing.count(UnitState.SENT_BACK),
        "missing": standing.count(UnitState.MISSING),
        "duplicates": standing.duplicates,
        "projects": projects_json(standing.projects),
        "units": [unit_json(standing, each, lang) for each in standing.units],
        "withdrawn": [_withdrawn(standing, each, lang) for each in standing.withdrawn],
        "other": [arrival_json(standing, each, lang) for each in standing.other],
        "ignored": [arrival_json(standing, each, lang) for each in standing.ignored],
        "sent_again": [sent_again_json(each) for each in standing.sent_again],
        "altered": [_altered(each) for each in standing.altered],
        "extensions": [extension_json(standing, each) for each in standing.extensions],
    }


def sent_again_json(each: SentAgain) -> Json:
    """An earlier copy that came once more: numbers of arrivals, and why another one counts."""
    return {
        "unit": each.first.unit,
        "arrival": each.again.id,
        "first": each.first.id,
        "counts": each.counting.id,
        "why": each.why.value,
    }


def extension_json(standing: Standing, each: Extension) -> Json:
    """A deadline that was moved; `unit` is null where it was the whole round's."""
    return {
        "unit": each.unit or None,
        "due": each.due.isoformat(),
        "before": each.before.isoformat(),
        "reason": each.reason,
        "by": each.by,
        "at": _moment(standing, each.at),
    }


def _altered(each: Altered) -> Json:
    """A kept file that is gone or no longer what came in."""
    arrival = each.arrival
    return {
        "arrival": arrival.id,
        "name": arrival.name,
        "unit": arrival.unit or None,
        "file": arrival.file,
        "code": each.code,
    }


def unit_json(standing: Standing, each: UnitStanding, lang: Lang = "zh") -> Json:
    """One unit; `copy` is the number of the arrival that counts."""
    arrival = each.copy.arrival if each.copy else None
    return {
        "unit": _unit(each.unit),
        "standing": each.standing.value,
        "issue": each.issue.number,
        "due": each.due.isoformat(),
        "received": _moment(standing, arrival.received_at) if arrival else None,
        "late": bool(arrival and arrival.late),
        "file": arrival.file if arrival else None,
        "errors": arrival.errors if arrival else 0,
        "warnings": arrival.warnings if arrival else 0,
        "duplicates": each.duplicates,
        "superseded": each.superseded,
        "reasons": list(unit_reasons(each, lang)),
        **(facts_json(arrival) if arrival else {"facts": [], "more": 0}),
        "copy": arrival.id if arrival else None,
        "outdated": each.is_outdated,
        "projects": projects_json(each.projects),
        "returned": _returned(standing, each),
    }


def projects_json(tally: Tally) -> Json:
    """How projects stand, or units where a form asks for nothing else."""
    names = ("issued", "accepted", "rejected", "missing", "blank", "to_mend", "adopted")
    return {name: getattr(tally, name) for name in names}


def _returned(standing: Standing, each: UnitStanding) -> Json | None:
    """What was made of a unit's copy to be sent back, and when."""
    made = standing.returned(each)
    if made is None:
        return None
    facts = {name: made.facts.get(name) for name in ("file", "count", "arrival")}
    return {**facts, "by": made.by, "at": _moment(standing, made.at)}


def arrival_json(standing: Standing, each: Judged, lang: Lang = "zh") -> Json:
    """One file that came in."""
    arrival = each.arrival
    return {
        "id": arrival.id,
        "name": arrival.name,
        "unit": arrival.unit or None,
        "issue": arrival.number or None,
        "state": each.state.value,
        "verdict": each.verdict.value,
        "counts": each.counts,
        "beside": each.beside or None,
        "received": _moment(standing, arrival.received_at),
        "late": arrival.late,
        "file": arrival.file,
        "errors": arrival.errors,
        "warnings": arrival.warnings,
        "reasons": list(reasons_of(arrival, lang)),
        **facts_json(arrival),
    }


def facts_json(arrival: Arrival) -> Json:
    """Why a file was not simply accepted, as codes and values."""
    return {"facts": [reason_json(each) for each in arrival.reasons], "more": arrival.more}


def _withdrawn(standing: Standing, each: WithdrawnUnit, lang: Lang) -> Json:
    made = each.withdrawal
    return {
        "unit": _unit(each.unit),
        "at": _moment(standing, made.at),
        "by": made.by,
        "reason": why_withdrawn(made, lang),
        "arrivals": [one.arrival.id for one in each.arrivals],
    }


def history_json(
    standing: Standing,
    unit: str,
    steps: Iterable[Step],
    followed: Iterable[Followed],
    lang: Lang = "zh",
) -> Json:
    """One unit: how it stands, what happened, and what changed from copy to copy."""
    found = standing.unit(unit)
    return {
        "unit": _unit(found.unit),
        "standing": found.standing.value if isinstance(found, UnitStanding) else "withdrawn",
        "issue": found.issue.number if isinstance(found, UnitStanding) else None,
        "history": [_step(standing, each, lang) for each in steps],
        "copies": [
            {
                "before": each.before.id,
                "after": each.after.id,
                "unread": each.unread or None,
                "differences": [difference_json(one) for one in each.differences],
            }
            for each in followed
        ],
    }


def difference_json(each: Difference) -> Json:
    """One field that is not the same in two copies."""
    return {
        "project": each.project,
        "name": each.name,
        "field": each.field,
        "label": each.label,
        "row": each.row,
        "before": each.before,
        "after": each.after,
        "place_before": each.place_before,
        "place_after": each.place_after,
    }


def _step(standing: Standing, step: Step, lang: Lang) -> Json:
    at, record = _moment(standing, step.at), step.record
    head: Json = {"at": at, "by": step.by}
    if isinstance(record, Issue):
        changes = [each.model_dump(exclude={"unit", "number"}) for each in step.changes]
        issued = {"issue": record.number, "file": record.file, "changes": changes}
        return {**head, "what": "issued", **issued}
    if isinstance(record, Judged):
        return {**head, "what": "received", "arrival": arrival_json(standing, record, lang)}
    if isinstance(record, Event):
        return {**head, "what": record.action, **_event(record)}
    if isinstance(record, Ruling):
        ruled = {"copy": record.arrival, "counts": record.counts, "reason": record.reason}
        verdict = record.verdict.value if record.verdict else None
        return {**head, "what": "overruled", "verdict": verdict, **ruled}
    if isinstance(record, Extension):
        return {**head, "what": "extended", **extension_json(standing, record)}
    return {**head, "what": "withdrawn", "reason": why_withdrawn(record, lang)}


def _event(event: Event) -> Json:
    """A line of the audit: its facts, and the same in the spelling of before there were any."""
    facts = event.facts
    known = facts and event.action == "judged"
    detail = f"{facts['arrival']} {facts['before']} → {facts['after']}" if known else event.remark
    return {"detail": detail, "facts": dict(facts)}


def _unit(unit: Unit) -> Json:
    return {"code": unit.code, "name": unit.name}


def _moment(standing: Standing, at: datetime) -> str:
    return at.astimezone(standing.at.tzinfo).isoformat(timespec="seconds")
