"""The Novaks: Mila, who missed so many mornings, and her brother Tobi, who has begun to."""

from __future__ import annotations

from typing import Final

from demo.arc import Answered, Arc, Note, Plan, Reviewed, Stage, Target, Watched

MILA: Final = Arc(
    pupil="mila",
    opened="22 tue 15:20",
    stages=(
        Stage("22 fri 09:00", "agreement"),
        Stage("21 mon 09:00", "finding_out"),
        Stage("17 wed 12:40", "plan"),
        Stage("10 wed 14:50", "review"),
        Stage("9 wed 12:40", "plan"),
        Stage("2 wed 12:40", "review"),
    ),
    notes=(
        Note("21 tue 12:25", "To meet, over lunch.",
             "Mila came with her lunch box and ate before she talked. She likes school once she is in it; it is the getting "
             "there. She asked me not to ring home in the mornings, because Mum sleeps.",
             "Find out what a good morning looks like.", minutes=25),
        Note("20 tue 12:25", "A good morning and a bad one.",
             "On a good morning Gran sings and the bag is packed. On a bad one she thinks about the day before she is awake.",
             "I ask Mum whether I may visit.", words="The bed is the easy bit. It’s the bus stop."),
        Note("19 tue 12:25", "What the stomach aches are like.",
             "Always on Mondays and on days with PE. She had not noticed that before we coloured in the calendar.",
             "Visit tomorrow week; the nurse looks in."),
        Note("17 wed 12:20", "To agree the plan.",
             "Mila chose to start with three mornings, not five. Gran is on her team, in writing.",
             "Text from me at nine, only if she is not in."),
        Note("15 tue 12:25", "Three mornings.",
             "Three out of five, twice running. On PE days she may come in through the side door.", "Four mornings.",
             targets=("mornings",), reward="Hot chocolate with Tamsin’s group"),
        Note("13 tue 12:25", "PE.",
             "Mr Bramblewood has offered scoring instead of playing on days when it is too much. She may say which days.",
             "She says so herself, the day before.", targets=("say",)),
        Note("10 tue 12:25", "Before the review.",
             "Attendance is 88 per cent this half-term; it was 71. She wants to keep the texts, ‘because somebody would "
             "notice’.", "Review tomorrow, with Mum on the phone."),
        Note("8 tue 12:25", "The new plan.",
             "Fewer texts, more mornings. She has begun to wait for Lettice at the corner.", "See how the corner goes.",
             targets=("corner",)),
        Note("6 tue 12:25", "Friends at the corner.",
             "They walk in together four days out of five. Mila does the talking, Lettice brings the crisps.", "No change.",
             targets=("corner",), minutes=15),
        Note("4 tue 12:25", "A dip.",
             "Two late mornings: Mum’s shifts changed and Gran had a cold. Tobi was late too. We thought about what would "
             "work on a day without Gran.", "Visit, and ask about breakfast club.", targets=("corner",)),
        Note("2 wed 12:20", "Looking back on six weeks.",
             "She marked every morning on the calendar: 24 of 29. She would like to be done by the end of next term, "
             "and to come by when she wants.", "Talk about an ending after the visit on Friday.", targets=("corner",),
             how="The longest she has ever talked about what comes next."),
        Note("1 wed 12:25", "First days of breakfast club.",
             "There was one place free, so Mila has gone twice. She would rather go with Tobi.",
             "Ring Mum about the second place.",
             minutes=20),
    ),
    plans=(
        Plan("17 wed 12:40", "10 wed 14:20", "Mila, Gran, Mum by phone",
             (
                 Target("mornings", "Be in by registration, three mornings, then four", "Bag packed the night before. Out of the "
                        "door when Gran says.", "Gran", "Four mornings out of five for two weeks.",
                        (("16 fri 15:15", 6, "3 mornings in 5"), ("14 fri 15:15", 6, "3 mornings in 5"),
                         ("12 fri 15:15", 8, "4 mornings in 5")),
                        "met", "Four mornings, four weeks in a row."),
                 Target("say", "Say the day before when PE is too much", "Tell Mr Bramblewood or send him a note.",
                        "Mr Bramblewood",
                        "No missed PE without a word.", (("12 fri 15:20", 7, "told him twice"),), "met", "You said so, twice."),
             ),
             strengths="Funny, loyal, a wonderful memory for stories.", focus="Being in school in the morning.",
             strategies="A text at nine if she is not in. Side door on PE days.",
             reviewed=Reviewed("10 wed 14:20", "Mornings are ok now. I still don’t like the bus stop.",
                               "From 71 to 88 per cent. She did this. Next: the corner with Lettice, fewer texts.")),
        Plan("9 wed 12:20", "2 wed 12:20", "Mila and Gran",
             (
                 Target("corner", "Meet Lettice at the corner at twenty past eight", "Alarm at seven. Ring her if I am late.",
                        "Lettice and Gran", "Four mornings out of five.",
                        (("7 fri 15:15", 8, "4 mornings in 5"), ("5 fri 15:15", 8, "4 mornings in 5"),
                         ("3 fri 15:15", 6, "3 mornings in 5")),
                        "partly", "24 mornings of 29. The five were the week of Gran’s cold."),
             ),
             focus="Keeping it up with less help.",
             reviewed=Reviewed("2 wed 12:20", "I want to keep the corner. You can stop the texts.",
                               "Nearly there. One more plan, with breakfast club, then we plan an ending.")),
    ),
    watched=(
        Watched("20 fri 09:00", "Registration and geography", "Mrs Tidewell", "room 3",
                {"raises_hand": 1, "stays_in_chair": 6, "on_task": 10, "ignores": 2, "distracted": 4},
                asked_for_by="mentor", notes="Nothing to see once she was in. The first ten minutes she looked at the door.",
                paused=(8, 4, "Fire bell")),
    ),
    answered=(
        Answered("20 thu 12:25", "scale_learning", "before", "3 5 3 5 6 7 6 6 7 4 4 7 5", "8 8 8 8 8 8 8 8 8 7 7 8 8",
                 talk_about=("attending",)),
        Answered("19 thu 12:25", "scale_self_esteem", "before", "5 7 3 5 7 4 4 4 8 5 5 5 3", "8 8 8 8 9 7 8 8 9 8 8 9 7",
                 talk_about=("others_think",)),
        Answered("10 tue 12:45", "scale_learning", "review", "6 7 6 6 7 7 7 6 7 5 4 7 6", "8 8 8 8 8 8 8 8 8 7 7 8 8"),
        Answered("2 wed 12:40", "scale_learning", "review", "7 8 7 7 8 8 7 7 8 5 5 8 6", "9 9 8 8 9 8 8 8 8 7 7 8 8",
                 words="I didn’t think I’d put a seven for attending."),
    ),
)  # fmt: skip

