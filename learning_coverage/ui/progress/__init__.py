"""Content of the pages under `pages/progress`."""
