-- The campaigns that are there, the earliest first.
SELECT code, title, basis, phases, first_on, last_on
FROM campaign
WHERE state <> 'voided'
ORDER BY first_on, id
