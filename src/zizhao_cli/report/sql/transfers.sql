-- With another authority, which has not said yet what came of it.
SELECT * FROM hazards WHERE state = 'transferred' AND result_on IS NULL
