import { describe, expect, test } from 'vitest';

import { chanceOf, RUN_SEED } from './chance.ts';
import { Story } from './story.ts';
import { World } from './tablets.ts';

const HOW_MANY = Number(process.env['BESIDE_SCHEDULES'] ?? 12);
const STEPS = 60;

describe(`random days (BESIDE_SEED=${RUN_SEED})`, () => {
  test.for(Array.from({ length: HOW_MANY }, (_, place) => (RUN_SEED + place) >>> 0))('nothing is lost and everybody agrees, seed %i', { timeout: 120_000 }, async (seed) => {
    const world = await World.begin();
    const tablets = [
      await world.tablet(world.ann), await world.tablet(world.ward), await world.tablet(world.sam), await world.tablet(world.kit),
      await world.anotherTablet(world.sam, `second of ${seed}`), await world.anotherTablet(world.ward, `desk of ${seed}`),
    ];
    const story = new Story(world, tablets, chanceOf(seed));
    try {
      for (let step = 0; step < STEPS; step += 1) await story.step();
      await story.end();
      const [, ward] = tablets;
      const expected = ward?.states() ?? {};
      for (const tablet of story.present) {
        for (const [vault, state] of Object.entries(tablet.states())) {
          if (tablet.replica.heard.listed.has(vault)) expect(state, `${tablet.name} ${vault}`).toBe(expected[vault]);
        }
        expect(await story.lost(tablet), tablet.name).toEqual([]);
        expect(await tablet.forks(), `false alarms of ${tablet.name}`).toEqual([]);
      }
    } catch (error) {
      throw new Error(`seed ${seed}\n${story.told.join('\n')}`, { cause: error });
    }
  });
});
