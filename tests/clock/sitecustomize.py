"""Stops the clock of a program under test: `ZIZHAO_TEST_NOW` holds the moment, as ISO 8601.

It is found only where tests put this folder on PYTHONPATH; the program itself has no such door.
"""

import os

if moment := os.environ.get("ZIZHAO_TEST_NOW"):
    import time_machine

    time_machine.travel(moment, tick=False).start()
