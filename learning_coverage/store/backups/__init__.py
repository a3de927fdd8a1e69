"""Backups of a store folder, their schedule, and restoring from one."""
