import { describe, expect, it } from 'vitest';
import { compareReleases, releaseCode, releaseOf, versionOf } from '../../../src/model/releases.ts';

describe('releases', () => {
  it('come in the order in which they replace each other', () => {
    const order = ['ucdp-ged', 'ucdp-ged-5.0', 'ucdp-ged-19.1', 'ucdp-candidate-25.0.1', 'ucdp-candidate-25.0.3'];
    order.push('ucdp-candidate-25.01.25.03', 'ucdp-candidate-25.0.4', 'ucdp-candidate-25.0.12', 'ucdp-candidate-25.01.25.12');
    order.push('ucdp-ged-25.1', 'ucdp-candidate-26.0.1', 'ucdp-ged-26.1');
    for (const [at, later] of order.entries()) {
      for (const earlier of order.slice(0, at)) {
        expect(compareReleases(releaseOf(earlier)!, releaseOf(later)!), `${earlier} before ${later}`).toBeLessThan(0);
        expect(compareReleases(releaseOf(later)!, releaseOf(earlier)!), `${later} after ${earlier}`).toBeGreaterThan(0);
        expect(releaseCode(earlier), `${earlier} before ${later}`).toBeLessThan(releaseCode(later));
      }
    }
  });

  it('have the versions that UCDP gives them, and no other', () => {
    const given = ['25.1', '17.2', '5.0', '25.0.6', '25.0.06', '25.01.25.03', '25.01.24.03', '25.3', '25.0', '25.0.13', '25.1.2', '2025'];
    expect(given.map(versionOf)).toEqual(['25.1', '17.2', '5.0', '25.0.6', '25.0.6', '25.01.25.03', null, null, null, null, null, null]);
  });
});
