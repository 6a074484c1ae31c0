-- All submissions.
SELECT * FROM submissions
