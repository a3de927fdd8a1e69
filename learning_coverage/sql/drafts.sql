-- One row per draft neither published nor sent back, oldest first.
SELECT draft.seq, draft.received_at, draft.made_by, draft.note, draft.raw, draft.rows, draft.file_name
FROM event AS draft
WHERE draft.kind = 'draft' AND draft.seq <= $as_of AND NOT EXISTS (
    SELECT 1 FROM event AS later
    WHERE later.about = draft.seq AND later.kind IN ('upload', 'discard') AND later.seq <= $as_of
)
ORDER BY draft.seq;