TOBI: Final = Arc(
    pupil="tobi",
    opened="4 wed 15:30",
    stages=(
        Stage("4 fri 09:00", "agreement"),
        Stage("3 mon 09:00", "finding_out"),
        Stage("1 wed 13:20", "plan"),
    ),
    notes=(
        Note("3 wed 13:10", "To meet.",
             "Tobi talked about goalkeepers for ten minutes and then said that he hates running for the bus.",
             "He keeps a bus diary for a week.", minutes=20),
        Note("2 wed 13:10", "The bus diary.",
             "The ten past eight was full four days in five. He had drawn each bus with a face.",
             "Visit on Friday; ask about bus passes.", minutes=20, words="It drives past. It sees me and drives past."),
        Note("1 wed 13:10", "To agree a plan.",
             "One target about mornings, one about his planner. He wanted the planner one to have a goalkeeper on it.",
             "First look on Friday week.", minutes=25),
    ),
    plans=(
        Plan("1 wed 13:25", "+35", "Tobi, Gran",
             (
                 Target("bus", "Catch the early bus, or ring Gran’s friend", "Bag by the door. Leave when the song ends.",
                        "Gran and Mila", "In by registration, four mornings out of five."),
                 Target("planner", "Write my homework down in every lesson",
                        "Planner out when the teacher says so. Goalkeeper on "
                        "the cover.", "My form tutor", "Five entries a day.",
                        (("last 14:55", 3, "2 entries a day"),)),
             ),
             strengths="Cheerful, honest, never gives up in goal.", focus="Mornings and homework."),
    ),
    watched=(
        Watched("3 thu 11:20", "History: castles", "Mrs Tidewell", "room 9",
                {"raises_hand": 6, "stays_in_chair": 5, "on_task": 8, "ignores": 1, "shouts_out": 3, "distracted": 7,
                 "out_of_seat": 1, "joins_in": 1},
                notes="Drew on his hand while listening, and knew every answer."),
    ),
    answered=(
        Answered("3 fri 13:10", "scale_learning", "before", "6 7 4 3 8 7 6 7 5 8 8 4 3", "8 8 8 7 9 8 8 8 8 8 9 7 7",
                 how="asked", talk_about=("on_time", "homework")),
    ),
)  # fmt: skip

ARCS: Final = (MILA, TOBI)
