-- How many checks, hazards and units the batch :id wrote.
SELECT
    (SELECT count(*) FROM checks WHERE seq = b.seq) AS checks,
    (SELECT count(DISTINCT id) FROM hazard_version WHERE seq = b.seq) AS hazards,
    (SELECT count(*) FROM unit_version WHERE seq = b.seq AND version_no = 1) AS units
FROM batch AS b
WHERE b.id = :id
