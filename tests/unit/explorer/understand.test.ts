import { describe, expect, test } from 'vitest';
import { matchingVoices } from '../../../src/explorer/answers/completions.ts';
import { understandText } from '../../../src/explorer/answers/understand.ts';
import { quickly } from '../../support/sample.ts';

const TODAY = '2026-06-30';

/** What is typed, the kind of question that is understood first, the names, the time, the voice. */
type Phrasing = [text: string, kind: string | null, names: readonly string[], time?: string | null, voice?: string];

const PHRASINGS: Phrasing[] = [
  ['who backed the syrian government in 2015', 'backedBy', ['syrian government'], '2015'],
  ['backs syria 2015', 'backedBy', ['syria'], '2015'],
  ['2015 backs syria', 'backedBy', ['syria'], '2015'],
  ['syria backers 2015', 'backedBy', ['syria'], '2015'],
  ['Who backs Hezbollah?', 'backedBy', ['Hezbollah']],
  ['who is backing the SDF on 30 Nov 2024', 'backedBy', ['SDF'], '2024-11-30'],
  ['backers of the Free Syrian Army', 'backedBy', ['Free Syrian Army']],
  ['supporters of assad in march 2013', 'backedBy', ['assad'], '2013-03'],
  ['who armed the rebels between 2012 and 2014', 'backedBy', ['rebels'], '2012/2014'],
  ['by whom is hezbollah backed', 'backedBy', ['hezbollah']],
  ['whom does Iran back', 'backs', ['Iran']],
  ['iran backs', 'backs', ['iran']],
  ['who is backed by Iran', 'backs', ['Iran']],
  ['whom did russia support in 2016', 'backs', ['russia'], '2016'],
  ['who attacks aleppo', 'attackedBy', ['aleppo']],
  ['whom does Russia attack on November 30, 2024', 'attacks', ['Russia'], '2024-11-30'],
  ['who bombed idlib in 2017', 'attackedBy', ['idlib'], '2017'],
  ['idlib attacked by whom', 'attackedBy', ['idlib']],
  ['who fights islamic state', 'fights', ['islamic state']],
  ['whom does the Syrian army fight', 'fights', ['Syrian army']],
  ['who fought hezbollah since 2013', 'fights', ['hezbollah'], `2013/${TODAY}`],
  ['who controls Aleppo', 'controlledBy', ['Aleppo']],
  ['aleppo controlled by', 'controlledBy', ['aleppo']],
  ['who held aleppo on 2024-11-30', 'controlledBy', ['aleppo'], '2024-11-30'],
  ['what does the Syrian government control', 'controls', ['Syrian government']],
  ['who leads the army of islam', 'leaders', ['army of islam']],
  ['leader of hezbollah', 'leaders', ['hezbollah']],
  ['who is allied with turkey', 'alliedWith', ['turkey']],
  ['allies of turkey in 2018', 'alliedWith', ['turkey'], '2018'],
  ['who is part of the syrian army', 'members', ['syrian army']],
  ['members of the sdf', 'members', ['sdf']],
  ['rivals of iran', 'rivalOf', ['iran']],
  ['who sanctions russia', 'sanctionedBy', ['russia']],
  ['who has a ceasefire with israel', 'ceasefireWith', ['israel']],
  ['who split from al-qaeda', 'splinters', ['al-qaeda']],
  ['who opposes assad', 'opposedBy', ['assad']],
  ['how are Iran and Israel connected', 'connected', ['Iran', 'Israel']],
  ['how was iran connected to the syrian insurgents in 2016', 'connected', ['iran', 'syrian insurgents'], '2016'],
  ['connection between Iran and Israel', 'connected', ['Iran', 'Israel']],
  ['path from turkey to hezbollah', 'connected', ['turkey', 'hezbollah']],
  ['links iran israel', 'connected', ['iran', 'israel']],
  ['what changed for the syrian insurgents between 2011 and 2013', 'changes', ['syrian insurgents'], '2011/2013'],
  ['what changed from 2011 to 2013', 'changes', [], '2011/2013'],
  ['changes hezbollah 2012-2014', 'changes', ['hezbollah'], '2012/2014'],
  ['are Russia and Syria friends or foes', 'stance', ['Russia', 'Syria']],
  ['iraq and syria friends or enemies in 2014', 'stance', ['iraq', 'syria'], '2014'],
  ['stance of iraq to the syrian government', 'stance', ['iraq', 'syrian government']],
  ['friends of hezbollah', 'friends', ['hezbollah']],
  ['enemies of islamic state in 2015', 'foes', ['islamic state'], '2015'],
  ['who is against hezbollah', 'foes', ['hezbollah']],
  ['camps on 30 November 2024', 'camps', [], '2024-11-30'],
  ['which camps were there in 2015', 'camps', [], '2015'],
  ['blocs 2016', 'camps', [], '2016'],
  ['who disagrees', 'disputes', []],
  ['who disagrees about aleppo', 'disputes', ['aleppo']],
  ['disputed aleppo', 'disputes', ['aleppo']],
  ['what happened in idlib province', 'events', ['idlib province']],
  ['what happened in Aleppo on 29 nov 2024', 'events', ['Aleppo'], '2024-11-29'],
  ['events in syria in November 2024', 'events', ['syria'], '2024-11'],
  ['how many died in idlib', 'events', ['idlib']],
  ['who connects the others in 2016', 'central', [], '2016'],
  ['who is most central', 'central', []],
  ['who has the most backers in 2015', 'mostBacked', [], '2015'],
  ['most supported', 'mostBacked', []],
  ['who fights the most others', 'mostFighting', []],
  ['in whose events did the most die in 2016', 'mostDeaths', [], '2016'],
  ['deadliest', 'mostDeaths', []],
  ['who fights islamic state', 'fights', ['islamic state']],
  ['what rests on the article of 30 November alone', 'alone', ['article of 30 November']],
  ['who controls aleppo according to the syrian army', 'controlledBy', ['aleppo'], null, 'the syrian army'],
  ['according to UCDP who backed the syrian government in 2015', 'backedBy', ['syrian government'], '2015', 'UCDP'],
  ['according to the white helmets', 'according', [], null, 'the white helmets'],
  ['who attacked idlib according to two rebel sources in 2024', 'attackedBy', ['idlib'], '2024', 'two rebel sources'],
  ['what did russia do in november 2024', 'events', ['russia'], '2024-11'],
  ['how many people died in idlib province in november 2024', 'events', ['idlib province'], '2024-11'],
  ['what does the syrian army say', 'according', [], null, 'the syrian army'],
  ['what did the syrian army say about aleppo on 30 nov 2024', 'according', ['aleppo'], '2024-11-30', 'the syrian army'],
  ['من يدعم حزب الله', null, ['من يدعم حزب الله']],
  ['who backs حزب الله', 'backedBy', ['حزب الله']],
  ['who backs General Command', 'backedBy', ['General Command']],
  ['Islamic State', null, ['Islamic State']],
];

