"""Content of the pages under `pages/records`."""
