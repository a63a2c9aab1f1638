"""Whether a document still matches its inputs and the tool, and whether its text is as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, cast

from planner import __version__
from planner.foundation.errors import PlannerError, UsageError
from planner.foundation.machine import machine_error
from planner.foundation.names import for_terminal
from planner.foundation.text import Text
from planner.plan.answers import inputs_of
from planner.plan.papers.comparing import edits, shortened
from planner.plan.papers.package import TemplateError, unzipped
from planner.plan.papers.pdf_reading import Unreadable, lines_of_pages
from planner.plan.papers.stamp import Stamp, answers_digest, stamp_in
from planner.plan.papers.word_reading import lines_of, margin_lines, parts_of, pictures_of
from planner.plan.papers.writing import PAPERS, Kind
from planner.plan.render import DOCUMENTS, Edition, Form, render_papers
from planner.plan.sampled import ENSEMBLES, sampled_from
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.plan.chances import Sampled
    from planner.plan.papers.comparing import Edit
    from planner.plan.papers.letterhead import Level
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run

MOST_BYTES = 200 * 1024 * 1024
MOST_LINES = 10


class NoStamp(PlannerError):
    """A file that does not say where it comes from."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was compared; `same` None: it could not be, with `missing` because a file was not given."""

    what: Text
    same: bool | None
    details: tuple[Text, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """What a document carries, and how it compares."""

    stamp: Stamp
    scenario: str
    checks: tuple[Check, ...]

    @property
    def matches(self) -> bool:
        """Whether nothing differs, and no file is missing from which figures were taken."""
        return not any(check.same is False or check.missing for check in self.checks)


def verify(
    path: str,
    scenario: str | None = None,
    template: bytes | None = None,
    ensemble: str | None = None,
) -> Verification:
    """Compare the document at `path` with what its scenario gives today.

    Parameters
    ----------
    path
        A document of ours, in any form.
    scenario
        Its scenario file; without it, looked for from here and from the document's folder upwards.
    template
        The department's Word template that it was made with, if any.
    ensemble
        The answer of an ensemble that it took its probabilities from; without it, a file of that name is looked for
        beside the document, here, and where ensembles are kept.

    Raises
    ------
    MachineError
        If a file is missing or may not be read.
    NoStamp
        If the document carries no stamp that can be read.
    UsageError
        If the scenario is not found.
    InputInvalid
        If the inputs have errors now.
    """
    content = _content(path)
    stamp = _stamp_of(content, path)
    found = scenario or _scenario_of(stamp, Path(path))
    loaded = load_scenario(found, set_aside=stamp.set_aside)
    run = run_scenario(loaded)
    chances, sampled = _chances(stamp, loaded, ensemble or _kept(stamp, Path(path)))
    checks = [
        _inputs(stamp, inputs_of(loaded)),
        _tool(stamp),
        _answers(stamp, run),
        *chances,
        *_text(stamp, content, run, template, sampled),
    ]
    return Verification(stamp, found, tuple(checks))


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError as fault:
        raise machine_error(fault, path) from fault


def _stamp_of(content: bytes, path: str) -> Stamp:
    searched = content
    if content.startswith(b"PK"):
        try:
            searched = unzipped(content).get("docProps/custom.xml", b"")
        except TemplateError as fault:
            raise _none(path) from fault
    stamp = stamp_in(searched)
    if stamp is None or stamp.kind not in PAPERS or stamp.form not in DOCUMENTS:
        raise _none(path)
    return stamp


def _none(path: str) -> NoStamp:
    return NoStamp(
        Text(
            vi=f"E463: {path}: tệp không mang dấu vết của planner; chỉ kiểm tra được văn bản do "
            "planner plan viết (docx, pdf, html, md)",
            en=f"E463: {path}: the file carries no trace of planner; only documents written by "
            "planner plan can be verified (docx, pdf, html, md)",
        )
    )


def _scenario_of(stamp: Stamp, document: Path) -> str:
    here = Path.cwd()
    folders = [here, here / "scenarios", *document.resolve().parents]
    for folder in [*folders, *(parent / "scenarios" for parent in document.resolve().parents)]:
        candidate = folder / stamp.scenario_file
        if candidate.is_file():
            return str(candidate.relative_to(here) if candidate.is_relative_to(here) else candidate)
    raise UsageError(
        Text(
            vi=f"không tìm thấy kịch bản “{stamp.scenario_file}” của văn bản; ghi thêm đường dẫn: "
            "planner verify TỆP KỊCH_BẢN",
            en=f"the document's scenario `{stamp.scenario_file}` was not found; name it: "
            "planner verify FILE SCENARIO",
        )
    )


def _kept(stamp: Stamp, document: Path) -> str | None:
    """Where the ensemble's answer lies whose name the document carries; None where it is not found."""
    name = Path(stamp.ensemble_file).name
    folders = (document.parent, Path(), Path(ENSEMBLES))
    return next((str(f / name) for f in folders if name and (f / name).is_file()), None)


# --- what is compared -----------------------------------------------------------------------------


def _inputs(stamp: Stamp, now: Mapping[str, str]) -> Check:
    then = dict(stamp.inputs)
    details = []
    for name in sorted(then.keys() | now.keys()):
        if name not in now:
            details.append(Text(vi=f"{name}: không còn", en=f"{name}: gone"))
        elif name not in then:
            details.append(Text(vi=f"{name}: mới có", en=f"{name}: new"))
        elif then[name] != now[name]:
            details.append(Text(vi=f"{name}: đã đổi", en=f"{name}: changed"))
    return Check(Text("số liệu vào", "inputs"), not details, tuple(details))


def _tool(stamp: Stamp) -> Check:
    same = stamp.version == __version__
    told = Text(
        vi=f"văn bản: {stamp.version}; máy này: {__version__}",
        en=f"document: {stamp.version}; here: {__version__}",
    )
    return Check(Text("phần mềm", "tool"), same, () if same else (told,))


def _answers(stamp: Stamp, run: Run) -> Check:
    same = stamp.answers == answers_digest(run)
    told = Text(vi="tính lại ra kết quả khác", en="running again gives other answers")
    return Check(Text("kết quả tính", "answers"), same, () if same else (told,))


_DOCUMENT = Text("văn bản", "document")


def _chances(
    stamp: Stamp, loaded: LoadedScenario, ensemble: str | None
) -> tuple[tuple[Check, ...], Sampled | None]:
    """Whether the probabilities are those of the ensemble's file; that file, where it can be used."""
    what = Text("xác suất", "probabilities")
    if not stamp.ensemble:
        return (), None
    if ensemble is None:
        name = for_terminal(stamp.ensemble_file)
        told = Text(
            vi=f"lấy từ tệp “{name}” của planner ensemble; thêm --ensemble TỆP để so",
            en=f"taken from the file `{name}` of planner ensemble; add --ensemble FILE to compare",
        )
        return (Check(what, None, (told,), missing=True),), None
    try:
        sampled = sampled_from(ensemble, loaded)
    except PlannerError as fault:
        return (Check(what, False, (fault.words,)),), None
    same = stamp.ensemble == sampled.digest
    told = Text(
        vi=f"“{for_terminal(ensemble)}” cho con số khác",
        en=f"`{for_terminal(ensemble)}` has other figures",
    )
    return (Check(what, same, () if same else (told,)),), sampled


def _text(
    stamp: Stamp, content: bytes, run: Run, template: bytes | None, sampled: Sampled | None
) -> list[Check]:
    """The document byte by byte against one written now; its words and pictures where the bytes differ."""
    what = _DOCUMENT
    if stamp.ensemble and sampled is None:
        told = Text(
            vi="có ghi xác suất; cần tệp kết quả của planner ensemble để so",
            en="tells probabilities; the answer of planner ensemble is needed to compare",
        )
        return [Check(what, None, (told,))]
    if stamp.template and template is None:
        told = Text(
            vi="viết từ mẫu riêng; thêm --template để so", en="made from a template; add --template"
        )
        return [Check(what, None, (told,))]
    edition = Edition(
        date=date.fromisoformat(stamp.day) if stamp.day else None,
        level=cast("Level", stamp.level),
        number=stamp.number,
        template=template if stamp.template else None,
        sampled=None if sampled is None else replace(sampled, name=stamp.ensemble_file),
    )
    form = cast("Form", stamp.form)
    kind = cast("Kind", stamp.kind)
    files = render_papers(
        run, (kind,), languages=(stamp.language,), formats=(form,), edition=edition
    )
    now = files[f"{stamp.kind}.{stamp.language}.{stamp.form}"]
    if now == content:
        return [Check(what, True)]
    if form == "docx":
        return list(_word_parts(now, content))
    places = _pdf_changes(now, content) if form == "pdf" else _shown(list(edits(_lines(now), _lines(content))))
    return [Check(what, False, tuple(places) or (_SAME_WORDS,))]


_SAME_WORDS = Text(
    vi="chữ không đổi nhưng tệp khác bản planner viết ra bây giờ: hình, cách trình bày hoặc phần ẩn của tệp đã đổi",
    en="its words are unchanged, but the file differs from the one planner writes now: pictures, layout or what the "
    "file holds unseen",
)


def _pdf_changes(now: bytes, then: bytes) -> Iterator[Text]:
    """Which lines of a PDF differ, with the page and the heading above; nothing where all its words are the same."""
    try:
        ours, theirs = lines_of_pages(now), lines_of_pages(then)
    except Unreadable:
        yield Text(
            vi="tệp khác bản planner viết ra bây giờ, và đã được lưu theo cách không đọc được chữ để chỉ ra chỗ khác",
            en="the file differs from the one planner writes now, and was saved in a way in which its words cannot "
            "be read, to say where",
        )
        return
    page_of = [number for number, lines in enumerate(ours, start=1) for _ in lines]
    said, stands = ([line for page in pages for line in page] for pages in (ours, theirs))
    changed = edits(said, stands, _without_blanks)  # which programs set as they like
    yield from _shown([_on_page(edit, page_of) for edit in changed])
    if len(ours) != len(theirs):
        yield Text(f"{len(theirs)} trang, planner viết {len(ours)}", f"{len(theirs)} pages, planner writes {len(ours)}")


def _without_blanks(line: str) -> str:
    return "".join(line.split())


def _on_page(edit: Edit, page_of: Sequence[int]) -> Edit:
    number = page_of[min(edit.at, len(page_of) - 1)]
    place = Text(vi=f"trang {number}, {edit.place.vi}", en=f"page {number}, {edit.place.en}")
    return replace(edit, place=place)


def _word_parts(now: bytes, then: bytes) -> Iterator[Check]:
    """The text, the margins and the pictures of a Word file, each by itself."""
    ours, theirs = parts_of(now), parts_of(then)
    changed = list(edits(lines_of(ours), lines_of(theirs)))
    margins = list(edits(margin_lines(ours), margin_lines(theirs)))
    pictures = list(_changed_pictures(pictures_of(ours), pictures_of(theirs)))
    saved = Text(
        vi="tệp đã được lưu lại bằng chương trình khác, chữ không đổi",
        en="saved again by another program, its words unchanged",
    )
    whole = not (changed or margins or pictures)
    yield Check(_DOCUMENT, not changed, tuple(_shown(changed)) if changed else (saved,) if whole else ())
    yield Check(Text("đầu trang, chân trang", "page margins"), not margins, tuple(_shown(margins)))
    yield Check(Text("hình", "pictures"), not pictures, tuple(pictures))


def _changed_pictures(
    now: Sequence[tuple[str, str]], then: Sequence[tuple[str, str]]
) -> Iterator[Text]:
    """Pictures that were replaced, taken out or put in."""
    matcher = SequenceMatcher(None, now, then, autojunk=False)
    for kind, from_, to, then_from, then_to in matcher.get_opcodes():
        if kind == "equal":
            continue
        for at in range(max(to - from_, then_to - then_from)):
            gone, new = from_ + at < to, then_from + at < then_to
            words = shortened((now[from_ + at] if gone else then[then_from + at])[0])
            number = (from_ if gone else then_from) + at + 1
            what = (
                Text("đã bị thay", "was replaced") if gone and new
                else Text("không còn", "is gone") if gone
                else Text("là hình thêm vào", "was put in")
            )  # fmt: skip
            yield Text(f"hình {number} ({words}): {what.vi}", f"picture {number} ({words}): {what.en}")


def _shown(changed: Sequence[Edit]) -> Iterator[Text]:
    """Where, then `- as planner writes it`, `+ as the document says`."""
    left, place = MOST_LINES, None
    for at, edit in enumerate(changed):
        if left <= 0:
            more = len(changed) - at
            yield Text(vi=f"… và {more} chỗ nữa", en=f"… and {more} more places")
            return
        if edit.place != place:
            place = edit.place
            yield Text(vi=f"ở “{shortened(place.vi)}”:", en=f"at “{shortened(place.en)}”:")
        told = [*(f"-{line}" for line in edit.now), *(f"+{line}" for line in edit.then)]
        yield from (Text(shortened(line), shortened(line)) for line in told[:left])
        left -= len(told)


_STAMPED = re.compile(r"batram:1:\S+")


def _lines(content: bytes) -> list[str]:
    text = _STAMPED.sub("", content.decode("utf-8", "replace"))
    return [line for line in text.splitlines() if line.strip()]
