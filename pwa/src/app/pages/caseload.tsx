import { useEffect, useState } from 'preact/hooks';

import { reading, type ReadingProps } from '../reading.tsx';
import { caseload } from '../../casework/caseload.ts';
import { type Finder, makeFinder } from '../../casework/search.ts';
import { CaseloadView } from '../../screens/caseload/CaseloadView.tsx';
import type { Found } from '../../screens/caseload/model.ts';

function Caseload({ book }: ReadingProps) {
  const [filter, filterBy] = useState('all');
  const [query, search] = useState('');
  const found = useFound(book, query);
  return <CaseloadView model={caseload(book, filter, query, found)} actions={{ search, filterBy }} />;
}

/** What a query finds in everything that was written; the index is made when something is first looked for. */
function useFound(book: ReadingProps['book'], query: string): readonly Found[] | null {
  const [finder, setFinder] = useState<Finder | null>(null);
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const wanted = query.trim() !== '';
  useEffect(() => {
    if (wanted && finder === null) void makeFinder().then((made) => { setFinder(made); });
  }, [wanted, finder]);
  useEffect(() => {
    let current = true;
    const look = async (from: Finder): Promise<void> => {
      await from.follow(book);
      if (current) setFound(from.find(book, query));
    };
    if (wanted && finder !== null) void look(finder);
    else setFound(null);
    return () => { current = false; };
  }, [book, query, wanted, finder]);
  return found;
}

export default reading(Caseload);
