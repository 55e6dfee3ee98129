"""Jasper, who would rather be on the water; Ottoline, who misses her grandfather; Wren, who has just come."""

from __future__ import annotations

from typing import Final

from demo.arc import Answered, Arc, Note, Plan, Reviewed, Stage, Target, Watched

JASPER: Final = Arc(
    pupil="jasper",
    opened="20 wed 15:20",
    stages=(
        Stage("20 fri 09:00", "agreement"),
        Stage("19 mon 09:00", "finding_out"),
        Stage("17 mon 14:50", "plan"),
        Stage("11 mon 14:50", "review"),
        Stage("8 thu 09:00", "plan"),
    ),
    notes=(
        Note("19 mon 14:10", "To meet.",
             "Jasper said he would come if there was tea. There was. He thinks school is for people who like indoors.",
             "Next Monday, with tea.", minutes=25),
        Note("18 mon 14:10", "What a good day has in it.",
             "Wind, wood, somebody who shows rather than tells. He drew a tiller from memory.", "Find out about his maths.",
             words="Maths is boats. Nobody says so."),
        Note("17 mon 14:10", "To agree a plan.", "One target only, at his wish.", "Two weeks, then look."),
        Note("15 mon 14:10", "First look.", "Handed in two of four. One was very good.", "Mr Okafor writes one line.",
             targets=("hand_in",), minutes=20),
        Note("13 mon 14:10", "A missed session.", missed="Jasper went fishing, and said so next day."),
        Note("13 tue 14:10", "Why fishing.",
             "It was the anniversary of moving on to the boat. We talked about what he misses and what he does not.",
             "He tells me beforehand next time.", minutes=35),
        Note("11 mon 14:10", "Review.",
             "Half-way is not nothing. He asked whether school and boats could go together.", "I ask around.",
             targets=("hand_in",)),
        Note("9 mon 14:10", "A workshop that might have him.",
             "Bell Tower takes one pupil on Fridays. He read the page twice and folded it small.", "Visit with his father."),
        Note("7 mon 14:10", "What Friday costs.",
             "He made the timetable himself: what he misses, when he catches up. Better than mine.",
             "Ms Ward looks at it.", targets=("hand_in", "friday"), how="First time he arrived before me."),
        Note("5 mon 14:10", "Three Fridays in.",
             "He has planed an edge and swept a floor and been told off for whistling. He loves all three.",
             "Keep up the maths line.", targets=("friday",)),
        Note("3 mon 14:10", "Maths as boats.",
             "Mr Okafor set him the area of a sail. He stayed at break to finish.", "Ask for one more like it.",
             targets=("hand_in",), reward="A proper tide table"),
        Note("1 mon 14:10", "What he tells others about it.",
             "He would show Year 9 how a joint is made. He would not stand at the front; they may come to the bench.",
             "Plan a bench afternoon.", targets=("friday",)),
    ),
    plans=(
        Plan("17 mon 14:30", "11 mon 14:10", "Jasper and his father",
             (
                 Target("hand_in", "Hand in my maths, done or half done", "Do it on Sunday on deck. Hand in what there is.",
                        "Dad and Mr Okafor", "Three out of four.",
                        (("16 fri 15:00", 3, "1 of 4"), ("14 fri 15:00", 5, "2 of 4"), ("12 fri 15:00", 5, "2 of 4")),
                        "partly", "Half of it in, and some of it excellent."),
             ),
             strengths="Clever hands, dry wit, sees how things are made.", focus="Work handed in.", shape="student",
             reviewed=Reviewed("11 mon 14:30", "It’s still indoors.",
                               "Effort follows interest. We look for something with boats in it.",
                               "When he works, he is ahead.")),
        Plan("8 fri 14:10", "+23", "Jasper, his father, Ms Ward",
             (
                 Target("hand_in", "Hand in my maths by Thursday", "Sunday on deck. Ask Mr Okafor on Wednesday.", "Mr Okafor",
                        "Every week that I want a Friday.",
                        (("7 fri 08:50", 6, "most of it"), ("5 fri 08:50", 8, "all of it"), ("3 fri 08:50", 9, "early"))),
                 Target("friday", "Friday mornings at Bell Tower", "On the quay by nine. Phone in my bag.", "Win Larch",
                        "No Friday missed; the foreman says yes at the end.",
                        (("5 fri 13:10", 7, "3 of 3"), ("2 fri 13:10", 9, "5 of 5"))),
             ),
             strengths="Reliable where it matters to him.", focus="School and boats together.", shape="student",
             services=(("Workshop on Friday mornings", "Bell Tower boatyard workshop", "one term"),)),
    ),
    watched=(
        Watched("18 thu 10:00", "Maths: percentages", "Mr Okafor", "room 14",
                {"raises_hand": 0, "stays_in_chair": 7, "on_task": 4, "distracted": 12, "joins_in": 2},
                paper=True, notes="Looked out of the window, at the weather rather than at nothing."),
        Watched("6 thu 10:00", "Maths: areas", "Mr Okafor", "room 14",
                {"raises_hand": 3, "stays_in_chair": 7, "on_task": 10, "ignores": 2, "distracted": 5},
                purpose="feedback"),
    ),
    answered=(
        Answered("18 fri 14:10", "scale_learning", "before", "5 4 6 3 7 4 6 3 4 2 2 4 2", "6 6 7 6 8 6 8 5 6 5 4 6 5"),
        Answered("11 tue 14:10", "scale_learning", "review", "5 5 6 4 7 5 6 4 5 3 2 4 4", "7 6 7 6 8 6 8 5 6 5 4 6 6"),
        Answered("3 tue 14:10", "scale_learning", "review", "7 7 7 6 8 7 8 5 6 5 4 6 7", "8 8 8 7 8 8 9 6 7 6 5 7 8",
                 disagrees="I’d put groups lower. It depends who."),
    ),
)  # fmt: skip

