-- The batches of imports, and whether they were undone.
SELECT
    b.id, b.no AS batch, b.form, b.receipt, j.recorded_at, j.actor, u.effective_on AS undone_on, u.reason AS undo_reason
FROM batch AS b
JOIN journal AS j ON j.seq = b.seq
LEFT JOIN batch_undo AS u ON u.batch_id = b.id
