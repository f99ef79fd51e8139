"""What every measure of a file is called, in reading order, with its unit."""

from __future__ import annotations

from dataclasses import dataclass

from studio_tui.text import N_, Text


@dataclass(frozen=True)
class MeasureName:
    """A measure for people: its name, the sign of its unit, and how many decimals say something.

    ``%`` as the unit makes percent of a share (0 to 1).
    """

    name: Text
    unit: str = ""
    decimals: int = 1


FILE: dict[str, MeasureName] = {
    "duration_s": MeasureName(N_("Duration"), "s", 2),
    "length_gap_s": MeasureName(N_("Sound and picture apart"), "s", 3),
    "decode_errors": MeasureName(N_("Damaged places")),
}

LOUDNESS: dict[str, MeasureName] = {
    "integrated_lufs": MeasureName(N_("Loudness, integrated"), "LUFS"),
    "momentary_max_lufs": MeasureName(N_("Loudness, highest of 0.4 s"), "LUFS"),
    "short_term_max_lufs": MeasureName(N_("Loudness, highest of 3 s"), "LUFS"),
    "loudness_range_lu": MeasureName(N_("Loudness range"), "LU"),
    "true_peak_dbtp": MeasureName(N_("True peak"), "dBTP"),
    "flat_top_runs": MeasureName(N_("Clips below full scale")),
}

CHANNEL: dict[str, MeasureName] = {
    "sample_peak_dbfs": MeasureName(N_("Sample peak"), "dBFS"),
    "true_peak_dbtp": MeasureName(N_("True peak"), "dBTP"),
    "rms_dbfs": MeasureName(N_("Mean level (RMS)"), "dBFS"),
    "crest_db": MeasureName(N_("Crest factor"), "dB"),
    "dc_offset": MeasureName(N_("DC offset"), "%", 2),
    "used_bits": MeasureName(N_("Bits used"), "bit", 0),
    "clipped_runs": MeasureName(N_("Clips at full scale")),
    "flat_top_runs": MeasureName(N_("Clips below full scale")),
    "flat_top_dbfs": MeasureName(N_("Level of those clips"), "dBFS"),
    "silence_longest_s": MeasureName(N_("Longest silence"), "s", 2),
    "dropout_longest_s": MeasureName(N_("Longest dropout"), "s", 3),
}
"""Of each channel, one beside the other; of a whole file they would be those of its worst channel."""

PLACES: dict[str, Text] = {
    "clipped_at_s": N_("Clips at full scale"),
    "flat_tops_at_s": N_("Clips below full scale"),
    "dropouts_at_s": N_("Holes and repeats"),
    "dropout_at_s": N_("Sound dropout"),
    "silence_at_s": N_("Silence"),
}
"""Places of a channel, by what is to be heard there."""

SIGNAL: dict[str, MeasureName] = {
    "sample_rate_hz": MeasureName(N_("Sampling rate"), "Hz", 0),
    "bandwidth_hz": MeasureName(N_("Sound reaches up to"), "Hz", 0),
    "bandwidth_origin": MeasureName(N_("Limited by")),
    "source_rate_hz": MeasureName(N_("Converted from"), "Hz", 0),
    "used_bits": MeasureName(N_("Bits used"), "bit", 0),
    "real_bits": MeasureName(N_("Bits before scaling"), "bit", 0),
    "effective_bits": MeasureName(N_("Bits above the noise"), "bit"),
    "audio_bitrate_kbps": MeasureName(N_("Bitrate of the sound"), "kbit/s", 0),
    "audio_lossless": MeasureName(N_("Coded without losses")),
    "noise_floor_dbfs_a": MeasureName(N_("Noise floor"), "dBFS(A)"),
    "speech_snr_db": MeasureName(N_("Speech above the noise"), "dB"),
    "hum_hz": MeasureName(N_("Mains hum"), "Hz"),
    "hum_dbfs": MeasureName(N_("Level of the hum"), "dBFS"),
    "hum_harmonics": MeasureName(N_("The hum, line by line")),
    "dropouts": MeasureName(N_("Holes and repeats")),
    "lost_samples": MeasureName(N_("Lost samples")),
}

