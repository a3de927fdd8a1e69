-- One row per lesson of the importer in the order taught: its name in the archive.
SELECT raw FROM event WHERE kind = 'learn' AND seq <= $as_of ORDER BY seq;
