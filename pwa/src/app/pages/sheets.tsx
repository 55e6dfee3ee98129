import { useState } from 'preact/hooks';

import { sheetSaid } from '../entry/told.ts';
import { useDoing } from '../people/doing.ts';
import { reading } from '../reading.tsx';
import { theEngine } from '../shared.ts';
import { SheetsView } from '../../screens/people/SheetsView.tsx';
import { NoSheet } from '../../sync/keys.ts';

const RIGHT = {
  recovery: 'This is the recovery sheet of this school, and every word is right.',
  root: 'This is the root sheet of this school, and every word is right.',
} as const;

function Sheets() {
  const { busy, error, run } = useDoing();
  const [words, setWords] = useState<string | null>(null);
  const [right, setRight] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const check = (): void => {
    run('Comparing …', async () => {
      setRight(null);
      setWrong(null);
      try {
        const found = await theEngine().people.whichSheet(words ?? '');
        if (found === null) setWrong('These words are a sheet, but none of this school’s.');
        else {
          setRight(RIGHT[found]);
          setWords(null);
        }
      } catch (fault) {
        if (!(fault instanceof NoSheet)) throw fault;
        setWrong(sheetSaid(fault));
      }
    });
  };
  return <SheetsView model={{ words, right, busy, error: wrong ?? error }} type={setWords} check={check} />;
}

export default reading(Sheets);
