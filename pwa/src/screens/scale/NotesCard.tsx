/** What staff write beside a scale: what was said when they looked at it together. Kept as it is typed, saved by its own button. */
import { Button } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { FormView } from '../../ui/form/FormView';
import { KeptNotice } from '../../ui/form/KeptNotice';
import type { FormDraft } from '../../ui/form/rendering';

const HIDDEN = new Set(['low_seen']);
const ONLY = ['staff'];

export function NotesCard({ draft, onSave }: { readonly draft: FormDraft; readonly onSave: () => void }) {
  return (
    <Card title="Notes for staff">
      <form
        class="stack screen-only"
        autocomplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <KeptNotice kept={draft.kept} today={draft.today} />
        <FormView {...draft} only={ONLY} hidden={HIDDEN} />
        <div>
          <Button submits>Save the notes</Button>
        </div>
      </form>
    </Card>
  );
}
