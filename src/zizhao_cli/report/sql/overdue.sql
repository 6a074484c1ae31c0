-- Overdue at the end of :as_of: the clock runs, and the deadline lies before that day.
SELECT * FROM hazards WHERE state IN ('registered', 'rectifying') AND due_on < :as_of
