"""Acts that leave a case where it stands: flags, plans, owners, supervision, emergencies, suspected crimes."""

from tests.web.acting import DUE, TODAY, WORDS, Act, answered, crime, key, ordinary
from workflow.verbs import Verb

OVERLAY_ACTS = (
    Act(Verb.RAISE_FLAG, lambda o: o.received(), "leader", {"flag": "opinion", "reason": WORDS}),
    Act(Verb.CLEAR_FLAG, key, "petition_head", {"flag": "key", "reason": WORDS}),
    Act(
        Verb.DRAW_PLAN,
        lambda o: o.received().investigating(),
        "handler",
        {"crux": WORDS, "measures": WORDS, "target": DUE, "person": "1"},
    ),
    Act(Verb.SIGN_PLAN, lambda o: key(o).transferred().planned(), "leader", {"opinion": "同意"}),
    Act(
        Verb.ASK_EXTENSION,
        lambda o: ordinary(o).investigating(),
        "handler",
        {"days": "15", "reason": WORDS},
    ),
    Act(
        Verb.GRANT_EXTENSION,
        lambda o: (
            ordinary(o).investigating().does(Verb.ASK_EXTENSION, "handler", days=15, reason="检测周期长")
        ),
        "bureau_head",
        {"days": "10"},
    ),
    Act(
        Verb.DENY_EXTENSION,
        lambda o: (
            ordinary(o).investigating().does(Verb.ASK_EXTENSION, "handler", days=15, reason="检测周期长")
        ),
        "bureau_head",
        {"reason": WORDS},
    ),
    Act(
        Verb.SUPERVISE,
        lambda o: o.received().investigating(),
        "supervisor",
        {"level": "listed", "problem": WORDS, "requirement": WORDS},
    ),
    Act(
        Verb.ANSWER_SUPERVISION,
        lambda o: o.received().investigating().supervised(),
        "handler",
        {"answer": WORDS},
    ),
    Act(Verb.RETURN_SUPERVISION, answered, "supervisor", {"reason": WORDS}),
    Act(Verb.LIFT_SUPERVISION, answered, "supervisor", {"opinion": WORDS}),
    Act(
        Verb.VISIT,
        lambda o: o.received(),
        "leader",
        {"visited_on": TODAY, "place": "工地", "findings": WORDS, "promises": ""},
    ),
    Act(Verb.INSTRUCT, lambda o: o.received(), "bureau_head", {"instruction": WORDS}),
    Act(
        Verb.REPORT_PROGRESS,
        lambda o: o.received().investigating(),
        "handler",
        {"progress": WORDS, "next_report": ""},
    ),
    Act(
        Verb.VACATE_OWNER,
        lambda o: o.received().classified().owned(),
        "petition_head",
        {"level": "city", "reason": "工作调动"},
    ),
    Act(Verb.RAISE_EMERGENCY, lambda o: o.received(), "operator", {"grade": "major", "situation": WORDS}),
    Act(Verb.CLEAR_EMERGENCY, lambda o: o.received(emergency=True), "petition_head", {"reason": WORDS}),
    Act(Verb.REPORT_EMERGENCY, lambda o: o.received(), "operator", {"situation": WORDS}),
    Act(
        Verb.REFER_CRIMINAL,
        crime,
        "bureau_head",
        {"police": "市公安局", "opinion": WORDS},
    ),
    Act(
        Verb.REPORT_CRIME,
        lambda o: o.received().disposing(),
        "handler",
        {"verifiers": ["handler", "handler_two"], "report": WORDS},
    ),
    Act(Verb.DECLINE_REFERRAL, crime, "bureau_head", {"reason": WORDS}),
    Act(
        Verb.HAND_OVER_CRIME,
        lambda o: crime(o).does(Verb.REFER_CRIMINAL, "bureau_head", police="市公安局", opinion=WORDS),
        "handler",
        {"police": "市公安局", "received_on": TODAY, "receipt": "回执第七号"},
    ),
    Act(
        Verb.NOTE_PROCEDURE,
        lambda o: o.received(),
        "petition_officer",
        {"remedy": "litigation", "body": "区人民法院", "remark": WORDS},
    ),
    Act(Verb.PUBLISH, lambda o: o.received().replied(), "petition_head", {"public_text": WORDS}),
)
