/** The head of a visit: armed or not, until when, who watches and their phone. It never says more than is known. */
import type { ComponentChildren } from 'preact';
import { Clock, TriangleAlert } from 'lucide';
import { Button, ButtonLink } from '../../ui/kit/Button';
import { Icon } from '../../ui/kit/Icon';
import type { Safety, SafetyActions } from './model';
import './visit.css';

export interface SafetyBannerProps {
  readonly safety: Safety;
  readonly actions: SafetyActions;
  /** Where the safety sheet is. */
  readonly sheet: string;
}

export function SafetyBanner({ safety, actions, sheet }: SafetyBannerProps) {
  switch (safety.kind) {
    case 'none':
      return (
        <Banner kind="plain" title="No safety sheet" words="Nobody watches over this visit.">
          <ButtonLink href={sheet}>Make one</ButtonLink>
        </Banner>
      );
    case 'planned':
      return (
        <Banner kind="plain" title={`Planned, back by ${safety.backBy}`} words={`${safety.watcher} will watch`}>
          <ButtonLink href={sheet}>Set out</ButtonLink>
        </Banner>
      );
    case 'not_armed':
      return (
        <Banner kind="alarm" title={`Not armed: phone ${safety.watcher}`} words="No connection. Nobody is told if you are late." phone={safety.phone}>
          <Button onPress={actions.arm}>Try again</Button>
        </Banner>
      );
    case 'armed':
      return (
        <Banner
          kind="armed"
          title={`Armed at ${safety.at}, back by ${safety.backBy}`}
          words={`${safety.watcher} is watching`}
          phone={safety.phone}
        >
          <Button onPress={actions.back}>I’m back</Button>
          <Button onPress={actions.more}>15 min more</Button>
        </Banner>
      );
    case 'overdue':
      return (
        <Banner kind="alarm" title={`You were due at ${safety.backBy}`} words={`Told: ${safety.told}`} phone={safety.phone}>
          <Button onPress={actions.back}>I’m back</Button>
          <Button onPress={actions.more}>15 min more</Button>
        </Banner>
      );
    case 'back':
      return <Banner kind="plain" title={`Back at ${safety.at}`} words="Nobody is watching any more." />;
  }
}

interface BannerProps {
  readonly kind: 'plain' | 'armed' | 'alarm';
  readonly title: string;
  readonly words: string;
  readonly phone?: string;
  readonly children?: ComponentChildren;
}

function Banner({ kind, title, words, phone, children }: BannerProps) {
  return (
    <section class={`safety safety-${kind}`} aria-label="Safety" role={kind === 'alarm' ? 'alert' : undefined}>
      <Icon of={kind === 'alarm' ? TriangleAlert : Clock} />
      <div class="safety-words">
        <p class="strong numbers">{title}</p>
        <p class="small">
          {words}
          {phone === undefined ? null : (
            <>
              {' · '}
              <a class="tap numbers" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
                {phone}
              </a>
            </>
          )}
        </p>
      </div>
      {children === undefined ? null : <div class="safety-acts">{children}</div>}
    </section>
  );
}
