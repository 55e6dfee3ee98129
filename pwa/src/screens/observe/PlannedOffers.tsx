/** Before a lesson is watched: an observation of this pupil that is planned for another hour of today. */
import { ButtonLink } from '../../ui/kit/Button';
import { Notice } from '../../ui/kit/Notice';
import { capital } from '../../ui/words';
import type { PlannedOffer } from './before';

export function PlannedOffers({ offers }: { readonly offers: readonly PlannedOffer[] }) {
  return offers.length === 0 ? null : (
    <div class="form-alone form-offers">
      {offers.map(({ id, at, beside, href }) => (
        <Notice key={id} title={`Planned for today, ${at}`} action={<ButtonLink href={href} name={`This is it: planned for ${at}`}>This is it</ButtonLink>}>
          {beside === '' ? undefined : capital(beside)}
        </Notice>
      ))}
    </div>
  );
}
