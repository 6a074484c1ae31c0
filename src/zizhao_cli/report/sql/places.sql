-- What was found, and perhaps closed, in each place by days; and whether it is asked for.
SELECT id, unit_id, measure, place_of(location, title) AS place, found_on, closed_on, {asked_for} AS asked_for
FROM ({hazards}) AS asked
WHERE {counted} AND (found_on >= :found_from OR closed_on >= :closed_from) {among}
ORDER BY unit_id, measure, place, found_on, id
