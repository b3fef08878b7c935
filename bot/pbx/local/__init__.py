"""The local switchboard: a PBX in this process, whose telephones are on the page (or in a test's hand).

`phone` is what a person holds, `line` one connection between a phone and the switchboard, `leg` what a call flow does
with a line. Sound goes in frames of 20 ms on one common beat (`frames`).
"""
