-- The journal, one row for each change-set.
SELECT seq, recorded_at, effective_on, actor, action, subject, detail, digest, prev_hash, hash FROM journal
