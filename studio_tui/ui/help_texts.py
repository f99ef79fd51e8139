"""What every sign and number on the screens means for an operator, and what to do when it is red.

A page of texts and nothing else. Whoever reads it is no engineer: what it is in one
sentence, what to do in another.
"""

from __future__ import annotations

from typing import NamedTuple

from studio_tui.text import N_, Text


class Sign(NamedTuple):
    """A sign as the screen shows it, and its meaning."""

    sign: Text
    meaning: Text


class Group(NamedTuple):
    """Signs that belong together."""

    title: Text
    signs: tuple[Sign, ...]


TAKES = Group(
    N_("Takes and alarms"),
    (
        Sign(N_("● REC"), N_("A take is being recorded. It goes on when this screen is closed.")),
        Sign(N_("■ ALARM"), N_("The take will not be usable. Act now.")),
        Sign(N_("▲ WARNING"), N_("Look at this soon.")),
        Sign(N_("✓ PASS"), N_("The file on the disk meets the rules.")),
        Sign(N_("? UNDECIDED"), N_("Something could not be measured. This is not a pass.")),
        Sign(
            N_("claimed · measured · required"),
            N_("What the file says, what the signal is, what the rule asks."),
        ),
        Sign(
            N_("waveform"),
            N_("Brightness over the width of the picture; the lines are nominal black and white."),
        ),
    ),
)

LEVEL = Group(
    N_("Sound: level"),
    (
        Sign(N_("the bar"), N_("How strong the sound is now. Speech should move in the green part.")),
        Sign(N_("┃ in the bar"), N_("The highest peak of the last seconds; its figure stands beside the bar.")),
        Sign(N_("┊ in the bar"), N_("Alignment: here stands a test tone that is set up correctly.")),
        Sign(
            N_("silent · low · ok · hot"),
            N_("The held peak: nothing heard; below −30; up to −6; above −6 dBFS. Low: turn the gain up. "
               "Hot: turn it down. Silent: look at the cable, the mute switch and the battery."),
        ),
        Sign(
            N_("CLIP"),
            N_("The sound was too loud for the interface and is damaged; no filter brings it back. Turn the gain "
               "down, then clear with F8. The word stays until then."),
        ),
        Sign(
            N_("dBTP (true peak)"),
            N_("The highest peak between the samples since the roll. Above the limit the sound will distort after "
               "upload: turn the gain down by 3 dB."),
        ),
        Sign(N_("lost samples"), N_("Sound that never came from the interface. Use another cable or USB socket.")),
        Sign(
            N_("DC offset"),
            N_("The whole signal is shifted to one side. Above 0.5 % of full scale it costs headroom and clicks at "
               "cuts. A fault of the interface: switch on its low-cut filter or use another input."),
        ),
    ),
)  # fmt: skip

SCALES = Group(
    N_("Sound: the scales of the level meter"),
    (
        Sign(
            N_("IEC 60268-10 I"),
            N_("Broadcast peak meter of the continent. Let speech peak to 0 dB, seldom above."),
        ),
        Sign(N_("IEC 60268-10 IIa"), N_("Peak meter of the BBC, marks 1 to 7. Let speech peak between 4 and 6.")),
        Sign(
            N_("IEC 60268-17 (VU)"),
            N_("Shows the average, not peaks. Let speech swing around −3 to 0; short peaks are 10 dB higher."),
        ),
        Sign(N_("K-20 · K-14"), N_("Shows the average with room above 0. Let speech swing around 0.")),
        Sign(
            N_("IEC 60268-18"),
            N_("Shows the samples themselves; 0 is the end of everything. Let speech peak between −18 and −9."),
        ),
        Sign(
            N_("which one"),
            N_("Set by ballistics under [meters] in studio.toml. Words and clips are the same in all."),
        ),
    ),
)  # fmt: skip

