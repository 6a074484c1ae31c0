-- Not yet closed, transferred or voided at the end of :as_of.
SELECT * FROM hazards WHERE state IN ('registered', 'rectifying', 'awaiting_review')