STEREO: dict[str, MeasureName] = {
    "channels": MeasureName(N_("Channels")),
    "channels_with_signal": MeasureName(N_("Channels with sound")),
    "correlation_min": MeasureName(N_("Correlation, least"), "", 2),
    "correlation_mean": MeasureName(N_("Correlation, mean"), "", 2),
    "balance_db": MeasureName(N_("Balance, right over left"), "dB"),
    "dual_mono": MeasureName(N_("Same sound on both channels")),
    "inverted": MeasureName(N_("One channel upside down")),
}

SPEECH: dict[str, MeasureName] = {
    "speech_s": MeasureName(N_("Somebody speaks for"), "s"),
    "pauses": MeasureName(N_("Pauses")),
    "pause_longest_s": MeasureName(N_("Longest pause"), "s"),
    "pause_share": MeasureName(N_("Share of pauses"), "%", 0),
    "syllables_per_s": MeasureName(N_("Syllables a second")),
    "syllables": MeasureName(N_("Syllables, about")),
}

PACE: dict[str, MeasureName] = {
    "pace_wpm": MeasureName(N_("Pace of speech"), "wpm"),
    "pace_overall_wpm": MeasureName(N_("Pace over the whole take"), "wpm"),
    "articulation_wpm": MeasureName(N_("Pace without pauses"), "wpm"),
    "pace_stages": MeasureName(N_("Pace of each stage")),
    "script_language": MeasureName(N_("Language of the script")),
    "script_words": MeasureName(N_("Words of the script")),
    "script_syllables": MeasureName(N_("Syllables of the script")),
    "read_words": MeasureName(N_("Words that were read")),
    "script_read_share": MeasureName(N_("Share of the script read"), "%", 0),
    "script_left_s": MeasureName(N_("Script left at the end"), "s"),
}

PICTURE: dict[str, MeasureName] = {
    "video_codec": MeasureName(N_("Codec")),
    "width_px": MeasureName(N_("Frame width"), "px", 0),
    "height_px": MeasureName(N_("Frame height"), "px", 0),
    "scan": MeasureName(N_("Scan")),
    "bits_per_component": MeasureName(N_("Colour depth"), "bit", 0),
    "frames": MeasureName(N_("Frames")),
    "frame_rate_hz": MeasureName(N_("Frame rate"), "fps", 3),
    "video_bitrate_mbps": MeasureName(N_("Video bitrate"), "Mbit/s", 2),
    "lost_frames": MeasureName(N_("Lost frames")),
    "repeated_frame_share": MeasureName(N_("Share of repeated frames"), "%", 1),
    "combed_frame_share": MeasureName(N_("Share of combed frames"), "%", 1),
    "black_s": MeasureName(N_("Black picture"), "s", 2),
    "freeze_s": MeasureName(N_("Frozen picture"), "s", 2),
    "luma_min": MeasureName(N_("Darkest luma")),
    "luma_max": MeasureName(N_("Lightest luma")),
    "luma_mean": MeasureName(N_("Mean luma")),
}

Group = tuple[Text, dict[str, MeasureName]]
"""A title, and the measures under it."""

FIRST_GROUPS: tuple[Group, ...] = (
    (N_("File"), FILE),
    (N_("Loudness and level"), LOUDNESS),
)
"""Before the channels."""

FURTHER_GROUPS: tuple[Group, ...] = (
    (N_("What the sound really is"), SIGNAL),
    (N_("Stereo"), STEREO),
    (N_("Speech"), SPEECH),
    (N_("Pace"), PACE),
    (N_("Picture"), PICTURE),
)
"""After them."""

ORIGINS: dict[str, Text] = {
    "full": N_("nothing"),
    "converted": N_("a conversion of the sampling rate"),
    "low_pass": N_("a filter, or coding with losses"),
}
