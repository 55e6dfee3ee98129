"""Rafferty, who fixes bicycles and finds chairs hard; Dash, who looks after others; and the practice pupil."""

from __future__ import annotations

from typing import Final

from demo.arc import Answered, Arc, Note, Plan, Reviewed, Stage, Target, Watched

RAFFERTY: Final = Arc(
    pupil="rafferty",
    opened="18 mon 15:30",
    stages=(
        Stage("18 thu 09:00", "agreement"),
        Stage("17 tue 09:00", "finding_out"),
        Stage("15 thu 11:40", "plan"),
        Stage("10 thu 11:40", "review"),
        Stage("9 mon 08:50", "plan"),
    ),
    notes=(
        Note("17 thu 11:20", "To meet.",
             "Raff would not sit, so we walked round the field twice. He has three schools behind him and counts them on "
             "his fingers.", "Same time next week, walking."),
        Note("16 thu 11:20", "What he is good at.",
             "Bicycles. He can true a wheel by ear. He says lessons are like wheels that somebody else is holding.",
             "Ask whether the bike shed could be opened at lunch.", words="I’m not thick, I’m just not there yet."),
        Note("15 thu 11:20", "To agree a plan.",
             "Two targets. He crossed out the third himself and wrote ‘later’.", "Start on Monday."),
        Note("13 thu 11:20", "First look.",
             "Stayed in his seat for the whole of one history lesson. Mrs Tidewell sent a note home and he keeps it in his "
             "phone case.", "Ask for two lessons.", targets=("seat",), reward="Bike shed on Friday"),
        Note("12 thu 11:20", "After an exclusion for a day.",
             "He told me the whole of it before I asked. He knows where he could have turned: when the second pencil flew.",
             "A word to say out loud at that point. He chose ‘puncture’.", targets=("seat", "turn"), minutes=40),
        Note("10 thu 11:20", "Review.", "Ms Ward came. Raff spoke first, and looked at her.", "New plan after the visit home."),
        Note("9 thu 11:20", "Two homes, one plan.",
             "We wrote the same page twice, one for each house. His father’s has drawings.", "See how both weeks go."),
        Note("7 thu 11:20", "Puncture.",
             "He said the word twice in science and Mr Lee let him fetch the books. Nobody asked why.",
             "Mr Lee tells the others that this is how it works.", targets=("turn",)),
        Note("6 thu 11:20", "A quiet week.", "Nothing went wrong. He did not believe me until he saw the list.",
             "Keep the list.", targets=("seat", "turn"), minutes=20),
        Note("4 thu 11:20", "Bike shed as a job.",
             "He looks after six bicycles and two Year 7s. He is patient with both.", "A line about it in his report.",
             targets=("seat",), how="He is a different boy with a spanner."),
        Note("3 thu 11:20", "A hard Monday.", missed="Raff was at his father’s and did not come in. I spoke to his father."),
        Note("2 thu 11:20", "What Mondays are.",
             "Changing houses on a Sunday night makes Mondays late and cross. He would like to change on Fridays.",
             "Ask both parents whether Fridays could work.", words="I want one of my bags to stay in one place."),
        Note("1 thu 11:20", "Fridays.",
             "Both parents said yes. His mother wrote it on a card for the fridge.", "First Friday this week.",
             targets=("turn",), minutes=20),
    ),
    plans=(
        Plan("15 thu 11:25", "10 thu 11:20", "Raff, both parents, Ms Ward",
             (
                 Target("seat", "Stay in my seat for a whole lesson", "Sit by the door. Hold the bearing in my pocket.",
                        "Mrs Tidewell", "Two lessons a day.",
                        (("14 fri 12:00", 2, "1 lesson a week"), ("12 fri 12:00", 4, "1 a day"),
                        ("11 fri 12:00", 5, "1 or 2 a day")),
                        "partly", "One lesson most days. That is a big change from none."),
                 Target("turn", "Say my word before it goes wrong", "Say ‘puncture’. Fetch the books.", "Mr Lee",
                        "I say it at least once a week.", (("11 fri 12:05", 4, "once"),), "partly",
                        "You found the word. Now it needs a habit."),
             ),
             strengths="Patient with machines. Honest.", focus="Staying in the lesson.",
             strategies="Seat by the door. A job in every lesson.",
             reviewed=Reviewed("10 thu 11:40", "The word works if they don’t ask me about it.",
                               "Fewer removals: two this half-term, seven before. Keep both targets, add the bike shed.",
                               "He says sorry first now.")),
        Plan("9 thu 11:50", "+16", "Raff, both parents",
             (
                 Target("seat", "Stay in my seat for a whole lesson", "Seat by the door. A job half-way through.",
                        "All my teachers",
                        "Four lessons a day.",
                        (("8 fri 12:00", 5, "2 a day"), ("6 fri 12:00", 7, "3 a day"), ("4 fri 12:00", 7, "3 a day"),
                         ("2 fri 12:00", 8, "3 or 4 a day"))),
                 Target("turn", "Say my word before it goes wrong", "Puncture, then the books.", "Mr Lee and me",
                        "Said in time, three times out of four.",
                        (("7 fri 12:00", 6, "2 in 3"), ("4 fri 12:05", 7, "3 in 4"))),
             ),
             strengths="Looks after six bicycles and two Year 7s.", focus="The same in every subject.",
             services=(("Bike shed at lunch", "Mr Bramblewood", "two terms"),)),
    ),
    watched=(
        Watched("16 mon 09:10", "History: the plague", "Mrs Tidewell", "room 9",
                {"raises_hand": 1, "stays_in_chair": 3, "on_task": 4, "shouts_out": 6, "distracted": 8, "out_of_seat": 12,
                 "negative": 4, "initiates": 5, "joins_in": 6, "other": 3},
                other_is="Walked to the window", not_looked=("ignores",)),
        Watched("11 mon 09:10", "History: guilds", "Mrs Tidewell", "room 9",
                {"raises_hand": 2, "stays_in_chair": 4, "on_task": 6, "ignores": 2, "shouts_out": 4, "distracted": 6,
                 "out_of_seat": 7, "negative": 2, "initiates": 2, "joins_in": 4, "other": 2},
                other_is="Walked to the window", purpose="feedback", paused=(12, 3, "Asked to help with a pupil who felt ill")),
        Watched("4 mon 09:10", "Science: forces", "Mr Lee", "lab 1",
                {"raises_hand": 4, "stays_in_chair": 5, "on_task": 9, "ignores": 3, "shouts_out": 3, "distracted": 4,
                 "out_of_seat": 4, "negative": 1, "initiates": 1, "joins_in": 2},
                purpose="feedback", notes="Explained gears to his table. The table listened."),
    ),
    answered=(
        Answered("16 fri 11:20", "scale_self_esteem", "before", "4 3 3 2 6 6 3 3 6 2 3 5 5", "7 8 8 8 9 8 8 8 8 7 8 9 8",
                 how="read_to", talk_about=("giving_up",)),
        Answered("10 thu 12:00", "scale_self_esteem", "review", "5 4 4 4 6 6 4 4 6 3 5 5 5",
                 "7 8 8 8 9 8 8 8 8 7 8 9 8", how="read_to"),
        Answered("4 fri 11:20", "scale_self_esteem", "review", "6 6 5 6 5 7 5 6 7 5 7 6 6", "8 8 8 8 9 8 8 8 9 8 8 9 8",
                 words="Good with bikes is a quality. I looked it up.", talk_about=("happy_at_home",)),
    ),
)  # fmt: skip

