-- The roll of units.
SELECT
    u.id, u.code, u.name, u.kind, u.aliases, p.name AS parent, s.name AS supervisor, u.sector, u.head,
    u.contact, u.phone, u.note, u.active, u.supervisor_id, u.tags
FROM {unit} AS u
LEFT JOIN {unit} AS p ON p.id = u.parent_id
LEFT JOIN {unit} AS s ON s.id = u.supervisor_id
