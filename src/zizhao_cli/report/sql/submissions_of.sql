-- The relation `submissions`: what lists ask of the submissions that are put in here.
SELECT s.id, s.no, s.form, s.title, s.period, s.as_of, s.receiver, s.submitted_on, s.state, s.base, s.file,
    s.form_version, s.form_digest, s.anchor, s.sent
FROM {record} AS s
