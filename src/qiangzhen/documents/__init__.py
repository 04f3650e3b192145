"""Official papers. So far the register of instruments: the papers by which powers move.

Making, numbering, sealing and serving papers come with the handover; the register
is what a mandate rests on today.
"""
