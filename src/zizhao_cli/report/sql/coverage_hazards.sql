-- What is known of the hazards of each unit and measure: how many are not done with, and how many were found from :first to :until.
-- They are read as they lie, as their checks do, not in the order of units: hence the +.
SELECT
    unit_id, measure,
    sum({open}) AS open,
    sum({overdue}) AS overdue,
    sum({major} AND {open}) AS major_open,
    sum(found_on BETWEEN :first AND :until) AS found,
    sum(found_on BETWEEN :first AND :until AND check_id IS NOT NULL AND (
        SELECT {by_itself} FROM checks AS c WHERE c.id = asked.check_id
    )) AS self_found
FROM hazards AS asked
WHERE {counted}
GROUP BY +unit_id, measure
