"""Who issues the province's documents: what a letterhead, a list of recipients and a signature say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.inventory.base import Name, Phrase, Sourced

Marking = Literal["internal", "confidential", "secret", "top-secret"]
"""`internal` is for internal circulation; the others are the three degrees of state secrets."""


class Issuer(Sourced):
    """The department that signs, and how its documents are marked."""

    above: Name | None = Field(None, description="Governing agency, above the issuing one.")
    agency: Name | None = Field(None, description="Agency that issues the document.")
    symbol: Phrase | None = Field(
        None, description="Letters of the agency in a document's number, such as `SKHCN`."
    )
    place: Name | None = Field(None, description="Place named beside the date.")
    authority: Name | None = Field(
        None,
        description="Line above the post, such as `KT. GIÁM ĐỐC`. Empty: the post signs itself.",
    )
    post: Name | None = Field(None, description="Post of the person who signs.")
    signer: Phrase | None = Field(None, description="Full name of the person who signs, no titles.")
    archive: Phrase | None = Field(
        None, description="What follows `Lưu: VT,` in the list of recipients: the drafting unit."
    )
    recipients: tuple[Name, ...] = Field((), description="Who receives the documents.")
    bases: tuple[Name, ...] = Field(
        (), description="Legal bases of the province, after those of the law."
    )
    contact: Phrase | None = Field(
        None, description="Address and telephone of the agency; left out of public documents."
    )
    marking: Marking | None = Field(
        None, description="Marking that the department decides on. Empty: not decided."
    )
