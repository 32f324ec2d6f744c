"""The closed lists as they stood at revision 0001; frozen. A new member comes with a migration of its own."""

from migrations.foundation.base import quoted, words

CHANNEL = words("""
    phone_12369 order_12345 wechat web letter visit email superior inspection_central inspection_prov
    xf_bureau leader_note npc_cppcc media patrol leader_visit transfer_dept other
""")
EFFECT = words("""
    issue_acceptance issue_refusal issue_no_longer issue_redirection issue_merge_notice
    issue_sealed_transfer issue_assignment issue_transfer_notice issue_objection issue_extension
    issue_report issue_reply issue_rehandling issue_supervision issue_criminal_referral
    issue_emergency_report issue_recheck_acceptance issue_recheck_opinion issue_rereview_acceptance
    issue_rereview_opinion issue_catalogue tell_petitioner tell_unit tell_duty_leader invite_evaluation
    extend_handling suspend_handling resume_handling next_round
""")
FLAG = words("""
    repeat key backlog collective emergency opinion inspection superior leader_note criminal public
""")
GRID_LEVEL = words("city district street community")
INDUSTRY = words("""
    construction catering non_metallic livestock chemical metallurgy manufacturing mining
    waste_treatment fuel_and_repair transport residential_service other
""")
LEVEL = words("city sub")
NOTICE_STATE = words("issued answered lifted")
OUTCOME = words("refuse no_longer_accept redirect")
POLLUTION_SUBTYPE = words("""
    odour smoke_dust industrial_gas catering_fume fugitive_dust vehicle_exhaust open_burning
    construction_noise industrial_noise social_noise traffic_noise low_frequency_noise
    industrial_wastewater domestic_sewage livestock_wastewater black_odorous_water drinking_source
    household_waste industrial_waste hazardous_waste construction_waste medical_waste electromagnetic
    ionising mining protected_area deforestation built_unapproved run_unaccepted monitoring_fraud
""")
POLLUTION_TYPE = words("air noise water solid ecology radiation soil light project other")
RELATION = words("same_open same_new_facts same_no_news associated history")
REVIEW_KIND = words("substance procedure")
ROLE = words("""
    operator petition_officer petition_head deputy_business deputy_petitions bureau_head leader
    owner_city owner_sub handler unit_head supervisor discipline statistician archivist system_admin
    security_admin auditor system
""")
SATISFACTION = words("satisfied basically dissatisfied")
STATE = words("""
    draft discarded registered need_info proposed refused no_longer_accepted redirected discipline answered merged
    accepted dispatched objected signed_in investigating disposing hearing review approved replied
    stage_closed closed withdrawn recheck rechecked rereview terminated archived
""")
SUPERVISION_LEVEL = words("ordinary key listed")
TERM = words("""
    accept.notify objection.superior crossarea.platform handle.A handle.B handle.C review.request
    review.decide rereview.request rereview.decide exposure.nonperformance reconsider.request
    reconsider.sue inspect.central inspect.prov order12345 hearing spotcheck.textfix emergency.report
    emergency.report.major criminal.decide criminal.handover penalty.decide publish log.retention
    pia.retention info.supply discipline.handover transfer sign_in objection.unit objection.decide
    investigate.start double_review rework evaluate rehandle stage.report archive redecide
    supervise.answer supervise.answer.listed owner.replace
""")
TRACK = words("A B C D E F G")
TRUTH = words("true partly untrue")
UNIT = words("d wd h month")
UNIT_KIND = words("bureau division sub_bureau team")
VERB = words("""
    record register amend discard classify ask_info resume confirm_repeat deny_repeat merge separate propose
    return_proposal refuse no_longer_accept redirect refer_discipline answer accept appoint_owner
    vacate_owner transfer sign_in object uphold_objection overrule_objection investigate record_finding
    dispose
    hold_hearing end_hearing submit pass_substance pass_procedure return_to_investigate
    return_to_dispose approve withdraw_approval reply evaluate explain sign_strike_off close stage_close finish_stage
    reopen withdraw request_recheck withdraw_recheck uphold_recheck revoke_recheck request_rereview withdraw_rereview uphold_rereview
    revoke_rereview archive raise_flag clear_flag draw_plan sign_plan ask_extension grant_extension
    deny_extension supervise answer_supervision return_supervision lift_supervision visit instruct
    report_progress raise_emergency report_emergency clear_emergency report_crime refer_criminal
    decline_referral hand_over_crime note_procedure publish history_register history_refuse history_accept
    history_find history_reply history_rate history_close
""")
VERDICT = words("suggested confirmed denied")
OPINION = words("same other")

NOT_ACCEPTED = quoted(
    words("""
        answered archived discarded discipline draft merged need_info no_longer_accepted proposed redirected
        refused registered withdrawn
    """)
)
BACKLOG = quoted(
    words("""
        accepted approved dispatched disposing hearing investigating need_info objected proposed
        registered review signed_in
    """)
)
