"""Dates of the API in pandas. A date may be a year, a month, a day, or one unknown day of several; no day is invented."""

import re

import pandas as pd

PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?")
ONE_OF = re.compile(r"\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\]")


# region dates
def days_of(text: str | None) -> tuple[pd.Timestamp, pd.Timestamp, str | None]:
    """First and last day that a date may mean, and its precision; raises ValueError for other texts."""
    if text is None:
        return pd.NaT, pd.NaT, None
    if one_of := ONE_OF.fullmatch(text):
        return _day(one_of[1]), _day(one_of[2]), "RANGE"
    if not (plain := PLAIN.fullmatch(text)):
        raise ValueError(f"Expected a date such as 2016, 2016-12, 2016-12-22 or [2016-01-11..2016-01-17]; got {text!r}.")
    year, month, day = plain.groups()
    first = _day(f"{year}-{month or '01'}-{day or '01'}")
    if day:
        return first, first, "DAY"
    if month:
        return first, first + pd.offsets.MonthEnd(1), "MONTH"
    return first, first + pd.offsets.YearEnd(1), "YEAR"


def with_days(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with three more columns for a column of dates: NAME_first and NAME_last, days, and NAME_precision."""
    days = [days_of(text) for text in table[column]]
    first, last, precision = zip(*days) if days else ((), (), ())
    return table.assign(
        **{
            f"{column}_first": pd.Series(first, index=table.index, dtype="datetime64[s]"),
            f"{column}_last": pd.Series(last, index=table.index, dtype="datetime64[s]"),
            f"{column}_precision": pd.Categorical(precision, categories=["YEAR", "MONTH", "DAY", "RANGE"]),
        }
    )
# endregion


def _day(text: str) -> pd.Timestamp:
    # Seconds, not nanoseconds, which end in 1677 and 2262.
    return pd.Timestamp(text).as_unit("s")
