/** The head of a visit: armed or not, until when, who watches and their phone; and what can be done about it. */
import type { ComponentChildren } from 'preact';
import { Clock, TriangleAlert } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Icon } from '../../ui/kit/Icon';
import { bannerWords } from './banner';
import type { Safety, SafetyActions } from './model';
import { Phone } from './Phone';
import './visit.css';

export interface SafetyBannerProps {
  readonly safety: Safety;
  readonly actions: SafetyActions;
  readonly moreMinutes: number;
  /** What leads to the safety sheet, where one is not on it. */
  readonly sheet?: ComponentChildren;
}

export function SafetyBanner(props: SafetyBannerProps) {
  const { kind, title, words, phone } = bannerWords(props.safety);
  const acts = actsOf(props);
  return (
    <section class={`safety safety-${kind}`} aria-label="Safety" role={kind === 'alarm' ? 'alert' : undefined}>
      <Icon of={kind === 'alarm' ? TriangleAlert : Clock} />
      <div class="safety-words">
        <p class="strong numbers">{title}</p>
        <p class="small">
          {words}
          {phone === null ? null : <> <Phone of={phone} /></>}
        </p>
      </div>
      {acts === undefined ? null : <div class="safety-acts">{acts}</div>}
    </section>
  );
}

function actsOf({ safety, actions, moreMinutes, sheet }: SafetyBannerProps): ComponentChildren {
  switch (safety.kind) {
    case 'not_armed':
      return (
        <>
          {safety.lost ? <Button onPress={actions.back}>I’m back</Button> : null}
          <Button onPress={actions.arm} busy={safety.asking ? 'Asking …' : undefined}>{safety.lost ? 'Arm it again' : 'Try again'}</Button>
        </>
      );
    case 'not_heard':
      return <Button onPress={actions.back}>Try again</Button>;
    case 'armed':
    case 'overdue':
      return (
        <>
          <Button onPress={actions.back}>I’m back</Button>
          <Button onPress={actions.more}>{moreMinutes} min more</Button>
        </>
      );
    case 'none':
    case 'planned':
    case 'back':
      return sheet;
  }
}
