"""Issue commands against a database file and print each one's event once it was committed; meant to be killed."""

import sys
from itertools import cycle

from petitions.db import make_engine
from tests.support.office import Scenario
from tests.support.story import Story
from workflow.needs import TransferMode
from workflow.verbs import Verb
from workflow.vocabulary import Track


def main(database: str, commands: int) -> None:
    """Register, classify, accept, transfer, sign in; again and again."""
    scenario = Scenario(make_engine(f"sqlite:///{database}"))
    story: Story | None = None
    steps = cycle((Verb.REGISTER, Verb.CLASSIFY, Verb.ACCEPT, Verb.TRANSFER, Verb.SIGN_IN))
    for _, verb in zip(range(commands), steps, strict=False):
        story = (
            scenario.received() if verb is Verb.REGISTER or story is None else _step(scenario, story, verb)
        )
        print(story.no, story.seq, verb.value, flush=True)


def _step(scenario: Scenario, story: Story, verb: Verb) -> Story:
    match verb:
        case Verb.CLASSIFY:
            return story.classified(Track.A)
        case Verb.ACCEPT:
            return story.does(verb, "petition_head")
        case Verb.TRANSFER:
            given = {"mode": TransferMode.ASSIGN, "unit": scenario.units["east"], "requirement": "依法查处。"}
            return story.does(verb, "petition_officer", **given)
        case _:
            return story.does(verb, "handler")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
