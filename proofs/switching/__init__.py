"""Claims about modes that change: dwell, neighbours, reach, rounds, heights and oversight."""
