"""What the check says about each measure: its name for people, and the sentence when it does not hold.

Sentences may use ``{measured}``, ``{required}`` and ``{claimed}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio_tui.presets import Measure
from studio_tui.text import N_, Text

Track = Literal["picture", "sound", "speech", "file"]


@dataclass(frozen=True)
class Words:
    """How one measure is spoken of.

    Attributes:
        track: part of the file it belongs to; the scores are made by part, and speech has none: it is no defect of
            the sound.
        name: short name for lists.
        failed: what is wrong and what to do.
        unknown: why it could not be told, None where that needs no own sentence.
    """

    track: Track
    name: Text
    failed: Text
    unknown: Text | None = None


NO_PICTURE = N_("There is no picture in the file, so this could not be told.")
NO_SOUND = N_("There is no sound in the file, so this could not be told.")
UNKNOWN = N_("This could not be measured in the file. Check it by eye and ear.")
CLAIM_FAILED = N_(
    "The file says {claimed}, and {required} is required. Change the setting and shoot or export again."
)
MET = N_("As required.")
TOLD = N_("Told for information; nothing is required.")
WITH_NOTE = N_("{measured} is no DCT codec but loses less than one: accepted. Say so when you hand it over.")
LOSSY = N_("Sound coded with losses keeps no bit depth. Judge the bits on the source file.")
NTSC_COUNTS = N_("As required: this preset counts 24000/1001 as 24.")
NTSC_FAILED = N_(
    "{measured:.3f} pictures a second are fewer than {required}, read strictly. Set the camera to 24 or 25."
)
RATE_UNSURE = N_("The time stamps are too coarse to tell {measured:.3f} from {required}. Check a longer file.")

WORDS: dict[Measure, Words] = {
    "video_tracks": Words(
        "picture", N_("Picture"), N_("There is no picture in the file. Check the camera's cable and shoot again.")
    ),
    "audio_tracks": Words(
        "sound", N_("Sound"), N_("There is no sound in the file. Check the sound interface and shoot again.")
    ),
    "duration_s": Words(
        "file",
        N_("Duration"),
        N_("The file lasts {measured:.0f} s; {required} s are planned for. Split or trim it."),
    ),
    "length_gap_s": Words(
        "file",
        N_("Sound and picture of equal length"),
        N_("Sound and picture begin or end {measured:.2f} s apart. Look for the missing part, or shoot again."),
    ),
    "decode_errors": Words(
        "file",
        N_("Undamaged data"),
        N_("The file's data is damaged in {measured} places. Copy it again from the card, or shoot again."),
    ),
    "video_codec": Words(
        "picture",
        N_("Compression"),
        N_("{measured} is not among the accepted codecs. Export with H.264, HEVC, ProRes, DNxHR or MJPEG."),
    ),
    "width_px": Words(
        "picture",
        N_("Frame width"),
        N_("The picture is {measured} pixels wide; {required} are required. Set the camera to 1920 × 1080."),
    ),
    "height_px": Words(
        "picture",
        N_("Frame height"),
        N_("The picture is {measured} pixels high; {required} are required. Set the camera to 1920 × 1080."),
    ),
    "scan": Words(
        "picture",
        N_("Scan"),
        N_("The pictures are made of two fields of different times (combing). Set the camera to progressive."),
        N_("Too little moves to tell progressive from interlaced. Look at a moving edge."),
    ),
    "frame_rate_hz": Words(
        "picture",
        N_("Frame rate"),
        N_("{measured:.3f} pictures a second, {required} are required. Set the camera to 25."),
        N_("The pictures carry too few time stamps to tell their rate."),
    ),
    "frame_rate_constant": Words(
        "picture",
        N_("Even frame rate"),
        N_("The pictures are not evenly spaced in time. Switch off the variable frame rate of the camera."),
        N_("The pictures carry too few time stamps to tell their rate."),
    ),
    "bits_per_component": Words(
        "picture",
        N_("Colour depth"),
        N_("The colours have {measured} bits; {required} are required. Choose another format in the camera."),
    ),
    "video_bitrate_mbps": Words(
        "picture",
        N_("Video bitrate"),
        N_("The picture takes {measured:.1f} Mbit/s; {required} are required. Raise the bitrate or the quality."),
    ),
    "lost_frames": Words(
        "picture",
        N_("Lost frames"),
        N_("{measured} pictures are missing. Close other programs, check cable and disk, and shoot again."),
    ),
    "repeated_frame_share": Words(
        "picture",
        N_("Repeated frames"),
        N_("{measured:.1%} of the pictures are repeats. Set camera and card to the same frame rate."),
        N_("Too little moves to tell repeated pictures from still ones."),
    ),
    "black_longest_s": Words(
        "picture",
        N_("Black picture"),
        N_("The picture is black for {measured:.1f} s. Check the lens cap, the camera and its cable."),
    ),
    "freeze_longest_s": Words(
        "picture",
        N_("Frozen picture"),
        N_("The picture stands still for {measured:.1f} s. Check the camera and its cable."),
    ),
    "sample_rate_hz": Words(
        "sound",
        N_("Sampling rate"),
        N_("The sound has {measured} samples a second; {required} are required. Set the interface to 48 kHz."),
    ),
    "used_bits": Words(
        "sound",
        N_("Bits of the sound"),
        N_("The sound really uses {measured} bits; {required} are required. Set interface and driver to 24 bit."),
        N_("There is too little sound to tell how many bits it uses."),
    ),
    "channels_with_signal": Words(
        "sound",
        N_("Channels with sound"),
        N_("Only {measured} channels carry sound; {required} are required. Check microphones and cables."),
    ),
    "silence_longest_s": Words(
        "sound",
        N_("Silence"),
        N_("A channel is silent for {measured:.1f} s. Listen to the places; check the microphone."),
    ),
    "dropout_longest_s": Words(
        "sound",
        N_("Sound dropout"),
        N_("The sound is gone for {measured:.1f} s, not even noise is left. Check the interface and shoot again."),
    ),
    "clipped_runs": Words(
        "sound",
        N_("Clipping"),
        N_("The sound is clipped in {measured} places. Turn the gain down; listen to the places."),
    ),
    "lost_samples": Words(
        "sound",
        N_("Lost samples"),
        N_("{measured} samples of the sound are missing. Close other programs, check the cable, shoot again."),
    ),
    "integrated_lufs": Words(
        "sound",
        N_("Loudness"),
        N_("The loudness is {measured:.1f} LUFS; {required} is required. Adjust the gain in the edit."),
        N_("There is too little sound to tell its loudness."),
    ),
    "true_peak_dbtp": Words(
        "sound",
        N_("True peak"),
        N_("The true peak is {measured:.1f} dBTP; {required} is required. Turn the gain down."),
    ),
    "loudness_range_lu": Words(
        "sound",
        N_("Loudness range"),
        N_("Loud and quiet parts are {measured:.1f} LU apart; {required} is required. Even them out in the edit."),
        N_("There is too little sound to tell its loudness range."),
    ),
    "sample_peak_dbfs": Words(
        "sound",
        N_("Sample peak"),
        N_("The highest sample is at {measured:.1f} dBFS; {required} is required. Turn the gain down."),
    ),
    "crest_db": Words(
        "sound",
        N_("Crest factor"),
        N_("Peaks stand {measured:.1f} dB over the mean; {required} is required. Take out compressor and limiter."),
    ),
    "real_bits": Words(
        "sound",
        N_("Bits before scaling"),
        N_(
            "The sound had {measured} bits before something scaled it; {required} are required. "
            "Set every device and driver on its way to 24 bit."
        ),
    ),
    "real_rate_hz": Words(
        "sound",
        N_("Real sampling rate"),
        N_(
            "The sound was converted from {measured} samples a second; {required} are required. "
            "Set interface and system to 48 kHz."
        ),
    ),
    "bandwidth_hz": Words(
        "sound",
        N_("Sound reaches up to"),
        N_("There is sound only up to {measured:.0f} Hz; {required} is required. Look for a filter on its way."),
    ),
    "flat_top_runs": Words(
        "sound",
        N_("Clips below full scale"),
        N_(
            "The sound was clipped in {measured} places before it reached the recorder. "
            "Turn the gain down at the microphone or its transmitter."
        ),
    ),
    "dropouts": Words(
        "sound",
        N_("Holes and repeats"),
        N_("The sound has {measured} short holes or repeats. Listen to the places; check cable and USB port."),
    ),
    "hum_dbfs": Words(
        "sound",
        N_("Mains hum"),
        N_("Mains hum at {measured:.0f} dBFS. Move audio cables away from power cables; use one mains outlet."),
    ),
    "noise_floor_dbfs_a": Words(
        "sound",
        N_("Noise floor"),
        N_(
            "The room is at {measured:.0f} dBFS(A) between the words. "
            "Switch off fans, move the microphone closer, turn the gain down."
        ),
    ),
    "speech_snr_db": Words(
        "sound",
        N_("Speech above the noise"),
        N_("Speech stands only {measured:.0f} dB above the noise. Move the microphone closer; quiet the room."),
    ),
    "correlation_min": Words(
        "sound",
        N_("Correlation, least"),
        N_(
            "Left and right work against each other ({measured:.2f}). Check the polarity of cables and microphones."
        ),
    ),
    "balance_db": Words(
        "sound",
        N_("Balance, right over left"),
        N_("The channels differ by {measured:.1f} dB. Set both gains alike."),
    ),
    "dual_mono": Words(
        "sound",
        N_("Same sound on both channels"),
        N_("Both channels carry the same sound. Check whether both microphones are connected."),
    ),
    "inverted": Words(
        "sound",
        N_("One channel upside down"),
        N_(
            "One channel is the other upside down: on a telephone the voice disappears. "
            "Change that cable, or turn one channel over in the edit."
        ),
    ),
    "dc_offset": Words(
        "sound",
        N_("DC offset"),
        N_(
            "The sound is shifted off zero by {measured:.1%} of full scale. Switch on the low-cut filter "
            "of the interface or use another input; in the edit, filter it out."
        ),
    ),
    "pace_wpm": Words(
        "speech",
        N_("Pace of speech"),
        N_("The pace is {measured:.0f} words a minute; {required} are asked for. Set the prompter to that pace."),
    ),
    "pace_overall_wpm": Words(
        "speech",
        N_("Pace over the whole take"),
        N_("Over the whole take it is {measured:.0f} words a minute; {required} are asked for. Trim the ends."),
    ),
    "articulation_wpm": Words(
        "speech",
        N_("Pace without pauses"),
        N_("Without pauses it is {measured:.0f} words a minute; {required} are asked for. Speak more evenly."),
    ),
    "syllables_per_s": Words(
        "speech",
        N_("Syllables a second"),
        N_("{measured:.1f} syllables a second; {required} are asked for. Set the prompter to another pace."),
    ),
    "pause_share": Words(
        "speech",
        N_("Share of pauses"),
        N_("{measured:.0%} of the speech is pauses; a share of {required} is asked for. Look at the places."),
    ),
    "pause_longest_s": Words(
        "speech",
        N_("Longest pause"),
        N_("The longest pause lasts {measured:.1f} s; {required} s are asked for. Cut it, or say it again."),
    ),
    "script_read_share": Words(
        "speech",
        N_("Share of the script read"),
        N_("About {measured:.0%} of the script was read. Look for what is missing, or shoot the rest."),
    ),
    "script_left_s": Words(
        "speech",
        N_("Script left at the end"),
        N_("{measured:.0f} s of the script were still to come when the take ended. Shoot the rest."),
    ),
}
