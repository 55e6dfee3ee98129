"""The visits that were made, and today's."""

from __future__ import annotations

from typing import Final, TypedDict

from demo.write_visit import Agreed, Risk, Visit


class _Family(TypedDict):
    visitor: str
    visit_to: str
    address: str
    phone: str
    risks: str
    measures: str


_NOVAKS: Final[_Family] = {
    "visitor": "sam",
    "visit_to": "The Novak family",
    "address": "3 Elm Row, flat 2",
    "phone": "01632 960 133",
    "risks": "A dark stairwell. An old dog, friendly, loud.",
    "measures": "In daylight; torch in the bag; ring before going up.",
}

VISITS: Final = (
    Visit(
        key="novak first", **_NOVAKS, pupils=("mila",), when="18 wed 14:00", minutes=50,
        purpose="To meet the family and agree how to stay in touch",
        reason="Mila had missed eleven days in half a term. To hear from home what mornings are like.",
        present=("Mum", "Gran", "Mila"),
        discussion=(
            "Mum works nights at the bakery and is asleep when Mila has to leave. Gran gets both children up, but Mila "
            "often says she has a stomach ache. Mum had thought school was not worried. She was glad somebody came."
        ),
        told_by="Mum",
        actions=(
            Agreed("text", "Text Mum by nine on any day Mila is not in", owner="sam", due="17 mon 09:00",
                   done="17 mon 09:05"),
            Agreed("nurse", "Ask the school nurse about the stomach aches", owner="sam", due="16 fri 15:00",
                   done="16 thu 12:40"),
            Agreed("bag", "Pack the bag the night before", owner_name="Mila and Gran", due="17 mon 08:00",
                   done="16 fri 10:40"),
        ),
        risk=Risk(
            level="low", issues="The stair carpet is loose on the way up to the flat. No light on the second landing.",
            next_visitor=True, seen="18 thu 09:20",
            reply="Thank you. I have written to the housing office about the landing light.",
        ),
    ),
    Visit(
        key="bloom", visitor="sam", pupils=("rafferty",), when="9 tue 15:40", minutes=40, visit_to="Raff’s mother",
        purpose="To go through the new plan together", address="2 Windfall Yard", phone="01632 960 141",
        risks="None known.", measures="Usual arrangements.", car="Own car, small and green",
        reason="To agree what each home does when Raff has had a hard day at school.",
        present=("Ms Bloom", "Raff"),
        discussion=(
            "We read the plan together. Ms Bloom liked that there are only two targets. Raff showed me the shed where he "
            "mends bikes. They agreed that school news is told once, over tea, and then it is done."
        ),
        actions=(
            Agreed("father", "Send the same plan to Raff’s father", owner="sam", due="9 fri 12:00", done="9 thu 11:30"),
        ),
    ),
    Visit(
        key="marshgate", visitor="tamsin", pupils=("ottoline",), when="11 thu 15:30", minutes=45,
        visit_to="The Marshgate family", purpose="To ask how Otty is at home", address="Lamplighter’s Cottage",
        phone="01632 960 171", risks="Unlit lane.", measures="Back before dark.", car="Bicycle, yellow helmet",
        reason="Otty’s grandfather died a few months ago. Her parents asked to meet outside school.",
        present=("Mrs Marshgate", "Mr Marshgate", "Otty for the last ten minutes"),
        discussion=(
            "Otty sleeps better now. She talks about Grandpa when she is in the garden, and her parents follow her lead. "
            "They would like her to have one place in school where she can go without explaining."
        ),
        told_by="Mrs Marshgate",
        actions=(
            Agreed("place", "Agree with the library that Otty may come at lunch", owner="tamsin", due="10 wed 12:00",
                   done="10 tue 12:30"),
        ),
    ),
    Visit(
        key="bell tower", visitor="tamsin", pupils=("jasper",), when="8 wed 13:15", minutes=70, kind="agency",
        visit_to="Bell Tower boatyard workshop", purpose="To look at a morning of boat building",
        address="Bell Tower Workshops, Lower Quay", phone="01632 960 190", risks="Machines, open water.",
        measures="Stay with the foreman; Jasper’s father comes along.", made_with="Mr Puddlefoot", car="School minibus",
        reason="Jasper asked whether school and boats could go together.",
        present=("Jasper", "Mr Puddlefoot", "Win Larch, foreman"),
        discussion=(
            "Ms Larch showed Jasper the steam box and let him plane an edge. He asked more questions in an hour than I have "
            "heard all term. She would take him on Friday mornings if his maths report says he is trying."
        ),
        agencies="Bell Tower boatyard workshop",
        actions=(
            Agreed("report", "Ask Mr Okafor for a short weekly line on effort", owner="tamsin", due="7 mon 15:00",
                   done="7 mon 14:20"),
            Agreed("form", "Bring the permission form back", owner_name="Mr Puddlefoot", due="7 fri 15:00",
                   done="7 wed 09:00"),
        ),
    ),
    Visit(
        key="novak second", **_NOVAKS, pupils=("mila", "tobi"), when="2 fri 14:00", minutes=55, more=15,
        purpose="Mornings, and breakfast club",
        reason="Tobi has begun to be late too. To find a morning that works for both.",
        present=("Mum", "Gran", "Tobi"),
        discussion=(
            "Mum is on nights again for some months. Gran would bring both to breakfast club if there were places: then the "
            "morning has one start, not two. Tobi said the bus at ten past is always full and he waits for the next."
        ),
        told_by="Gran",
        actions=(
            Agreed("ring", "Ring Mrs Novak back about breakfast club", owner="sam", due="-3"),
            Agreed("bus", "Ask the office about bus passes for both", owner="jo", due="1 wed 15:00", done="1 tue 11:10",
                   pupil="tobi"),
            Agreed("clock", "Set one alarm clock for everybody", owner_name="Gran", due="1 mon 07:00"),
        ),
        risk=Risk(
            level="low", issues="The landing light works now. The lower stair carpet is still loose.",
            next_visitor=True, seen="1 mon 09:35",
            reply="Thank you, Sam. I have chased the housing office again. Please keep going in daylight.",
        ),
    ),
    Visit(
        key="rook", visitor="sam", pupils=("dashiell",), when="1 thu 15:30", minutes=45, visit_to="Dash’s home",
        purpose="To meet Dash’s mother", address="11 Candlemaker Row", phone="01632 960 151",
        risks="None known.", measures="Usual arrangements.", car="Own car, small and green",
        reason="Dash has been late or away nine times in a month and says he is needed at home.",
        present=("Mrs Rook", "Dash", "his little brother"),
        discussion=(
            "Mrs Rook has been unwell for some months and tires quickly. Dash cooks most evenings and walks his brother to "
            "school. She is proud of him and worried that he never sees his friends. She asked what help there is."
        ),
        told_by="Mrs Rook",
        actions=(
            Agreed("carers", "Ask Fern at the young carers’ group to ring Mrs Rook", owner="sam", due="today 16:00"),
            Agreed("gate", "Ask the primary school about its walking bus", owner="sam", due="today 15:00"),
        ),
        risk=Risk(
            level="medium", issues=(
                "Dash looked very tired and had not had lunch. He does nearly all the cooking on his own; there was no "
                "grown-up plan for days when his mother is in bed."
            ),
            review_days=14, lead_told=True,
        ),
    ),
    Visit(
        key="novak today", **_NOVAKS, pupils=("mila", "tobi"), when="today 14:00", minutes=45,
        purpose="Breakfast club forms, and how the first week went", planned=True,
    ),
)  # fmt: skip
