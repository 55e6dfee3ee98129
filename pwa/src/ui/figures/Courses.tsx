/** How single answers went, occasion by occasion: a disc for the newest, a faint ring for each before it, a ring for the wish. */
import { shortDay } from '../dates';
import { Key } from './Ladder';
import { courseSentence, type CourseMarks, heightOf, placeOf, spanWords } from './courses';

export interface CourseLine extends CourseMarks {
  readonly label: string;
}

export interface CoursesProps {
  readonly lines: readonly CourseLine[];
  /** Days of the occasions, oldest first. */
  readonly dates: readonly string[];
  readonly today: string;
}

export function Courses({ lines, dates, today }: CoursesProps) {
  const days = dates.map((date) => shortDay(date, today));
  return (
    <div class="courses">
      <ul>
        {lines.map((line) => (
          <li key={line.label} class="course">
            <span class="small">{line.label}</span>
            <span class="heard">: {courseSentence(line, days)}</span>
            <Track {...line} />
            <span class="course-span small strong numbers" aria-hidden="true">{spanWords(line)}</span>
          </li>
        ))}
      </ul>
      <p class="ladder-key small numbers" aria-hidden="true">
        {days.length < 2 ? null : <Key mark="before">{`since ${days[0] ?? ''}`}</Key>}
        <Key mark="now">{days.at(-1) ?? ''}</Key>
        <Key mark="wish">would like</Key>
      </p>
    </div>
  );
}

function Track({ nows, wish }: CourseMarks) {
  const last = nows.length - 1;
  // The wish has the place behind the newest number, so that no mark hides another.
  const places = nows.length + 1;
  const points = nows.flatMap((now, index) => (now === null ? [] : [{ x: placeOf(index, places), y: heightOf(now), index }]));
  return (
    <svg class="course-track" aria-hidden="true" focusable="false">
      <rect class="ladder-ground" width="100%" height="100%" rx="9" />
      {points.slice(1).map(({ x, y, index }, place) => (
        <line key={index} class="course-line" x1={points[place]?.x} y1={points[place]?.y} x2={x} y2={y} />
      ))}
      {points.map(({ x, y, index }) => (
        <circle key={index} class={index === last ? 'ladder-now' : 'course-before'} cx={x} cy={y} r={index === last ? 6.5 : 4.5} />
      ))}
      {wish === null ? null : <circle class="ladder-wish" cx={placeOf(last + 1, places)} cy={heightOf(wish)} r="6.5" />}
    </svg>
  );
}
