-- The relation `notices`: what lists ask of the papers that are put in here.
SELECT n.id, n.no, n.paper, n.paper_no, u.code AS unit_code, u.name AS unit, n.receiver, n.hazards, n.issued_on,
    n.state, n.delivered_on, n.received_by, n.answered_on, n.inspectors, n.report_by, f.no AS first_no, n.witness, n.file, n.year, n.serial, n.unit_id
FROM {record} AS n
JOIN {unit} AS u ON u.id = n.unit_id
LEFT JOIN notice AS f ON f.id = n.first_id
