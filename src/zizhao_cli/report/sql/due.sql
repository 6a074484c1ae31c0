-- Falling due from :as_of up to and including :until.
SELECT * FROM hazards
WHERE state IN ('registered', 'rectifying') AND due_on >= :as_of AND due_on <= :until
