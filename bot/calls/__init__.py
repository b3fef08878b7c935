"""One coroutine per live call, over ports only: reads like the story of the call."""
