"""The steps of the upload page: files, overrides, errors, changes, saving."""
