"""The desk 工作台: what waits for the post that is signed in, oldest deadline first.

Other subjects fill it: ``waiting`` takes functions that find what waits,
``cards`` takes figures and quick actions. A subject registers in its own
``pages/<subject>/desk.py``, which is imported at start-up.
"""
