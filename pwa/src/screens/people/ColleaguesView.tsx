/** The directory: names and phones of everybody who works with Beside here. */
import { ButtonLink } from '../../ui/kit/Button';
import { Card } from '../../ui/kit/Card';
import { EmptyState } from '../../ui/kit/EmptyState';
import { Line, Lines } from '../../ui/kit/Lines';
import { PageHeader } from '../../ui/kit/PageHeader';
import type { ColleaguesModel } from './model';

export function ColleaguesView({ model }: { readonly model: ColleaguesModel }) {
  return (
    <>
      <PageHeader back={{ href: '/more', label: 'More' }} title="Colleagues">
        <ButtonLink href={`/colleagues/${model.me}`}>Change my entry</ButtonLink>
      </PageHeader>
      <Card>
        {model.colleagues.length === 0 ? (
          <EmptyState title="Nobody has been entered yet." />
        ) : (
          <Lines label="Colleagues">
            {model.colleagues.map(({ id, name, job, phone }) => (
              <Line
                key={id}
                title={name}
                detail={job}
                action={
                  phone === null ? undefined : (
                    <a class="tap numbers" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
                      {phone}
                    </a>
                  )
                }
              />
            ))}
          </Lines>
        )}
      </Card>
    </>
  );
}
