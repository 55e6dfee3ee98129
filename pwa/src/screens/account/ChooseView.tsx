/** Who is it? On a tablet that several share. */
import { Button } from '../../ui/kit/Button';
import { counted } from '../../ui/words';
import { Entry } from './Entry';
import type { KnownLine } from './model';

export function ChooseView({ known, choose }: { readonly known: readonly KnownLine[]; readonly choose: (name: string) => void }) {
  return (
    <Entry title="Who is it?">
      {known.map(({ name, handle, ended, notSent }) => (
        <Button key={name} wide onPress={() => { choose(name); }}>
          {[handle, ...(ended ? ['from before, locked out'] : []), ...(notSent === 0 ? [] : [`${counted(notSent, 'change')} not sent yet`])].join(' · ')}
        </Button>
      ))}
      <div class="entry-links">
        <a href="/welcome">Somebody who is new on this tablet</a>
      </div>
    </Entry>
  );
}
