"""A message from the PBX to the book. The same few steps after a hang-up, a crash of ours, or a night without us."""

from bot.calls.journal import note
from bot.calls.line import Line
from bot.domain.plan import LEAST, TakeMessage
from bot.ports import LeftMessage, OpenedCall


async def keep_message(line: Line, call: OpenedCall, recording: str, step: TakeMessage | None) -> bool:
    """Fetch a finished recording and write the voicemail down; False when too little was said.

    Without a `step` the PBX, left alone, has asked for a message where we would not: it is for the company.
    The PBX forgets its copy last, and the book takes a recording once: wherever we are killed, doing it again is right.
    """
    file = line.messages / f"{recording}.wav"
    await line.pbx.fetch(recording, file)
    heard = await line.audio.listen(file)
    kept = heard.speech >= (step.least if step else LEAST)
    if kept:
        line.audio.foresee(file)  # while the book is being written
        whose = step.employee_id if step else None
        message = LeftMessage(file=file, seconds=heard.seconds, employee_id=whose, recording=recording)
        await line.book.message_left(call.id, message)
        note(call.id, "voicemail", "a message of %.1f s is on its way", heard.seconds)
    else:
        file.unlink()
        note(call.id, "voicemail", "nothing was said (%.1f s of speech), dropped", heard.speech)
    await line.pbx.forget(recording)
    return kept
