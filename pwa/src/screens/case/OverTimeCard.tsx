/** What the pupil says beside what was seen in lessons, each over time. Two pictures: nothing is added up. */
import { Courses } from '../../ui/figures/Courses';
import { Card } from '../../ui/kit/Card';
import { Dots } from '../observe/Dots';
import type { CaseModel } from './model';
import '../observe/report.css';

export function OverTimeCard({ model: { overTime, firstName, today } }: { readonly model: Pick<CaseModel, 'overTime' | 'firstName' | 'today'> }) {
  if (overTime === null) return null;
  const { says, seen } = overTime;
  return (
    <Card title="Over time">
      <div class="case-pictures">
        {says === null ? null : (
          <section aria-label={`What ${firstName} says`}>
            <header class="case-picture-head">
              <h3>What {firstName} says</h3>
              <a class="card-link" href={says.href}>{says.title}</a>
            </header>
            <Courses lines={says.lines} dates={says.dates} today={today} />
          </section>
        )}
        {seen === null ? null : (
          <section aria-label="What was seen in lessons">
            <header class="case-picture-head">
              <h3>What was seen in lessons</h3>
              <a class="card-link" href={seen.href}>The last lesson</a>
            </header>
            <Dots model={{ overTime: seen.overTime, today }} />
          </section>
        )}
      </div>
      <p class="small soft">They measure different things, and are not one score.</p>
    </Card>
  );
}
