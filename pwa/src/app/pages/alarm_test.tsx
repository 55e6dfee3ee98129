import { useEffect, useState } from 'preact/hooks';

import { useReached } from '../reached.ts';
import { reading, type ReadingProps } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { troubleOf } from '../visits.ts';
import { type AlarmTestModel, AlarmTestView } from '../../screens/visit/AlarmTestView.tsx';
import { testArrived } from '../../store/alarms.ts';
import { ServerRefused } from '../../store/api.ts';
import { clock } from '../../ui/dates.ts';

const ASKING: AlarmTestModel = { state: 'asking', at: null, trouble: null };

/** A touch on the test alarm leads here: coming here says that it arrived. */
function AlarmTest({ book }: ReadingProps) {
  const [model, setModel] = useState(ASKING);
  const say = async (): Promise<void> => {
    setModel(ASKING);
    try {
      setModel({ state: 'arrived', at: clock(await theEngine().online(testArrived)), trouble: null });
    } catch (error) {
      const isNone = error instanceof ServerRefused && error.code === 'not_found';
      setModel({ state: 'failed', at: null, trouble: isNone ? 'No test was sent to this device today.' : troubleOf(error) });
    }
  };
  useEffect(() => void say(), []);
  return <AlarmTestView model={model} again={() => void say()} reached={useReached(book)} />;
}

export default reading(AlarmTest);
