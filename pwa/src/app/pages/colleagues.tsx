import { reading, type ReadingProps } from '../reading.tsx';
import { colleagues } from '../../casework/more.ts';
import { ColleaguesView } from '../../screens/people/ColleaguesView.tsx';

function Colleagues({ book }: ReadingProps) {
  return <ColleaguesView model={colleagues(book)} />;
}

export default reading(Colleagues);
