"""The columns of every table in their order, made from store.tables by `make statements`; never edited by hand."""

_TABLES = """
accident: id title unit_id place sector type production happened_at head_told_at unit_reported_at town_told_at town_reported_at district_told_at dead injured minor missing loss overview scene course measures_taken other note happened_on terms reporter reported_at reported_to means statistics_at followed_up_at followup grade redetermined_why redetermined_on findings found_by finding_source finding_on investigation investigated_by raised investigated_on supervision_id supervised_on confirmed_by confirmation_no confirmed_on closing_no closed_on state last_step_on
accident_version: id title place sector type production happened_at head_told_at unit_reported_at town_told_at town_reported_at district_told_at dead injured minor missing loss overview scene course measures_taken other note happened_on terms reporter reported_at reported_to means statistics_at followed_up_at followup grade redetermined_why redetermined_on findings found_by finding_source finding_on investigation investigated_by raised investigated_on supervised_on confirmed_by confirmation_no confirmed_on closing_no closed_on state last_step_on step_no seq effective_on step detail unit_id supervision_id restates
action: id kind unit_id person post layer records subject reason basis body talked_by paper_no amount answer_due_on note done_on answered_on answer opened_on decided_on decision decided_by carried_out_on handed_over_on handed_to receipt_no published_on medium public_until state last_step_on
action_version: id kind person post layer records subject reason basis body talked_by paper_no amount answer_due_on note done_on answered_on answer opened_on decided_on decision decided_by carried_out_on handed_over_on handed_to receipt_no published_on medium public_until state last_step_on step_no seq effective_on step detail unit_id restates
area: id name unit_id places sector measure campaign_id problem lead first_on last_on note entered_on concluded_on outcome state last_step_on
area_version: id name places sector measure problem lead first_on last_on note entered_on concluded_on outcome state last_step_on step_no seq effective_on step detail unit_id campaign_id restates
batch: id seq form receipt
batch_undo: batch_id seq effective_on reason
campaign: id code title basis unit_id head liaison first_on last_on phases note entered_on state last_step_on
campaign_version: id code title basis head liaison first_on last_on phases note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
channel: id way unit_id place address wording note since_on checked_on works checked_by ended_on state last_step_on
channel_version: id way place address wording note since_on checked_on works checked_by ended_on state last_step_on step_no seq effective_on step detail unit_id restates
check_edit: check_id edit_no seq effective_on step detail unit_id measure checked_on kind inspectors result note source_id fingerprint
check_void: check_id seq effective_on reason replaced_by
checks: id seq unit_id measure checked_on kind inspectors result note source_id fingerprint
duty: id text post person unit_id basis often proof due_on since_on until_on note done_days published_on medium public_until state last_step_on
duty_version: id text post person basis often proof due_on since_on until_on note done_days published_on medium public_until state last_step_on step_no seq effective_on step detail unit_id restates
enforcement: id kind unit_id name sector records amount persons basis note opened_on handed_on_on body reply_due_on answered_on answer decided_on power paper_no result carried_out_on carried_out_how closed_on rechecks published_on medium public_until state last_step_on
enforcement_version: id kind name sector records amount persons basis note opened_on handed_on_on body reply_due_on answered_on answer decided_on power paper_no result carried_out_on carried_out_how closed_on rechecks published_on medium public_until state last_step_on step_no seq effective_on step detail unit_id restates
enterprise: id code unit_id legal_representative controller head barred barred_sector parent_company high_risk responsibility_signed_on qualification qualification_no qualification_holder qualification_until contracting contract_signed_on dispatched dispatched_dangerous dispatched_trained flexible flexible_dangerous flexible_trained head_hours head_trained_on manager_hours manager_trained_on worker_hours worker_trained_on insured_until note entered_on state last_step_on
enterprise_version: id code legal_representative controller head barred barred_sector parent_company high_risk responsibility_signed_on qualification qualification_no qualification_holder qualification_until contracting contract_signed_on dispatched dispatched_dangerous dispatched_trained flexible flexible_dangerous flexible_trained head_hours head_trained_on manager_hours manager_trained_on worker_hours worker_trained_on insured_until note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
evidence: seq position hazard_id check_id sha256 kind size name kind_of_record record_id step_no
hazard: id unit_id check_id source_id fingerprint measure title location sector level handling responsible source supervised state found_on due_on original_due_on due_basis extensions last_step_on rectified_on rectified_by reviewer closed_on plan_responsible plan_measures plan_funds plan_due_on plan_contingency transferred_to transferred_on reply_due_on answered_on result_on leader
hazard_version: id source_id fingerprint measure title location sector level handling responsible source supervised state found_on due_on original_due_on due_basis extensions last_step_on rectified_on rectified_by reviewer closed_on plan_responsible plan_measures plan_funds plan_due_on plan_contingency step_no seq effective_on step detail unit_id check_id restates transferred_to transferred_on reply_due_on answered_on result_on leader
journal: seq recorded_at effective_on actor action subject detail digest prev_hash hash
lesson: id title sector look_for records campaign lead due_on note since_on closed_on outcome state last_step_on
lesson_version: id title sector look_for records campaign lead due_on note since_on closed_on outcome state last_step_on step_no seq effective_on step detail restates
notice: id unit_id first_id paper year serial paper_no receiver hazards inspectors issued_on report_by file state delivered_on received_by witness answered_on last_step_on
notice_version: id paper year serial paper_no receiver hazards inspectors issued_on report_by file state delivered_on received_by witness answered_on last_step_on step_no seq effective_on step detail unit_id first_id restates
person: id code name unit_id post role sectors since_on until_on aliases note entered_on state last_step_on
person_version: id code name post role sectors since_on until_on aliases note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
power: id name power_type origin item_code sub_item basis duties liability post holder from_department scope since_on until_on note published_on medium public_until state last_step_on
power_version: id name power_type origin item_code sub_item basis duties liability post holder from_department scope since_on until_on note published_on medium public_until state last_step_on step_no seq effective_on step detail restates
project: id title kind unit_id builder sector high_risk remove_by note entered_on permit_on permit_by permit_no reviewed_on design_review reviewed_by started_on accepted_on accepted_by removed_on outcome state last_step_on
project_version: id title kind builder sector high_risk remove_by note entered_on permit_on permit_by permit_no reviewed_on design_review reviewed_by started_on accepted_on accepted_by removed_on outcome state last_step_on step_no seq effective_on step detail unit_id restates
remark: seq position kind_of_record record_id step_no text
seal: seq position kind_of_record record_id recipient sha256 replaces code
seal_key: seq position recipient custodian
sealed: sha256 content
settlement: id matter link departments sector note entered_on lead_id principle decided_on state last_step_on
settlement_version: id matter link departments sector note entered_on principle decided_on state last_step_on step_no seq effective_on step detail lead_id restates
staffing: id code unit_id leader posts filled professional certified certified_until equipment vehicles budget note entered_on state last_step_on
staffing_version: id code leader posts filled professional certified certified_until equipment vehicles budget note entered_on state last_step_on step_no seq effective_on step detail unit_id restates
submission: id form title form_version form_digest period base as_of sent anchor file receiver submitted_on state last_step_on
submission_version: id form title form_version form_digest period base as_of sent anchor file receiver submitted_on state last_step_on step_no seq effective_on step detail restates
supervision: id hazard_id title unit_id level of body person demands notice_no plan_due_on due_on progress_days note listed_on plan_filed_on progress_on progress asked_on extended_on extension_no late_reason accepted_on result accepted_by acceptance_no lifted_on lift_no relisted_on state last_step_on
supervision_version: id title level of body person demands notice_no plan_due_on due_on progress_days note listed_on plan_filed_on progress_on progress asked_on extended_on extension_no late_reason accepted_on result accepted_by acceptance_no lifted_on lift_no relisted_on state last_step_on step_no seq effective_on step detail unit_id hazard_id restates
tip: id channel received_on summary unit_id about place sector risk deaths joint received_by same_as_id source_id custodian original_no extract_no note named due_on assigned_on assigned_to_id handler extended_on notified_on not_notified transferred_on sent_to answered_on answer verified_on result findings outcomes reply_due_on rewarded_on amount grounds decided_by body paid_on paid_by voucher replied_on replied_how closed_on no_reward state last_step_on
tip_version: id channel received_on summary about place sector risk deaths joint received_by source_id custodian original_no extract_no note named due_on assigned_on handler extended_on notified_on not_notified transferred_on sent_to answered_on answer verified_on result findings outcomes reply_due_on rewarded_on amount grounds decided_by body paid_on paid_by voucher replied_on replied_how closed_on no_reward state last_step_on step_no seq effective_on step detail unit_id same_as_id assigned_to_id restates
topic: id title unit_id sector measure raised_by lead due_on note entered_on studied_on studied_by solution closed_on outcome state last_step_on
topic_version: id title sector measure raised_by lead due_on note entered_on studied_on studied_by solution closed_on outcome state last_step_on step_no seq effective_on step detail unit_id restates
unit: name kind aliases parent_id supervisor_id sector head contact phone note active id code tags
unit_version: code name kind aliases parent_id supervisor_id sector head contact phone note active unit_id version_no seq effective_on step detail restates tags
violation: id title unit_id name village_id kind kind10 illegal sector parties found_by records note found_on struck_on stopped_on stopped_by stopped_how reported_on reported_to closed_on outcome reviewed_by state last_step_on
violation_version: id title name kind kind10 illegal sector parties found_by records note found_on struck_on stopped_on stopped_by stopped_how reported_on reported_to closed_on outcome reviewed_by state last_step_on step_no seq effective_on step detail unit_id village_id restates
withheld: at
"""
_LINES = [line.partition(": ") for line in _TABLES.strip().split("\n")]
COLUMNS = {table: columns.split() for table, _, columns in _LINES}
