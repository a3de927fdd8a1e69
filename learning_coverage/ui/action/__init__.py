"""Content of the pages under `pages/action`."""
