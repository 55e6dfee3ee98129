/** The figures behind the sentences, and how far they may be leaned on. Folded: the sentences come first. */
import { rateFigures, shareFigures } from '../../capture/report';
import { type Estimate, inWords, type Measured } from '../../capture/statistics';
import { Sideways } from '../../ui/kit/Sideways';
import type { ReportModel } from './model';

export function HowSure({ model }: { readonly model: ReportModel }) {
  const { report } = model;
  return (
    <details class="fold card">
      <summary>How sure can we be?</summary>
      <p>{report.dependability.words}</p>
      <p class="small soft">When a state was ticked: {model.rule}.</p>
      <Sideways name="The figures">
        <table class="figures">
          <caption class="heard">Rates an hour and shares, each with a band that is right nineteen times out of twenty</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Ticks</th>
              <th scope="col">How often, and between what</th>
            </tr>
          </thead>
          <tbody>
            {report.figures.map(({ behaviour, count, rate }) => (
              <tr key={behaviour.value}>
                <th scope="row">{behaviour.label}</th>
                <td>{count ?? '–'}</td>
                <td>{said(rate, rateFigures)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Hand up, of all speaking up</th>
              <td />
              <td>{said(report.shares.handUp, shareFigures)}</td>
            </tr>
            <tr>
              <th scope="row">Resisted, of all chances to join in</th>
              <td />
              <td>{said(report.shares.resisted, shareFigures)}</td>
            </tr>
          </tbody>
        </table>
      </Sideways>
    </details>
  );
}

function said(figure: Measured<Estimate>, words: (figure: Measured<Estimate>) => string | null): string {
  return figure.defined ? (words(figure) ?? '') : `cannot be given: ${inWords(figure.reason)}`;
}
