-- One row per commit with learned names, oldest first: the name of its document in the archive.
SELECT raw FROM event WHERE kind = 'learn' AND seq <= $as_of ORDER BY seq;
