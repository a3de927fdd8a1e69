"""Papers made of the same answers as the screens: what is handed out, attached or filed."""