LOUDNESS = Group(
    N_("Sound: loudness"),
    (
        Sign(
            N_("M · S · I"),
            N_("Loudness as people hear it: of the last 0.4 s, of the last 3 s, and of the whole take."),
        ),
        Sign(
            N_("LUFS · LU"),
            N_("The unit of loudness, and the distance to the target: −3 LU is 3 too quiet, +3 LU is 3 too loud."),
        ),
        Sign(
            N_("target"),
            N_("Where the whole take (I) should end up for this destination. Quiet: move the microphone closer or "
               "turn the gain up. Loud: turn it down."),
        ),
        Sign(
            N_("max M · max S"),
            N_("The loudest moment of the take. Far above the target: a cough, a bang, a shout."),
        ),
        Sign(
            N_("range"),
            N_("How far quiet and loud passages lie apart (LRA). Above 10 LU listeners reach for the volume: ask "
               "the speaker to keep the voice and the distance to the microphone."),
        ),
        Sign(N_("peak … over"), N_("The true peak is above what the destination allows. Turn the gain down.")),
        Sign(
            N_("columns"),
            N_("S over the last minutes with the target line through it: a voice that tires, a speaker who moves "
               "away."),
        ),
    ),
)  # fmt: skip

STEREO = Group(
    N_("Sound: left and right"),
    (
        Sign(
            N_("φ (correlation)"),
            N_("How alike the channels are, from +1 (the same) over 0 (nothing in common) to −1 (opposite)."),
        ),
        Sign(
            N_("mono-safe · wide · out of phase"),
            N_("What is left on a telephone with one loudspeaker: all; a little less; hardly anything. Out of "
               "phase: look for a cable or a switch that turns one channel upside down."),
        ),
        Sign(
            N_("balance"),
            N_("Which side is louder and by how much. From 3 dB on the voice leaves the middle: set both gains "
               "alike."),
        ),
        Sign(
            N_("same sound on both channels"),
            N_("There is only one microphone. With one that is right; with two, the second is not connected."),
        ),
        Sign(
            N_("one channel is inverted"),
            N_("The channels cancel out: in mono nobody hears anything. Change one cable or press Ø on one "
               "channel."),
        ),
    ),
)  # fmt: skip

TRUTH = Group(
    N_("Sound: what the signal really is"),
    (
        Sign(N_("24 bit, 24 used"), N_("What the interface claims, and how many of the bits ever change.")),
        Sign(
            N_("really 16 bit · bits before scaling"),
            N_("The sound had fewer bits before it was blown up. Set the interface, and the system's sound "
               "settings, to 24 bits."),
        ),
        Sign(
            N_("really 44.1 kHz"),
            N_("The sound was converted from another rate. Set the interface to 48 kHz and close what else "
               "uses it."),
        ),
        Sign(
            N_("sound up to 20 kHz"),
            N_("The highest tone there is (bandwidth). Below 16 kHz look for Bluetooth, a telephone headset, or a "
               "file that was compressed."),
        ),
        Sign(
            N_("? unknown"),
            N_("It could not be told, mostly because there was too little sound. This is not a good sign, "
               "it is none."),
        ),
    ),
)  # fmt: skip

FAULTS = Group(
    N_("Sound: faults and further figures"),
    (
        Sign(
            N_("holes and repeats"),
            N_("For some milliseconds the sound is gone or heard twice: the computer did not keep up. Listen to "
               "the places. Use another cable and USB socket, close other programs, shoot again."),
        ),
        Sign(
            N_("clipped before the interface · clips below full scale"),
            N_("Peaks are cut flat though the meter never reached the top: the microphone or its transmitter was "
               "overdriven. Turn the gain down there and shoot again; no filter brings it back."),
        ),
        Sign(
            N_("speech above the noise (SNR)"),
            N_("How many dB the voice stands above the room. From 40 very good; below 25 the room is heard in "
               "every pause. More gain raises both: come closer to the microphone, turn off fans."),
        ),
        Sign(
            N_("crest factor"),
            N_("How far the peaks stand above the mean level. Speech as it is spoken has 15 to 22 dB. Below 12 a "
               "compressor or limiter is at work, or the sound is clipped: switch it off, turn the gain down."),
        ),
        Sign(
            N_("bits above the noise (effective)"),
            N_("How many of the 24 bits are sound and not noise: 9 and more in a quiet room. Below 8 the room is "
               "loud or the gain too high: quiet the room, come closer, turn the gain down."),
        ),
    ),
)  # fmt: skip

