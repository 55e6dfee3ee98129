/** The grid of the paper: a row for each five minutes, a column for each behaviour. A dash is blank, which is not nought. */
import { ordinal } from '../../capture/observation/words';
import type { GridRow } from '../../capture/report';
import { Sideways } from '../../ui/kit/Sideways';
import { capital } from '../../ui/words';
import { Mark } from './Mark';
import type { ReportModel } from './model';

export function GridTable({ model }: { readonly model: Pick<ReportModel, 'behaviours' | 'report' | 'otherIs'> }) {
  const { behaviours, report } = model;
  return (
    <Sideways name="The grid">
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">Minutes</th>
            {behaviours.map(({ value, label, side }) => (
              <th key={value} scope="col">
                <span class="grid-name">
                  <Mark side={side} />
                  {value === 'other' && model.otherIs !== null ? `${label}: ${model.otherIs}` : label}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.grid.map((row) => (
            <Row key={row.interval} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            {report.figures.map(({ behaviour, count }) => (
              <td key={behaviour.value}>{count ?? <Blank />}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Sideways>
  );
}

const STATES: Readonly<Record<GridRow['state'], string>> = {
  whole: '',
  part: 'part watched',
  not_watched: 'not watched',
  not_reached: 'not reached',
};

function Row({ row }: { row: GridRow }) {
  return (
    <tr>
      <th scope="row">
        {capital(ordinal(row.interval))}
        {STATES[row.state] === '' ? null : <span class="small soft"> {STATES[row.state]}</span>}
      </th>
      {row.counts.map((count, index) => (
        <td key={index}>{count ?? <Blank />}</td>
      ))}
    </tr>
  );
}

function Blank() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="heard">blank</span>
    </>
  );
}
