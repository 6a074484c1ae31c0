-- All hazards.
SELECT * FROM hazards
