-- All papers that were issued.
SELECT * FROM notices
