/** What was just made for somebody: a picture for their camera, and the link. It is shown this once. */
import { useEffect, useRef } from 'preact/hooks';
import { Copy, Share2 } from 'lucide';
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { Qr } from '../../ui/kit/Qr';
import { announce } from '../../ui/shell/announce';
import type { Handed } from './model';
import './people.css';

const COPIED = new Map<boolean | null, string>([
  [true, 'Copied.'],
  [false, 'This browser does not copy. Mark the link and copy it yourself.'],
]);

export function HandedView({ handed }: { readonly handed: Handed }) {
  const { title, own, link, until, copied, copy, share } = handed;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    announce(`${title} is on this page.`);
  }, [link]);
  return (
    <Card title={title}>
      <div class="handed" ref={box}>
        <Qr text={link} name={title} />
        <div class="stack">
          <p>
            {own ? 'Scan it with the new device’s camera, or send the link to yourself.' : 'Let them scan it with their camera, or give them the link yourself: whoever has it can come in.'}{' '}
            <strong>It works once, until {until}.</strong> It is not shown again.
          </p>
          <p class="small soft">On an iPad: install Beside first (Share, then “Add to Home Screen”), open it from its icon, and paste the link there.</p>
          <div class="row">
            <Button icon={Copy} onPress={copy}>Copy the link</Button>
            {share === null ? null : <Button icon={Share2} onPress={share}>Send it</Button>}
            <span class="small soft" role="status">{COPIED.get(copied) ?? ''}</span>
          </div>
          <p class="handed-link small" aria-label="The link">{link}</p>
        </div>
      </div>
    </Card>
  );
}
