/** Installing first, on a tablet whose browser forgets: what the link brought is copied, and pasted in the installed app. */
import { Copy } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import type { Carried } from './model';

const SAID = new Map<boolean | null, string>([
  [true, 'Copied. Install Beside, open it from the home screen, and paste it there.'],
  [false, 'It could not be copied. Ask for the link in a message, and copy it from there.'],
]);

export function CarriedNotice({ carried }: { readonly carried: Carried }) {
  const { install, copied, copy } = carried;
  return (
    <Notice kind="warn" title={install.title}>
      <div class="stack">
        <p>{install.words} Copy this link first. {install.remedy}</p>
        <div>
          <Button icon={Copy} onPress={copy}>Copy the link</Button>
        </div>
        <p class="strong" role="status">{SAID.get(copied) ?? ''}</p>
      </div>
    </Notice>
  );
}
