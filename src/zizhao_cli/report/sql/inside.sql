-- The units {named}, and all that lie in them, however deep.
WITH RECURSIVE inside (id) AS (
    SELECT id FROM {units} AS u WHERE id IN ({named})
    UNION
    SELECT u.id FROM {units} AS u JOIN inside AS i ON u.parent_id = i.id
)
SELECT id FROM inside
