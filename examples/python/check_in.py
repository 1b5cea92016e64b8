"""A phone in Python: joins a clinic, answers a PHQ-9, shows crisis help on the tap, saves and syncs."""

import sys
import tempfile
import time
from datetime import datetime, timezone

from interlude import AnswerView, AppError, ContentChoice, KeyGuard, LocalTime, PatientApp


class OpenGuard(KeyGuard):
    """Seals nothing. A real app asks the phone's key store."""

    def seal(self, plain):
        return plain

    def open(self, sealed):
        return sealed


def now():
    """Now, in UTC. A real app gives the phone's local time with its offset, and the phone's zone."""
    return LocalTime(at=datetime.now(timezone.utc).isoformat(timespec="seconds"), zone="Etc/UTC")


def join(app, invite):
    print("Digits:", app.join(invite).digits, flush=True)
    while not app.await_confirmation():
        time.sleep(1)
    choices = [ContentChoice(kind=it.code, shared=True) for it in app.content_kinds()]
    code = app.enrol(choices, now())
    print("Recovery code, to be written on paper:", code)


def show(crisis):
    print(crisis.heading)
    for action in [crisis.emergency, crisis.primary, *crisis.others]:
        if action:
            print("  ", action.label, action.number or "")


def answer(app):
    """Answers every question with its second option; item 9 is above zero then."""
    form = app.open_form("phq9", now())
    for item in form.items():
        tap = form.answer(item.id, AnswerView.CHOICE(item.options[1].value))
        if tap.crisis:
            show(tap.crisis)
        form.save_draft()
    # Item 10 is asked once an answer is above zero.
    for item in form.items():
        if item.answered is None:
            form.answer(item.id, AnswerView.SKIPPED())
    print(form.submit(now()).text)


def main(invite):
    with tempfile.TemporaryDirectory() as folder:
        app = PatientApp.open(folder, OpenGuard())
        join(app, invite)
        answer(app)
        print(app.sync().status_text)
        for point in app.trend("phq9", now()).points:
            print("PHQ-9 total:", point.total)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_in.py INVITE")
    try:
        main(sys.argv[1])
    except AppError as error:
        sys.exit(error.text)