const sample = [...quickly(4, PHRASINGS)];

test('a voice whose whole name was typed comes before one that only has its words', () => {
  const voices = ['Al Jazeera (in SOHR)', 'Uppsala Conflict Data Program', 'SOHR', 'UCDP and others'].map((name) => ({
    voice: { by: 'publisher' as const, value: name },
    name,
  }));
  const meant = (text: string) => matchingVoices(text, voices).map(({ name }) => name);
  expect(meant('sohr')).toEqual(['SOHR', 'Al Jazeera (in SOHR)']);
  expect(meant('the ucdp')).toEqual(['Uppsala Conflict Data Program', 'UCDP and others']);
  expect(meant('jazeera')).toEqual(['Al Jazeera (in SOHR)']);
});

describe('what is typed', () => {
  test.each(sample)('“%s”', (text, kind, names, time = null, voice) => {
    const understood = understandText(text, { today: TODAY, first: null, last: null });
    expect(understood.kinds[0] ?? null).toBe(kind);
    const read = understood.names.map((each) => each.join(' | '));
    if (names.length === 0) expect(read).toEqual([]);
    else expect(read).toContain(names.join(' | '));
    const found = understood.time && [understood.time.at, understood.time.until].filter((date) => date !== null).join('/');
    expect(found).toBe(time);
    expect(understood.voice).toBe(voice ?? null);
  });
});
