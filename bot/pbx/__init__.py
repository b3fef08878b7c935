"""The two telephone switches behind the `Pbx` port."""
