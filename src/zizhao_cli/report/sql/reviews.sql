-- Put right, and not re-inspected within the days that the office allows: those rectified before :rectified_before.
SELECT * FROM hazards WHERE state = 'awaiting_review' AND rectified_on < :rectified_before
