"""Makes the sounds that come with Gudok: spoken prompts, the beep, the default hold music."""
