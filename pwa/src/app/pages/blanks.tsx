import { to } from '../../casework/addresses.ts';
import { newest } from '../../casework/forms.ts';
import { PRINTED } from '../../casework/paper.ts';
import { ButtonLink } from '../../ui/kit/Button.tsx';
import { Card } from '../../ui/kit/Card.tsx';
import { Line, Lines } from '../../ui/kit/Lines.tsx';
import { PageHeader } from '../../ui/kit/PageHeader.tsx';

export default function Blanks() {
  return (
    <>
      <PageHeader
        back={{ href: to('more'), label: 'More' }}
        title="Blank sheets"
        below="To print, fill in by hand, and type in afterwards with its date and who wrote it."
      >
        <ButtonLink href={to('fromPaper')}>Type one in</ButtonLink>
      </PageHeader>
      <Card>
        <Lines label="Blank sheets">
          {PRINTED.map((name) => (
            <Line key={name} title={newest(name).label} detail={newest(name).description} href={to('blank', { form: name })} />
          ))}
        </Lines>
      </Card>
    </>
  );
}
