/** Where a case stands, in the order in which mentoring goes. On a phone: the step and how many there are. */
import { Segments } from './Segments';

export interface StepStripProps {
  /** What the strip tells: "Where the case stands". */
  readonly name: string;
  /** "Referral", "Agreement" … the present one may say more: "Review, Thu 26". */
  readonly steps: readonly string[];
  /** Index of the present step; `steps.length` when all is over. */
  readonly now: number;
}

export function StepStrip({ name, steps, now }: StepStripProps) {
  const here = steps[now];
  return (
    <div class="steps-box">
      <ol class="steps" aria-label={name}>
        {steps.map((step, index) => (
          <li
            key={step}
            class={index < now ? 'step step-done' : index === now ? 'step step-now' : 'step'}
            aria-current={index === now ? 'step' : undefined}
          >
            {step}
            <span class="heard">{index < now ? ', done' : index === now ? ', now' : ', to come'}</span>
          </li>
        ))}
      </ol>
      <p class="steps-short" aria-hidden="true">
        <span class="strong">{here ?? 'Closed'}</span>
        <span class="soft small">
          {here === undefined ? 'all steps done' : `step ${now + 1} of ${steps.length}`}
        </span>
        <Segments count={steps.length} done={now + 0.5} />
      </p>
    </div>
  );
}
