import { useEffect, useState } from 'preact/hooks';

import { useDoing } from '../people/doing.ts';
import { useHanded } from '../people/handing.ts';
import { useStaff } from '../people/staff.ts';
import { useReminders } from '../reminders.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { schoolLinks } from '../../casework/settings_page.ts';
import { deviceLines, until } from '../../casework/staff/staff.ts';
import { LinksCard } from '../../screens/more/LinksCard.tsx';
import type { SettingsActions } from '../../screens/more/model.ts';
import { PushCard } from '../../screens/more/PushCard.tsx';
import { SettingsView } from '../../screens/more/SettingsView.tsx';
import { hasPasskey } from '../../store/identity.ts';
import { canHavePasskey } from '../../store/passkey.ts';
import { parseInstant } from '../../sync/encoding.ts';
import { textSize, theme } from '../../ui/theme.ts';

function Settings({ book }: ReadingProps) {
  const { busy, error, run } = useDoing();
  const [made, hand] = useHanded();
  const [passkey, lookAtPasskey] = usePasskey();
  const staff = useStaff(book.me);
  const { mine, door, read, replica } = theEngine();
  const actions: SettingsActions = {
    theme: (chosen) => { theme.value = chosen; },
    textSize: (chosen) => { textSize.value = chosen; },
    lockAfter: (minutes) => void door.setLockMinutes(minutes),
    passkey: (on) => { run('Trying it …', () => (on ? mine.addPasskey() : mine.removePasskey()).finally(lookAtPasskey)); },
    letIn: () => {
      run('Making the link …', async () => {
        const { text, expires } = await mine.nextDevice();
        hand({ title: 'Add a new device of yours', own: true, page: '/let-in', text, until: until(parseInstant(expires), book.today) });
      });
    },
  };
  const devices = deviceLines(book, read.school(), book.me, staff, replica().account.device);
  const model = { theme: theme.value, textSize: textSize.value, lockAfter: door.lockMinutes.value, passkey, devices, made, busy, error };
  const reminders = useReminders(book);
  return (
    <SettingsView model={model} actions={actions}>
      <PushCard {...reminders} />
      <LinksCard title="The school" links={schoolLinks(book)} />
    </SettingsView>
  );
}

/** Whether a touch opens this tablet, null where it cannot; and how to look again. */
function usePasskey(): readonly [boolean | null, () => Promise<void>] {
  const [passkey, setPasskey] = useState<boolean | null>(null);
  const look = async (): Promise<void> => {
    const has = await hasPasskey(await theEngine().replica().keeper.database());
    setPasskey(has || (await canHavePasskey()) ? has : null);
  };
  useEffect(() => void look(), []);
  return [passkey, look];
}

export default reading(Settings);
