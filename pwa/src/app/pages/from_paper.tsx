import { reading, type ReadingProps } from '../reading.tsx';
import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';
import { PRINTED } from '../../casework/paper.ts';
import { Card } from '../../ui/kit/Card.tsx';
import { Line, Lines } from '../../ui/kit/Lines.tsx';
import { PageHeader } from '../../ui/kit/PageHeader.tsx';

/** Which sheet; from a case, about whom is known, and the sheet of a case that was begun is typed into its details. */
function FromPaper({ book, params }: ReadingProps) {
  const place = book.caseOf(params['case'] ?? '');
  const back = place === null ? { href: to('chooser'), label: 'Record' } : { href: to('chooserFor', { case: place.id }), label: 'Record' };
  const href = (form: string): string => {
    if (place === null) return to('enterFor', { form });
    return form === 'case' ? to('details', { case: place.id }) : to('enter', { case: place.id, form });
  };
  return (
    <>
      <PageHeader
        back={back}
        above={place === null ? undefined : `About ${place.name}`}
        title="From paper"
        below="A sheet that was filled in by hand. It is kept under the day on the paper, and says who wrote it."
      />
      <Card>
        <Lines label="Sheets">
          {PRINTED.map((name) => (
            <Line key={name} title={newest(name).label} detail={newest(name).description} href={href(name)} />
          ))}
        </Lines>
      </Card>
    </>
  );
}

export default reading(FromPaper);
