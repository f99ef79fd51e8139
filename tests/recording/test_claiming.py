"""A take number is claimed once, by one process, whatever else goes on in the library."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from studio_tui.course.take import Slate, VideoCode
from studio_tui.recording.claim import claim_take
from studio_tui.recording.holding import hold_left
from studio_tui.recording.library import LibraryError, take_files
from studio_tui.recording.sidecar import read_sidecar
from tests.rigs.recorded_feed import SLATE

ROOT = Path(__file__).parents[2]

RACER = """
import sys
from pathlib import Path
from studio_tui.course.take import Slate, VideoCode
from studio_tui.recording.claim import claim_take
library, title, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
for _ in range(times):
    print(claim_take(library, "A", Slate(VideoCode(1, 1, 1, 5), title)).take.number, flush=True)
"""


def test_four_processes_get_different_numbers(tmp_path: Path):
    titles = ("Жасуша", "Жасуша", "Клетка", "Cell")  # a number belongs to the video, not to its title
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(tmp_path), title, "25"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for title in titles
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    numbers = [int(line) for racer in racers for line in racer.communicate()[0].split()]
    assert all(racer.returncode == 0 for racer in racers)
    assert Counter(numbers) == Counter(range(1, 101))
    sidecars = [read_sidecar(path) for path in tmp_path.glob("*/*/*.toml")]
    assert sorted(take.number for take in sidecars) == list(range(1, 101))


def test_a_claim_is_on_the_disk_with_its_notes(tmp_path: Path):
    claimed = claim_take(tmp_path, "A", SLATE, speaker="А. Сейітова", preset="bmg-coursera-source")
    assert claimed.movie == tmp_path / "К1" / "M1" / "К1_M1_С1_В5_Жасуша құрылысы_T01.mov"
    assert claimed.part.name == claimed.movie.name + ".part"
    assert read_sidecar(claimed.sidecar) == claimed.take
    assert claimed.take.state == "claimed"
    assert claimed.take.identity == "A/K1M1C1B5/T01"
    assert claimed.slate == SLATE
    assert hold_left(claimed.part) is None
    claimed.holding.release()
    assert hold_left(claimed.part)


@pytest.mark.parametrize(
    "name",
    [
        "К1_M1_С1_В5_Басқа атау_T07.mov",
        "К1_M1_С1_В5_T07.mov.part",
        "K1_M1_C1_B5_Latin letters_T07.toml",
        "к1 м1 с1 в5 Typed by hand_T07.MOV",
    ],
)
def test_numbers_on_the_disk_are_taken_under_any_title_and_spelling(tmp_path: Path, name: str):
    folder = tmp_path / "К1" / "M1"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"somebody's take")
    (folder / "К1_M1_С1_В6_Another video_T90.mov").touch()
    claimed = claim_take(tmp_path, "A", SLATE)
    assert claimed.take.number == 8
    assert (folder / name).read_bytes() == b"somebody's take"


def test_the_log_may_know_of_more_takes_than_the_disk(tmp_path: Path):
    assert claim_take(tmp_path, "A", SLATE, floor=12).take.number == 12
    assert claim_take(tmp_path, "B", SLATE, floor=3).take.number == 13


def test_a_title_cannot_lead_out_of_the_library(tmp_path: Path):
    library = tmp_path / "library"
    slate = Slate(VideoCode(1, 2, 3, 4), "../../../etc/\u202epasswd\x1b]0;")
    claimed = claim_take(library, "A", slate)
    assert claimed.movie.resolve().is_relative_to(library)
    assert claimed.movie.parent == library / "К1" / "M2"


@pytest.mark.parametrize(
    "file", ["/etc/passwd.mov", "К1/../../x.mov", "a\\..\\b.mov", "К1/M1/x.toml", "К1/leads out/x.mov"]
)
def test_places_outside_the_library_are_refused(tmp_path: Path, file: str):
    library = tmp_path / "library"
    (library / "К1").mkdir(parents=True)
    (library / "К1" / "leads out").symlink_to(tmp_path)
    with pytest.raises(LibraryError) as refused:
        take_files(library, file)
    assert refused.value.text.args["file"] == file


def test_a_library_that_cannot_be_written_is_said_so(tmp_path: Path):
    (tmp_path / "library").write_text("a file where the folder should be")
    with pytest.raises(LibraryError) as refused:
        claim_take(tmp_path / "library", "A", SLATE)
    assert str(tmp_path / "library") in str(refused.value.text.args["library"])
