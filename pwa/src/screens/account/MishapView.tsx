/** A forgotten password, a new tablet, a lost tablet: what happens, what is safe, and the one thing to do. */
import { ButtonLink } from '../../ui/kit/Button';
import { Entry } from './Entry';

export type Mishap = 'forgotten' | 'new_tablet' | 'lost_tablet';

interface Told {
  readonly title: string;
  readonly steps: readonly string[];
  readonly safe: string;
}

const TOLD: Readonly<Record<Mishap, Told>> = {
  forgotten: {
    title: 'A forgotten password',
    steps: [
      'Tell an administrator of your school. They make you a new invitation.',
      'Open it on this tablet and choose a new password.',
      'Your line manager’s tablet hands you the keys to your cases again, as soon as it is next open.',
    ],
    safe: 'What you had not sent waits on this tablet, sealed. If you remember the password later, it opens that too.',
  },
  new_tablet: {
    title: 'A new tablet',
    steps: [
      'Open Beside on the new tablet and sign in.',
      'On a device where you are signed in: More, Settings, “Let in a new one”. It shows a code.',
      'Type the code on the new tablet. Your cases come by themselves.',
    ],
    safe: 'Have you no other device? An administrator can make the code for you.',
  },
  lost_tablet: {
    title: 'A lost tablet',
    steps: [
      'On another device: More, Settings, find the tablet in the list, “Lost”. Or ask an administrator to do it.',
      'It can fetch and send nothing from that moment.',
      'Tell whoever looks after data protection. The administrator can print which cases were on it and when it last exchanged.',
    ],
    safe: 'A locked tablet yields only what guessing your password yields. Change the password if it was written down with it.',
  },
};

export function MishapView({ mishap, back }: { readonly mishap: Mishap; readonly back: { readonly href: string; readonly label: string } }) {
  const { title, steps, safe } = TOLD[mishap];
  return (
    <Entry title={title} back={back}>
      <ol class="entry-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="soft">{safe}</p>
      {mishap === 'forgotten' ? (
        <ButtonLink href="/join" kind="filled" wide>
          I have a new invitation
        </ButtonLink>
      ) : null}
    </Entry>
  );
}
