"""Tests that interrupt something work in the background too, where a shell has interrupts ignored."""

import signal
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).with_name("conftest.py")

IN_BACKGROUND = """
import runpy, signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
runpy.run_path(sys.argv[1])
command = [sys.executable, "-c", "print('ready', flush=True); import time; time.sleep(60)"]
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
assert process.stdout.readline() == "ready\\n"
process.send_signal(signal.SIGINT)
process.communicate(timeout=30)
print(process.returncode, signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


def test_a_suite_that_was_started_with_interrupts_ignored_can_still_interrupt_what_it_starts() -> (
    None
):
    command = [sys.executable, "-c", IN_BACKGROUND, str(CONFTEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"{-signal.SIGINT} True\n"