OTTOLINE: Final = Arc(
    pupil="ottoline",
    opened="14 thu 15:20",
    stages=(
        Stage("13 mon 09:00", "agreement"),
        Stage("13 wed 09:00", "finding_out"),
        Stage("10 thu 13:10", "plan"),
    ),
    notes=(
        Note("13 thu 12:30", "To meet.",
             "Otty brought a photograph of a shed. Her grandfather built it; they grew beans up the side. We looked at it for "
             "a good while.", "Next week, and no hurry.", minutes=25),
        Note("12 thu 12:30", "What helps and what does not.",
             "It helps when people say his name. It does not help when they tilt their heads.",
             "I ask her teachers to be plain with her.", words="He had a name. It was Wilf."),
        Note("11 wed 12:30", "Before the visit.", "She chose what I may say at home: everything but the crying in the toilets.",
             "Visit tomorrow."),
        Note("10 thu 12:30", "To agree a plan.", "A place to go, a book to write in, one thing a week with friends.",
             "Start with the library."),
        Note("8 thu 12:30", "The bean book.",
             "She has filled nine pages. One of them made both of us laugh: a bean taller than the shed.",
             "She shows it to her mother.", targets=("book",)),
        Note("6 thu 12:30", "Lunch with others.", "Twice this week at Juno’s table. The library twice, which is enough.",
             "Keep it so.", targets=("place", "friends"), minutes=20),
        Note("4 thu 12:30", "His birthday.",
             "They planted garlic in his pot, because he always did. She told me all about garlic.",
             "A longer gap: two weeks.", targets=("book",), how="Sad and well."),
        Note("2 thu 12:30", "Choir.", "She has joined, at the back. Singing is the first thing that is not about him.",
             "Three weeks, then we think about an ending.", targets=("friends",), words="I can be two things."),
    ),
    plans=(
        Plan("10 thu 12:50", "+11", "Otty and her parents",
             (
                 Target("place", "Have one place where I need not explain", "The library at lunch. Mrs Tidewell knows.",
                        "Mrs Tidewell", "I use it when I want to, and not more.",
                        (("8 fri 13:05", 6, "every day"), ("6 fri 13:05", 8, "twice a week"))),
                 Target("book", "Write the bean book", "A page when I feel like it.", "Tamsin and me",
                        "It makes me glad as well.",
                        (("8 fri 13:08", 7, "nine pages"), ("4 fri 13:08", 9, "twenty pages"))),
                 Target("friends", "Eat lunch with others once a week", "Juno’s table. Leave when I want to.", "Juno",
                        "It feels ordinary.", (("6 fri 13:08", 7, "twice"), ("2 fri 13:08", 9, "most days"))),
             ),
             strengths="Thoughtful, observant, writes beautifully.", focus="Missing Grandpa, and having a good day too.",
             shape="one_page"),
    ),
    watched=(
        Watched("9 mon 12:25", "Lunch", "on duty: Mr Bramblewood", "hall",
                {"stays_in_chair": 3, "on_task": 0, "distracted": 1, "out_of_seat": 1}, setting="lunch", minutes=20,
                stopped="The bell.", asked_for_by="pupil", notes="Sat with Juno. Left once and came back.",
                not_looked=("on_task", "raises_hand", "ignores")),
    ),
    answered=(
        Answered("13 fri 12:30", "scale_self_esteem", "before", "7 8 4 7 6 5 5 3 7 6 5 3 4", "8 9 7 8 9 7 8 8 9 8 8 9 7",
                 words="Ask me again when the beans are up.", talk_about=("happy_with_life",)),
        Answered("7 thu 12:30", "scale_self_esteem", "review", "7 8 5 7 8 5 6 5 8 6 6 5 5", "8 9 7 8 9 7 8 8 9 8 8 9 7"),
        Answered("2 thu 12:50", "scale_self_esteem", "review", "8 8 6 8 8 6 7 6 8 7 7 6 6", "9 9 8 8 9 8 8 8 9 8 8 9 8"),
    ),
)  # fmt: skip

WREN: Final = Arc(
    pupil="wren",
    opened="2 tue 15:20",
    stages=(Stage("1 thu 09:00", "agreement"),),
    notes=(
        Note("1 fri 10:10", "A hello in the corridor, so that Monday’s face is known.",
             "Wren showed me a feather collection in a pencil tin and asked whether the room has a window. It has.",
             "First meeting this week, at the window.", minutes=10, kind="drop_in"),
    ),
)  # fmt: skip

ARCS: Final = (JASPER, OTTOLINE, WREN)
