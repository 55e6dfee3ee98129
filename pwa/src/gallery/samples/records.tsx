/** A record to read, to move, and who can read it; the scale on the mentor's side. Everybody here is invented. */
import { newest } from '../../casework/forms';
import { type Occasion, staffView, childView } from '../../capture/scale';
import { DetailView } from '../../screens/record/DetailView';
import { MoveView } from '../../screens/record/MoveView';
import { ReadersView } from '../../screens/record/ReadersView';
import { ChildLadderView } from '../../screens/scale/ChildLadderView';
import { GiveView } from '../../screens/scale/GiveView';
import { StaffScaleView } from '../../screens/scale/StaffScaleView';
import { readRecord } from '../../ui/form/reading';
import { Live } from '../Live';
import { type Exhibit, nothing } from '../show';
import { AT_RISK, PUPILS, TOLD } from './people';
import { STATEMENTS } from './pupil';
import { LEAD_PHONE, NEXT_STEP, SETTLE } from './versions';
import { ON_PAPER } from './on_paper';

const BACK = { href: '/case/kai', label: 'Kai Brennan' };

function occasion(date: string, now: readonly number[], wish: readonly number[], finished: boolean): Occasion {
  return {
    date,
    version: 'scale_self_esteem@1',
    how: 'by the pupil alone',
    answers: Object.fromEntries(STATEMENTS.map(({ value }, index) => [value, { now: now[index] ?? null, wish: wish[index] ?? null }])),
    took: {},
    practiceWentWrong: false,
    asked: finished ? [{ id: 'w1', what: 'talk_today', at: Date.UTC(2026, 10, 23, 9, 52), answered: false }] : [],
    finished,
    words: 'I do better in the mornings.',
    talkAbout: finished ? ['temper'] : [],
    disagrees: null,
  };
}

const WISHES = [9, 8, 7, 8, 9, 6, 8, 8, 9, 7, 8, 9, 7];
const OCTOBER = occasion('2026-10-06', [5, 3, 4, 4, 6, 5, 3, 4, 6, 4, 4, 6, 3], WISHES, true);
const NOW = occasion('2026-11-23', [6, 5, 4, 5, 3, 5, 4, 8, 7, 5, 5, 6, 9], WISHES, true);

