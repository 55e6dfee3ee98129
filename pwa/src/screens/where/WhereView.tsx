/** Where is it? The truth about every record that is not yet with a colleague. */
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Line, Lines } from '../../ui/kit/Lines';
import { Notice } from '../../ui/kit/Notice';
import { PageHeader } from '../../ui/kit/PageHeader';
import { Pill, type PillKind } from '../../ui/kit/Pill';
import { counted } from '../../ui/words';
import type { Place, WhereActions, WhereModel } from './model';

export interface WhereViewProps {
  readonly model: WhereModel;
  readonly actions: WhereActions;
}

export function WhereView({ model, actions }: WhereViewProps) {
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="Where is it?" below={model.last}>
        <Button kind="filled" onPress={actions.sendNow} busy={model.sending ? 'Sending …' : undefined}>
          Send now
        </Button>
      </PageHeader>
      <div class="stack">
        {model.trouble === null ? null : <Notice kind="warn">{model.trouble}</Notice>}
        {model.noRoom.length === 0 ? null : (
          <Places title="No room on this tablet: not kept yet" places={model.noRoom} state={['waiting', 'Waiting for room']} empty="" />
        )}
        {model.notSent.length === 0 && model.noRoom.length > 0 ? null : (
          <Places title="Not sent yet: on this tablet alone" places={model.notSent} state={['waiting', 'Not sent yet']} empty="Everything has been sent." />
        )}
        {model.half.length === 0 ? null : (
          <Places title="Half written: not saved yet" places={model.half} state={['here', 'Not saved']} empty="" />
        )}
        {model.others.length === 0 ? null : (
          <Places title="Other people who use this tablet" places={model.others} state={['waiting', 'Not sent yet']} empty="" />
        )}
        {model.held.length === 0 ? null : (
          <Card
            title="Waiting for somebody to decide"
            aside={
              <Button kind="quiet" onPress={actions.exportHeld}>
                Save a copy
              </Button>
            }
          >
            <List places={model.held} state={['not-armed', 'Waiting']} />
          </Card>
        )}
        {model.unread.length === 0 ? null : <UnreadCard model={model} onForget={actions.forget} />}
        {model.sent.length === 0 ? null : (
          <Places title="Sent, not yet on a colleague’s device" places={model.sent} state={['sent', 'Sent']} empty="" />
        )}
        <StorageCard model={model} onKeep={actions.keepStorage} />
      </div>
    </>
  );
}

interface PlacesProps {
  readonly title: string;
  readonly places: readonly Place[];
  readonly state: readonly [PillKind, string];
  readonly empty: string;
}

function Places({ title, places, state, empty }: PlacesProps) {
  return <Card title={title}>{places.length === 0 ? <EmptyState title={empty} /> : <List places={places} state={state} />}</Card>;
}

function List({ places, state: [kind, words] }: Pick<PlacesProps, 'places' | 'state'>) {
  return (
    <Lines>
      {places.map(({ id, title, detail, href }) => (
        <Line key={id} title={title} detail={detail} href={href ?? undefined} action={<Pill kind={kind}>{words}</Pill>} />
      ))}
    </Lines>
  );
}

function UnreadCard({ model: { unread }, onForget }: { model: WhereModel; onForget: WhereActions['forget'] }) {
  return (
    <Card title={`${counted(unread.length, 'record')} could not be read`}>
      <Lines>
        {unread.map(({ id, title, because, remedy, isLost, href }) => (
          <Line
            key={id}
            title={title}
            href={href ?? undefined}
            detail={`${because} ${remedy}`}
            action={isLost === true ? <Button onPress={() => { onForget(id); }}>I have looked</Button> : undefined}
          />
        ))}
      </Lines>
      {unread.every(({ isLost }) => isLost) ? null : (
        <p class="small soft">Nothing that somebody sent is thrown away: Beside tries again by itself.</p>
      )}
    </Card>
  );
}

function StorageCard({ model: { storage }, onKeep }: { model: WhereModel; onKeep: () => void }) {
  return (
    <Card title="This tablet">
      <div class="stack">
        <p>{storage.used} used.</p>
        {storage.nearlyFull ? (
          <Notice kind="warn" title="This tablet is nearly full.">
            Make room: photographs and films of other apps. Beside keeps what you write for as long as there is room.
          </Notice>
        ) : null}
        {storage.kept ? <p class="soft">The browser has promised to keep it.</p> : null}
        {storage.kept || storage.install !== 'installed' ? null : (
          <Button onPress={onKeep}>Ask the browser to keep it</Button>
        )}
        {storage.install === 'installed' ? null : <ToInstall erases={storage.install === 'erasing_tab'} />}
      </div>
    </Card>
  );
}

function ToInstall({ erases }: { erases: boolean }) {
  return erases ? (
    <Notice kind="warn" title="Put Beside on the home screen.">
      In a plain tab this browser clears everything after seven days without a visit. Press Share, then “Add to Home
      Screen”, and open it from there.
    </Notice>
  ) : (
    <Notice title="Beside can be installed.">
      It then opens from the home screen and fills the whole of it: choose “Install” in the browser’s menu.
    </Notice>
  );
}
