import { blanksModel } from '../../casework/paper.ts';
import { BlanksView } from '../../screens/paper/BlanksView.tsx';

export default function Blanks() {
  return <BlanksView model={blanksModel()} />;
}
