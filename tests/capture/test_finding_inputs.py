"""Inputs are found by what an operator would write, and what is wrong is said in a sentence."""

import pytest

from studio_tui.capture.names import plain_name
from studio_tui.capture.portaudio import PortAudioInput, choose_input, portaudio_input
from studio_tui.capture.problem import DeviceError
from studio_tui.i18n import Translator

SCARLETT = PortAudioInput(3, "Scarlett 2i2 USB: Audio (hw:1,0)", "ALSA", 2)
WEBCAM = PortAudioInput(1, "Webcam: USB Audio (hw:0,0)", "ALSA", 1)
STUDIO_MME = PortAudioInput(0, "Line (Студия)", "MME", 2)
STUDIO_WASAPI = PortAudioInput(7, "Line (Студия)", "Windows WASAPI", 2)
ALL = [STUDIO_MME, WEBCAM, SCARLETT, STUDIO_WASAPI]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Scarlett 2i2 USB: Audio (hw:1,0)", SCARLETT),
        ("Scarlett 2i2 USB: Audio (hw:2,0)", SCARLETT),  # the cable was in another socket when this was written
        ("scarlett", SCARLETT),
        ("СТУДИЯ", STUDIO_WASAPI),  # one device, two host APIs: the better one
        ("", SCARLETT),  # the default
    ],
)
def test_found(wanted: str, found: PortAudioInput) -> None:
    assert choose_input(ALL, wanted, 2, default_index=3) is found


@pytest.mark.parametrize(
    ("inputs", "wanted", "words"),
    [
        (ALL, "Zoom H6", ["Zoom H6", "Scarlett 2i2 USB", "Line (Студия)", "studio.toml"]),
        (ALL, "usb", ["several", "Webcam", "Scarlett"]),
        (ALL, "webcam", ["1 channels", "2 are asked"]),
        ([], "Scarlett", ["no sound input on this machine"]),
        ([WEBCAM, SCARLETT], "3", ["no sound input called “3”"]),  # a number is a name here, never an index
    ],
)
def test_not_found(inputs: list[PortAudioInput], wanted: str, words: list[str]) -> None:
    with pytest.raises(DeviceError) as caught:
        choose_input(inputs, wanted, 2, default_index=3)
    sentence = Translator("en").say(caught.value.text)
    assert all(word in sentence for word in words), sentence


def test_two_identical_interfaces_are_told_apart_by_their_whole_name():
    twin = PortAudioInput(4, "Scarlett 2i2 USB: Audio (hw:2,0)", "ALSA", 2)
    assert choose_input([SCARLETT, twin], twin.name, 2, default_index=None) is twin
    with pytest.raises(DeviceError):
        choose_input([SCARLETT, twin], "Scarlett", 2, default_index=None)


def test_names_are_safe_to_show():
    assert plain_name("Mic\x1b[31m\u202eevil\u2066\n  two \x00") == "Mic[31mevil two"
    assert portaudio_input(0, "Звук".encode(), "MME", 2).name == "Звук"
    assert len(plain_name("x" * 5000)) == 120
