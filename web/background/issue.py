"""The issue of a bulletin as long work: printed in a process of its own, numbered and kept when that ends.

What was printed bears a number and tells of a state. If either moved meanwhile, nothing is issued, and the asker is told.
"""

import json
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy.exc import IntegrityError

from petitions.accounts import account_of
from petitions.bulletins import BulletinDesk, Imprint, StaleBulletin, find, next_number
from petitions.jobs import Finished
from petitions.office import load_settings
from reports.issuing.paper import examined, imprint, paper_of
from web.background.kinds import COUNTING, Delivery, Order, Unmade
from web.i18n import marked
from workflow.calendar import local_day
from workflow.machine import Refused
from workflow.tables.bulletin import BulletinEdition, BulletinState

PRINTING = marked("印制两个版本")
CHANGED = "通报刚刚有变化，没有签发。请打开通报查看后重新签发。"
MANIFEST = "imprint.json"


def both_editions(order: Order) -> Finished:
    """``month`` (2026-10, or any period): both editions under the next number, with what the issue adds."""
    period, today = order.parameters["month"], local_day(order.asked_at)
    order.tell(0, len(BulletinEdition), COUNTING)
    with order.sessions() as session:
        bulletin = find(session, period)
        if bulletin is None or bulletin.state is not BulletinState.CHECKED:
            raise Unmade(CHANGED)
        paper = paper_of(bulletin, load_settings(session), today)
        found = examined(session, bulletin, paper)
        number = next_number(session, today.year)
    if wrong := (*found.discrepancies, *found.moved, *found.text_faults, *found.leaks):
        raise Unmade(f"{''.join(wrong)}请退回修改后再签发。")
    made = imprint(paper, number, today, lambda done: order.tell(done, len(BulletinEdition), PRINTING))
    return Finished(f"bihuan-{period}-issued.zip", "application/zip", _packed(made))


def keep(delivery: Delivery) -> None:
    """Number the bulletin and keep its prints, as the officer who asked and as of the event that he saw."""
    period, session = delivery.parameters["month"], delivery.session
    account, bulletin = account_of(session, delivery.asked_by), find(session, period)
    if account is None or not account.active or bulletin is None:
        raise Unmade(CHANGED)
    paper = paper_of(bulletin, delivery.office.settings, local_day(delivery.now))
    found = examined(session, bulletin, paper, by_the_register=False)
    desk = BulletinDesk(session, delivery.office, account.actor, delivery.now)
    try:
        desk.issue(period, int(delivery.parameters["seen"]), _unpacked(delivery.made.body), found)
    except Refused as refused:
        raise Unmade("".join(reason.sentence for reason in refused.reasons)) from refused
    except (StaleBulletin, IntegrityError) as stale:
        raise Unmade(CHANGED) from stale


def _packed(made: Imprint) -> bytes:
    """Both prints in one file, with number, date and letterhead beside them."""
    body = BytesIO()
    told = {"year": made.year, "number": made.number, "issued_on": made.issued_on.isoformat()}
    with ZipFile(body, "w", ZIP_DEFLATED) as bundle:
        for edition, printed in made.prints.items():
            bundle.writestr(f"{edition.value}.pdf", printed)
        bundle.writestr(MANIFEST, json.dumps({**told, "letterhead": made.letterhead}, ensure_ascii=False))
    return body.getvalue()


def _unpacked(body: bytes) -> Imprint:
    with ZipFile(BytesIO(body)) as bundle:
        told = json.loads(bundle.read(MANIFEST))
        prints = {edition: bundle.read(f"{edition.value}.pdf") for edition in BulletinEdition}
    issued_on = date.fromisoformat(told["issued_on"])
    return Imprint(told["year"], told["number"], issued_on, told["letterhead"], prints)
