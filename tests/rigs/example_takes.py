"""Takes as a station would log them."""

from datetime import datetime, timedelta, timezone

import msgspec
from hypothesis import strategies as st

from studio_tui.course.take import Take, VideoCode

ALMATY = timezone(timedelta(hours=5))
FIRST_VIDEO = VideoCode(1, 1, 1, 5)
FIRST_ROLL = datetime(2025, 9, 1, 10, 0, tzinfo=ALMATY)


def example_take(number: int = 1, *, minute: int = 0, code: VideoCode = FIRST_VIDEO, **fields: object) -> Take:
    """A checked take of 30 s, recorded so many minutes after the first roll; ``fields`` replace its values."""
    take = Take(
        station="A",
        code=code,
        title="Қазақ тілінің дыбыстары",
        number=number,
        state="checked",
        file=f"takes/К1_M1_С1_В5_T{number:02d}.mov",
        started_at=(FIRST_ROLL + timedelta(minutes=minute)).isoformat(),
        duration_s=30.0,
        frames=750,
        samples=1_440_000,
        video_bitrate_mbps=61.5,
        verdict="pass",
        preset="bmg-coursera-source",
        findings_json='[{"rule": "audio_bits", "status": "pass"}]',
        speaker="Әйгерім Өтегенова",
    )
    return msgspec.structs.replace(take, **fields)


_numbers = st.integers(1, 99)
_words = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)
_counts = st.integers(0, 2**40)

any_take = st.builds(
    Take,
    station=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True),
    code=st.builds(VideoCode, _numbers, _numbers, _numbers, _numbers),
    title=_words,
    number=_numbers,
    state=st.sampled_from(["claimed", "rolling", "recorded", "checked", "accepted", "rejected"]),
    file=_words,
    started_at=st.datetimes(timezones=st.just(ALMATY)).map(datetime.isoformat),
    duration_s=st.floats(0, 1e6),
    frames=_counts,
    lost_frames=_counts,
    samples=_counts,
    lost_samples=_counts,
    video_bitrate_mbps=st.floats(0, 1e4),
    verdict=st.sampled_from([None, "pass", "fail", "undecided", "unreadable"]),
    preset=_words,
    findings_json=_words,
    speaker=_words,
    note=_words,
    problem=_words,
)
"""Takes with every field at will."""
