"""Say which days are worked in China, make-up days included, and count in working days.

The State Council's office publishes one notice a year; each is a file under
``law/national/calendars``. Beyond the last published year nobody knows the answer
yet, and a deadline must still be shown: weekends and the statutory holidays are
then taken, and the answer says so by itself (``provisional_years``). When the next
notice is added as a file, the same questions get their final answers.

A notice can reach back into the last days of the December before it (2018-12-29
was worked because of 2019's); the answers for those days change with it, too.
"""

from ._calendar import Answer, Calendar, DayDescription, OutsideCalendar
from ._loading import CalendarRule, load_calendar, load_calendar_rules

__all__ = [
    "Answer",
    "Calendar",
    "CalendarRule",
    "DayDescription",
    "OutsideCalendar",
    "load_calendar",
    "load_calendar_rules",
]
