/** A small graph: three actors, a source, and a tie with evidence. */
export const HEZBOLLAH = { slug: 'hezbollah', kind: 'ARMED_GROUP', name: 'Hezbollah' };
export const IRAN = { slug: 'iran', kind: 'STATE', name: 'Iran' };
export const ISRAEL = { slug: 'israel', kind: 'STATE', name: 'Israel' };
export const REPORT = { key: 'report', title: 'A report', reliability: 'B' };
export const PASSAGE = { source: 'report', quote: 'Iran arms Hezbollah.' };
export const BACKING = { type: 'BACKS', from: 'iran', to: 'hezbollah', start: '1982', evidence: [PASSAGE] };
