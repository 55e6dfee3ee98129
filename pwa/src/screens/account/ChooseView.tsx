/** Who is it? On a tablet that several share. */
import { Button } from '../../ui/kit/Button';
import { counted } from '../../ui/words';
import { Entry } from './Entry';
import type { KnownLine } from './model';

export function ChooseView({ known, choose }: { readonly known: readonly KnownLine[]; readonly choose: (name: string) => void }) {
  return (
    <Entry title="Who is it?">
      {known.map(({ name, handle, notSent }) => (
        <Button key={name} wide onPress={() => { choose(name); }}>
          {notSent === 0 ? handle : `${handle} · ${counted(notSent, 'record')} not sent yet`}
        </Button>
      ))}
      <div class="entry-links">
        <a href="/welcome">Somebody who is new on this tablet</a>
      </div>
    </Entry>
  );
}