ROOM = Group(
    N_("Sound: the room"),
    (
        Sign(
            N_("room tone"),
            N_("Eight seconds of the silent room, measured with N. Do it before the first take and whenever "
               "something was moved."),
        ),
        Sign(
            N_("dBFS(A)"),
            N_("The noise floor: how loud the room is when nobody speaks, as the ear hears it. Up to −60 good, "
               "up to −50 acceptable, above noisy: turn off fans, close doors, come closer to the microphone."),
        ),
        Sign(
            N_("hum"),
            N_("A deep tone from the mains, 50 or 60 Hz. Keep sound cables away from power supplies, use balanced "
               "cables, run the computer on its battery."),
        ),
        Sign(N_("could not tell"), N_("Somebody spoke, or the microphone was off. Measure again.")),
    ),
)  # fmt: skip

PROMPTER = Group(
    N_("The prompter"),
    (
        Sign(
            N_("▶ … ◀"),
            N_("The line to be read now, on a lighter band. What has been read is dim, what comes is grey."),
        ),
        Sign(N_("3 · 2 · 1"), N_("The count-in: the text begins to move when it ends.")),
        Sign(
            N_("bars beside the line"),
            N_("The end of a stage: breathe. The next stage begins when the bars have sunk."),
        ),
        Sign(
            N_("[in brackets]"),
            N_("A cue: do it, do not read it. It takes no time, unless it says so: [pause 3 s]. A hint how to say "
               "a word has another colour."),
        ),
        Sign(N_("____"), N_("The author has left something out. Ask before the take: E edits the stage.")),
        Sign(
            N_("◆ · ┼"),
            N_("A mark, and the beginning of a stage. Y and I go from mark to mark, U sets one or takes it away."),
        ),
        Sign(
            N_("running · held by hand"),
            N_("Whether the text moves. A hand always wins over the voice."),
        ),
        Sign(
            N_("waits for the voice"),
            N_("The speaker is silent, so the text holds; it goes on with the voice. F switches this on and off, "
               "[ and ] change how much silence is waited for."),
        ),
        Sign(
            N_("─━●━─  150–180"),
            N_("The pace now; the thick part is the band that is asked for."),
        ),
        Sign(
            N_("syll/s"),
            N_("Syllables in a second. Kazakh and Russian words are longer than English ones: above 7 it is hard "
               "to speak clearly."),
        ),
        Sign(
            N_("3:20 of 8:30"),
            N_("Time since the reading began, and the length it shall have. The rate follows by itself. After a "
               "retake both are of what was still to be read."),
        ),
        Sign(
            N_("cannot be met: …"),
            N_("The prompter goes from 40 to 300 words a minute, and no rate between them ends the reading in "
               "time. Give it another length with W, or go on without one."),
        ),
        Sign(N_("×1.05"), N_("This stage is read 5 % faster than the rest.")),
        Sign(
            N_("→ … in 0:24"),
            N_("What is to be seen next, and when. A cue within the text stands in brackets."),
        ),
        Sign(
            N_("▁ caption"),
            N_("The speaker's name and position are shown about now: look into the camera, do not gesture in front "
               "of it."),
        ),
        Sign(
            N_("✎ edited"),
            N_("The text differs from the author's file. The library's copy has the changes, the file does not."),
        ),
        Sign(
            N_("slow terminal"),
            N_("The terminal cannot take 30 pictures a second, so fewer are sent; the text keeps its time. Plain "
               "letters (F4) help."),
        ),
    ),
)  # fmt: skip

GROUPS = (TAKES, PROMPTER, LEVEL, SCALES, LOUDNESS, STEREO, TRUTH, FAULTS, ROOM)
"""In the order of the help."""
