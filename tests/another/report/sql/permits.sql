-- The permits that are not struck out.
SELECT * FROM permits WHERE state <> 'voided'
