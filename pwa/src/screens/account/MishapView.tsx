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
      'Tell an administrator of your school. Under More, People they make you a new invitation.',
      'Open it on this tablet, and choose a new password. You come back in as yourself.',
      'Your cases open again as soon as a colleague who can read them is next online.',
    ],
    safe: 'Nobody can look up the old password. What you saved on this tablet and had not sent goes up by itself, also while it is locked: leave Beside open with a network until it says no more that changes are not sent. What you were still typing opens with the old password alone, should you remember it.',
  },
  new_tablet: {
    title: 'A new tablet',
    steps: [
      'Install Beside on the new tablet first, and open it from its icon.',
      'On a device where you are signed in: More, Settings, “Add a new device”. It shows a picture and a link, good for ten minutes.',
      'Scan the picture with the new tablet’s camera. On an iPad copy the link instead, and paste it under “I already use Beside: add this device”.',
      'Type your password. Your cases come by themselves.',
    ],
    safe: 'Have you no other device? An administrator can make the link for you. Your password alone lets no device in.',
  },
  lost_tablet: {
    title: 'A lost tablet',
    steps: [
      'On another device of yours: More, Settings, find the tablet, “Lost”. Or tell an administrator: More, People, your name.',
      'From that moment it can fetch and send nothing.',
      'The page then lists which cases were on it and when it was last connected. Print it for whoever looks after data protection.',
    ],
    safe: 'Nobody can read a locked tablet without your password. If anybody could know or guess it, change it too.',
  },
};

export interface MishapViewProps {
  readonly mishap: Mishap;
  readonly back: { readonly href: string; readonly label: string };
}

export function MishapView({ mishap, back }: MishapViewProps) {
  const { title, steps, safe } = TOLD[mishap];
  return (
    <Entry title={title} back={back}>
      <ol class="entry-steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="soft">{safe}</p>
      <Next mishap={mishap} />
    </Entry>
  );
}

function Next({ mishap }: { readonly mishap: Mishap }) {
  if (mishap === 'lost_tablet') return null;
  if (mishap === 'new_tablet') {
    return (
      <ButtonLink href="/sign-in" kind="filled" wide>
        I have the link
      </ButtonLink>
    );
  }
  return (
    <>
      <ButtonLink href="/join" kind="filled" wide>
        I have a new invitation
      </ButtonLink>
      <div class="entry-links">
        <a href="/with-root-sheet">Nobody is administrator any more: use the root sheet</a>
      </div>
    </>
  );
}
