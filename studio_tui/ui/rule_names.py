"""Names of the rules and units that the shipped presets hold, as the screens write them."""

from __future__ import annotations

from studio_tui.text import N_, Text

_NAMES = {
    "picture": N_("Picture"),
    "sound": N_("Sound"),
    "damage": N_("Undamaged data"),
    "colour_depth": N_("Colour depth"),
    "compression": N_("Compression"),
    "video_bitrate": N_("Video bitrate"),
    "frame_width": N_("Frame width"),
    "frame_height": N_("Frame height"),
    "progressive": N_("Scan"),
    "frame_rate": N_("Frame rate"),
    "steady_rate": N_("Even frame rate"),
    "repeated_frames": N_("Repeated frames"),
    "lost_frames": N_("Lost frames"),
    "black": N_("Black picture"),
    "freeze": N_("Frozen picture"),
    "sample_rate": N_("Sampling rate"),
    "audio_bits": N_("Bits of the sound"),
    "channels": N_("Channels with sound"),
    "dropout": N_("Sound dropout"),
    "silence": N_("Silence"),
    "clipping": N_("Clipping"),
    "lost_samples": N_("Lost samples"),
    "length_gap": N_("Sound and picture of equal length"),
    "duration": N_("Duration"),
    "loudness": N_("Loudness"),
}
_UNITS = {
    "Hz": N_("Hz"),
    "Mbit/s": N_("Mbit/s"),
    "bit": N_("bit"),
    "fps": N_("fps"),
    "px": N_("px"),
    "s": N_("s"),
    "min": N_("min"),
}


def rule_name(rule: str) -> Text:
    """A rule's name; a preset of somebody's own may have rules that only it names."""
    return _NAMES.get(rule) or Text(rule.replace("_", " ").replace("{", "").replace("}", ""))


def unit_name(unit: str) -> Text:
    """A unit's sign; what has no own one in a language stays as it is."""
    return _UNITS.get(unit) or Text(unit.replace("{", "").replace("}", ""))
