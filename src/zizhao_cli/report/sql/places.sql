-- What was found, and perhaps closed, in each place where something that is asked for was found, by days; and which of it is asked for.
SELECT id, unit_id, measure, place_of(location, title) AS place, found_on, closed_on, {asked_for} AS asked_for
FROM hazards AS asked
WHERE {counted} AND (found_on >= :found_from OR closed_on >= :closed_from) AND (unit_id, measure) IN (
    SELECT unit_id, measure FROM hazards AS asked WHERE {asked_for}
)
ORDER BY unit_id, measure, place, found_on, id
