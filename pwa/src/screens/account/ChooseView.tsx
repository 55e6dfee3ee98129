/** Who is it? On a tablet that several share. */
import { Button } from '../../ui/kit/Button';
import { Entry } from './Entry';
import type { KnownLine } from './model';

export function ChooseView({ known, choose }: { readonly known: readonly KnownLine[]; readonly choose: (name: string) => void }) {
  return (
    <Entry title="Who is it?">
      <div class="choose">
        {known.map((one) => (
          <Button key={one.name} wide onPress={() => { choose(one.name); }}>
            {one.handle}
            <Beside of={one} />
          </Button>
        ))}
      </div>
      <div class="entry-links">
        <a href="/welcome">Somebody who is new on this tablet</a>
      </div>
    </Entry>
  );
}

/** What tells two of a name apart, and what waits, in smaller words under it. */
function Beside({ of: { ended, hasUnsent } }: { readonly of: KnownLine }) {
  const words = [...(ended ? ['from before, locked out'] : []), ...(hasUnsent ? ['not everything is sent yet'] : [])];
  if (words.length === 0) return null;
  return (
    <>
      <span class="heard"> · </span>
      <span class="choose-beside small soft">{words.join(' · ')}</span>
    </>
  );
}