export const records: readonly Exhibit[] = [
  {
    name: 'detail',
    frame: 'caseload',
    view: () => (
      <DetailView
        model={{
          onPaper: ON_PAPER,
          above: 'Session note · Kai Brennan',
          title: 'One to one, 25 minutes',
          below: 'Friday 20 November, 11:00 · by Sam Ortiz',
          back: BACK,
          sections: readRecord({
            form: newest('session'),
            today: '2026-11-23',
            names: (_field, id) => id,
            leaves: new Map<string, string | number>([
              ['objective', 'Time-out card in science'],
              ['happened', 'Used it twice this week without being asked. Proud of it.'],
              ['happened_source', 'told'],
              ['happened_told_by', 'Mr Lee'],
              ['kind', 'one_to_one'],
              ['minutes', 25],
            ]),
          }),
          versions: [NEXT_STEP],
          places: [
            { kind: 'here', text: 'On this tablet' },
            { kind: 'sent', text: 'Sent' },
            { kind: 'received', text: 'Received by Ms Ward, 20 Nov, 11:31' },
          ],
          history: [
            { id: 'e2', when: '20 Nov, 15:40', who: 'Ms Ward', what: 'changed “Next step”' },
            { id: 'e1', when: '20 Nov, 11:31', who: 'Sam Ortiz', what: 'made it' },
          ],
          everyVersion: '/of/v/r/history',
          notice: null,
          canChange: true,
          canMove: true,
          anotherDay: null,
        }}
        actions={{ change: nothing, print: nothing, move: nothing, settle: SETTLE }}
      />
    ),
  },
  {
    name: 'detail-appointment',
    frame: 'caseload',
    view: () => (
      <DetailView
        model={{
          onPaper: ON_PAPER,
          above: 'Appointment · Kai Brennan',
          title: 'Review',
          below: 'Thursday 26 November 2026, 14:30 · by Sam Ortiz',
          back: BACK,
          everyVersion: '/of/v/r/history',
          sections: readRecord({
            form: newest('appointment'),
            today: '2026-11-23',
            inFull: true,
            names: () => 'Sam Ortiz',
            leaves: new Map<string, string | number>([
              ['kind', 'review'], ['date', '2026-11-26'], ['starts', '2026-11-26T14:30:00.000+00:00'], ['minutes', 45], ['mentor', 'sam'],
              ['place', 'room 2'], ['status', 'planned'],
            ]),
          }),
          versions: [],
          places: [{ kind: 'here', text: 'On this tablet' }, { kind: 'waiting', text: 'Not sent yet' }],
          history: [{ id: 'e1', when: '9:40', who: 'you', what: 'made it' }],
          notice: null,
          canChange: true,
          canMove: true,
          anotherDay: '/of/kai/n1/another-day',
        }}
        actions={{ change: nothing, print: nothing, move: nothing, settle: SETTLE }}
      />
    ),
  },
  {
    name: 'calendar-to-read',
    frame: 'more',
    view: () => (
      <DetailView
        model={{
          onPaper: ON_PAPER,
          above: 'For the whole school', title: 'School calendar', below: 'Monday 7 September · by Priya Nair', back: { href: '/more', label: 'More' },
          everyVersion: '/of/v/r/history',
          sections: readRecord({
            form: newest('calendar'), today: '2026-11-23', names: (_field, id) => id,
            leaves: new Map([['zone', 'Europe/London'], ['lead_name', 'Mrs Merriweather'], ['lead_phone', '01632 960 017']]),
          }),
          versions: [LEAD_PHONE], places: [{ kind: 'here', text: 'On this tablet' }], history: [], notice: null, canChange: false, canMove: false, anotherDay: null,
        }}
        actions={{ change: nothing, print: nothing, move: nothing, settle: null }}
      />
    ),
  },
  {
    name: 'move',
    frame: 'page',
    view: () => (
      <MoveView
        model={{ title: 'Session note, 20 November', from: 'Kai Brennan', back: BACK, query: '', pupils: PUPILS }}
        actions={{ search: nothing, moveTo: nothing }}
      />
    ),
  },
  {
    name: 'readers',
    frame: 'caseload',
    view: () => (
      <ReadersView
        model={{
          back: BACK,
          readers: [
            { id: 'm1', name: 'Sam Ortiz', why: 'mentor, since 4 September', waits: null, canRemove: false },
            { id: 'm2', name: 'Ms Ward', why: 'line manager of Sam Ortiz', waits: null, canRemove: false },
            { id: 'm3', name: 'Lee Park', why: 'shared by Ms Ward today', waits: 'Waiting until a tablet that can open it is online', canRemove: true },
          ],
          others: [{ value: 'm4', label: 'Dev Rao' }],
          undone: [],
        }}
        actions={{ share: nothing, remove: nothing }}
      />
    ),
  },
  {
    name: 'give',
    frame: 'page',
    view: () => (
      <GiveView
        model={{
          name: 'Kai Brennan',
          firstName: 'Kai',
          back: { href: '/give', label: 'Another pupil' },
          scales: [{ value: 's1', label: 'How I see myself' }, { value: 's2', label: 'How I learn' }],
          scale: 's1',
          begun: 'Go on with the one of 20 Nov: 5 of 13 left',
          goesOn: true,
          hows: [{ value: 'alone', label: 'by Kai alone' }, { value: 'read_to', label: 'read to Kai' }, { value: 'asked', label: 'asked aloud' }],
          how: 'by the pupil alone',
          stages: [{ value: 'before', label: 'at the beginning' }, { value: 'review', label: 'at a review' }, { value: 'after', label: 'at the end' }],
          stage: null,
          readers: 'Ms Ward and I',
          atRisk: AT_RISK,
        }}
        actions={{ change: nothing, goOn: nothing, give: nothing }}
      />
    ),
  },
  {
    name: 'scale-staff',
    frame: 'caseload',
    view: () => (
      <Live
        form="scale_self_esteem"
        start={{ notes: 'He would like fewer people to know when he steps out.', notes_source: 'saw' }}
        view={(notes) => (
          <StaffScaleView
            model={{
              name: 'Kai Brennan',
              firstName: 'Kai',
              title: 'How I see myself · 23 November',
              today: '2026-11-23',
              back: BACK,
              everyVersion: '/of/v/r/history',
              view: staffView([OCTOBER, NOW], STATEMENTS, { welfare: null, low: 3, precision: { sd: null, reliability: null } }),
              wishes: [{ id: 'w1', what: 'talk_today', words: 'I’d like to talk to someone today', when: 'today at 9:52' }],
              goOn: null,
              low: { title: 'Low today', seen: null },
              ownWords: 'I do better in the mornings.',
              disagrees: null,
              atRisk: TOLD,
              versions: [],
              state: { kind: 'received', text: 'Received by Ms Ward, 10:04' },
              canChange: true,
              canMove: true,
              notes,
            }}
            actions={{
              answer: nothing, seeLow: nothing, together: nothing, print: nothing, goOn: nothing, saveNotes: nothing, change: nothing,
              aboutSomebodyElse: nothing, settle: SETTLE,
            }}
          />
        )}
      />
    ),
  },
  {
    name: 'scale-child',
    frame: 'page',
    view: () => (
      <ChildLadderView
        model={{ firstName: 'Kai', title: 'How I see myself', view: childView(NOW, OCTOBER, STATEMENTS), disagrees: null, atRisk: AT_RISK }}
        actions={{ choose: nothing, disagree: nothing, done: nothing }}
      />
    ),
  },
];
