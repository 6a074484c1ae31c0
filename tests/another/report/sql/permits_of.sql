-- The relation `permits`: what lists ask of the permits and units that are put in here.
SELECT p.id, p.no, u.code AS unit_code, u.name AS unit, p.title, p.asked_on, p.asked_by, p.state
FROM {record} AS p
JOIN {unit} AS u ON u.id = p.unit_id
