"""The columns of every table in their order, made from store.tables by `make statements`; never edited by hand."""

_TABLES = """
batch: id seq form receipt
batch_undo: batch_id seq effective_on reason
check_edit: check_id edit_no seq effective_on step detail unit_id measure checked_on kind inspectors result note source_id fingerprint
check_void: check_id seq effective_on reason replaced_by
checks: id seq unit_id measure checked_on kind inspectors result note source_id fingerprint
enterprise: id code unit_id legal_representative controller head barred barred_sector parent_company high_risk responsibility_signed_on qualification qualification_no qualification_holder qualification_until contracting contract_signed_on dispatched dispatched_dangerous dispatched_trained flexible flexible_dangerous flexible_trained head_hours head_trained_on manager_hours manager_trained_on worker_hours worker_trained_on insured_until note entered_on state last_step_on
enterprise_version: id code legal_representative controller head barred barred_sector parent_company high_risk responsibility_signed_on qualification qualification_no qualification_holder qualification_until contracting contract_signed_on dispatched dispatched_dangerous dispatched_trained flexible flexible_dangerous flexible_trained head_hours head_trained_on manager_hours manager_trained_on worker_hours worker_trained_on insured_until note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
evidence: seq position hazard_id check_id sha256 kind size name kind_of_record record_id step_no
hazard: id unit_id check_id source_id fingerprint measure title location sector level handling responsible source supervised state found_on due_on original_due_on due_basis extensions last_step_on rectified_on rectified_by reviewer closed_on plan_responsible plan_measures plan_funds plan_due_on plan_contingency transferred_to transferred_on reply_due_on answered_on result_on leader
hazard_version: id source_id fingerprint measure title location sector level handling responsible source supervised state found_on due_on original_due_on due_basis extensions last_step_on rectified_on rectified_by reviewer closed_on plan_responsible plan_measures plan_funds plan_due_on plan_contingency step_no seq effective_on step detail unit_id check_id restates transferred_to transferred_on reply_due_on answered_on result_on leader
journal: seq recorded_at effective_on actor action subject detail digest prev_hash hash
notice: id unit_id first_id paper year serial paper_no receiver hazards inspectors issued_on report_by file state delivered_on received_by witness answered_on last_step_on
notice_version: id paper year serial paper_no receiver hazards inspectors issued_on report_by file state delivered_on received_by witness answered_on last_step_on step_no seq effective_on step detail unit_id first_id restates
person: id code name unit_id post role sectors since_on until_on note entered_on state last_step_on
person_version: id code name post role sectors since_on until_on note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
remark: seq position kind_of_record record_id step_no text
staffing: id code unit_id leader posts filled professional certified certified_until equipment vehicles budget note entered_on state last_step_on
staffing_version: id code leader posts filled professional certified certified_until equipment vehicles budget note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
submission: id form title form_version form_digest period base as_of sent anchor file receiver submitted_on state last_step_on
submission_version: id form title form_version form_digest period base as_of sent anchor file receiver submitted_on state last_step_on step_no seq effective_on step detail restates
topic: id title unit_id sector measure raised_by lead due_on note entered_on studied_on studied_by solution closed_on outcome state last_step_on
topic_version: id title sector measure raised_by lead due_on note entered_on studied_on studied_by solution closed_on outcome state last_step_on step_no seq effective_on step detail unit_id restates
unit: name kind aliases parent_id supervisor_id sector head contact phone note active id code tags
unit_version: code name kind aliases parent_id supervisor_id sector head contact phone note active unit_id version_no seq effective_on step detail restates tags
"""
_LINES = [line.partition(": ") for line in _TABLES.strip().split("\n")]
COLUMNS = {table: columns.split() for table, _, columns in _LINES}