DASHIELL: Final = Arc(
    pupil="dashiell",
    opened="5 tue 15:30",
    stages=(Stage("5 fri 09:00", "agreement"), Stage("4 wed 09:00", "finding_out")),
    notes=(
        Note("4 wed 09:10", "To meet.",
             "Dash was polite and looked at the clock. He rings home at break. He said there is nothing wrong, he is just busy.",
             "Keep it short; same time next week.", minutes=15),
        Note("3 wed 09:10", "What busy means.",
             "Supper, his brother’s bag, the chemist. He is good at it and tired of it. He would like to play football on "
             "Saturdays.", "Ask whether his mother would meet me.", words="If I don’t, who does?"),
        Note("2 wed 09:10", "His phone at break.",
             "Agreed with Ms Ward that he may ring home from the mentors’ room, without asking each time.",
             "Visit on Thursday week.", minutes=20, how="Relief, I think."),
        Note("1 wed 09:10", "Before the visit.",
             "He wants me to say that he is all right, and I said I would say what I see. We agreed on that.",
             "Visit tomorrow.", minutes=20),
    ),
    watched=(
        Watched("3 mon 14:10", "Maths: ratio", "Mr Okafor", "room 14",
                {"raises_hand": 2, "stays_in_chair": 6, "on_task": 8, "ignores": 2, "distracted": 6},
                notes="Put his head down twice. Worked fast in between."),
    ),
    answered=(
        Answered("3 thu 09:10", "scale_self_esteem", "before", "7 8 4 8 5 6 5 5 7 4 5 4 6", "8 9 8 8 9 7 8 8 9 7 8 9 7",
                 talk_about=("happy_with_life",)),
        Answered("2 thu 09:10", "scale_learning", "before", "4 6 3 6 6 8 8 6 7 6 6 7 4", "9 9 8 8 8 8 9 8 8 7 7 8 8",
                 disagrees="It says staying in school is a six but I want to stay. I just can’t always."),
    ),
)  # fmt: skip

PRACTICE: Final = Arc(pupil="practice", opened="12 mon 16:00", stages=(), notes=())

ARCS: Final = (RAFFERTY, DASHIELL, PRACTICE)
