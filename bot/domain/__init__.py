"""Pure rules: no await, no clock, no I/O; imports nothing of ours."""
