"""Reads of the directory; they give values of `rules.places`, never rows."""

from wegwijzer.directory import models
from wegwijzer.directory.proposal_queries import withdrawals
from wegwijzer.directory.rules.register import Register


def register(published: str) -> Register:
    """Everything that visitors may see, as it stands in the tables now; `published` is an ISO date."""
    return Register(
        published=published,
        sources=tuple(row.value() for row in models.Source.objects.order_by("id")),
        municipalities=tuple(row.value() for row in models.Municipality.objects.order_by("code")),
        boards=tuple(row.value() for row in models.Board.objects.order_by("number")),
        partnerships=tuple(row.value() for row in models.Partnership.objects.order_by("code")),
        areas=tuple(row.value() for row in models.PostcodeArea.objects.order_by("pc4")),
        schools=tuple(row.value() for row in models.School.objects.order_by("code")),
        statements=tuple(
            row.stated() for row in models.Statement.objects.order_by("about", "subject", "field")
        ),
        withdrawals=withdrawals(),
    )
