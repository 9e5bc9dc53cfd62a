import { useState } from 'react';
import { EVENT_KINDS, EVENT_ROLES } from '../../model/kinds.ts';
import { useExplorer } from '../common/context.ts';
import { capitalized, enumLabel } from '../graph/names.ts';
import { EndField, endSlug, fieldsOfNewEnd, NO_END, newEnd } from './EndField.tsx';
import { FIELDS_OF_NEW_SOURCE, newSourceRow } from './NewSource.tsx';
import { EMPTY_PASSAGE, evidenceInputOf, FIELDS_OF_PASSAGE, PassageFields } from './PassageFields.tsx';
import { OtherProblems, ProblemsOfField } from './Problems.tsx';
import { newSlug, type RecordedTogether, recordTogether } from './recordTogether.ts';
import { useEdit } from './useEdit.ts';

/** The fields of an event that are text, in the order of the form: those before its place, and its deaths. */
const TEXT_FIELDS = [
  ['title', 'What happened, in one line', ''],
  ['start', 'Start', '2016, 2016-12 or 2016-12-22'],
  ['end', 'End, if not on one day', ''],
] as const;
const DEATHS_FIELDS = [
  ['deathsBest', 'Deaths, best estimate'],
  ['deathsLow', 'Deaths, lowest estimate'],
  ['deathsHigh', 'Deaths, highest estimate'],
] as const;

const EMPTY = { kind: 'BATTLE', title: '', start: '', end: '', place: NO_END, deathsBest: '', deathsLow: '', deathsHigh: '' };
const FIRST = { number: 1, actor: NO_END, role: 'INITIATOR', deaths: '' };
type EventDraft = typeof EMPTY;
type ParticipantDraft = typeof FIRST;

const EVIDENCE = 'evidence[0].';
const actorField = (index: number) => `participants[${index}].actor`;

/** All fields that show their own problems, those of what is new included. */
const shownFields = (participants: readonly ParticipantDraft[]): string[] => [
  'kind',
  ...[...TEXT_FIELDS, ...DEATHS_FIELDS].map(([name]) => name),
  ...FIELDS_OF_PASSAGE.map((field) => `${EVIDENCE}${field}`),
  ...FIELDS_OF_NEW_SOURCE,
  ...['place', ...participants.map((_, index) => actorField(index))].flatMap((field) => [field, ...fieldsOfNewEnd(field)]),
  ...participants.flatMap((_, index) => ['role', 'deaths'].map((field) => `participants[${index}].${field}`)),
];

/** Form for a new event, who took part in it, and the passage that asserts it. */
export function AddEvent() {
  const { dispatch, show } = useExplorer();
  const [event, setEvent] = useState(EMPTY);
  const [participants, setParticipants] = useState<readonly ParticipantDraft[]>([FIRST]);
  const [passage, setPassage] = useState(EMPTY_PASSAGE);
  const { send, problems, sending } = useEdit();
  const problemsOf = (field: string) => <ProblemsOfField problems={problems} of={field} />;
  const set = (part: Partial<EventDraft>) => setEvent((before) => ({ ...before, ...part }));
  const setParticipant = (at: number, part: Partial<ParticipantDraft>) =>
    setParticipants((before) => before.map((each, index) => (index === at ? { ...each, ...part } : each)));
  const submit = async () => {
    let done: RecordedTogether | null = null;
    const input = { ...rowOf(event, participants), evidence: [evidenceInputOf(passage)] };
    const recorded = await send(async () => {
      const news = [
        ...newEnd(event.place, 'place'),
        ...participants.flatMap(({ actor }, index) => newEnd(actor, actorField(index))),
        ...(passage.newSource ? [newSourceRow(passage.newSource)] : []),
      ];
      done = await recordTogether({ kind: 'EVENT', input }, news);
      return done;
    });
    if (!recorded || !done) return;
    const { id, takeBack } = done as RecordedTogether;
    show([event.place, ...participants.map(({ actor }) => actor)].map(endSlug).filter((slug) => slug !== ''));
    setEvent(EMPTY);
    setParticipants([FIRST]);
    setPassage(EMPTY_PASSAGE);
    if (takeBack) dispatch({ do: 'edited', edit: { done: `added the event “${event.title}”`, undo: takeBack } });
    dispatch({ do: 'view', view: { panel: 'about' } });
    dispatch({ do: 'tie', id });
  };
  return (
    <form
      className="form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void submit();
      }}
    >
      <Choice label="Kind" values={EVENT_KINDS} value={event.kind} onChange={(kind) => set({ kind })} />
      {problemsOf('kind')}
      {TEXT_FIELDS.map(([name, label, placeholder]) => (
        <div key={name}>
          <TextField label={label} placeholder={placeholder} value={event[name]} onChange={(value) => set({ [name]: value })} />
          {problemsOf(name)}
        </div>
      ))}
      <EndField label="Place" field="place" takes="place" end={event.place} problems={problems} onChange={(place) => set({ place })} />
      {participants.map(({ number, actor, role, deaths }, index) => (
        <fieldset key={number}>
          <legend>Participant {index + 1}</legend>
          <EndField
            label={`Actor ${index + 1}`}
            field={actorField(index)}
            takes="actor"
            end={actor}
            problems={problems}
            onChange={(chosen) => setParticipant(index, { actor: chosen })}
          />
          <Choice label="Role" values={EVENT_ROLES} value={role} onChange={(chosen) => setParticipant(index, { role: chosen })} />
          {problemsOf(`participants[${index}].role`)}
          <TextField label="Deaths on that side" value={deaths} onChange={(value) => setParticipant(index, { deaths: value })} />
          {problemsOf(`participants[${index}].deaths`)}
          {participants.length > 1 && (
            <button type="button" onClick={() => setParticipants((before) => before.filter((each) => each.number !== number))}>
              Remove participant {index + 1}
            </button>
          )}
        </fieldset>
      ))}
      <button
        type="button"
        onClick={() => setParticipants((before) => [...before, { ...FIRST, number: before.at(-1)!.number + 1, role: 'TARGET' }])}
      >
        Another participant
      </button>
      {DEATHS_FIELDS.map(([name, label]) => (
        <div key={name}>
          <TextField label={label} value={event[name]} onChange={(value) => set({ [name]: value })} />
          {problemsOf(name)}
        </div>
      ))}
      <PassageFields passage={passage} onChange={setPassage} problems={problems} within={EVIDENCE} withNewSource />
      <OtherProblems problems={problems} fields={shownFields(participants)} />
      <button type="submit" className="primary" disabled={sending}>
        Add event
      </button>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const TextField = ({ label, value, onChange, placeholder = '' }: FieldProps & { readonly placeholder?: string }) => (
  <label className="field">
    {label}
    <input dir="auto" placeholder={placeholder} value={value} onChange={({ target }) => onChange(target.value)} />
  </label>
);

const Choice = ({ label, values, value, onChange }: FieldProps & { readonly values: readonly string[] }) => (
  <label className="field">
    {label}
    <select value={value} onChange={({ target }) => onChange(target.value)}>
      {values.map((each) => (
        <option key={each} value={each}>
          {capitalized(enumLabel(each))}
        </option>
      ))}
    </select>
  </label>
);

/** The row, without empty fields. Its key is of its title and its start. */
function rowOf({ kind, title, start, end, place, ...deaths }: EventDraft, participants: readonly ParticipantDraft[]) {
  const key = [newSlug(title), start.trim()].filter((part) => part !== '').join('-');
  const given = Object.entries({ title, start, end, place: endSlug(place) }).filter(([, value]) => value.trim() !== '');
  return {
    key,
    kind,
    ...Object.fromEntries(given),
    ...counts(deaths),
    participants: participants.map(({ actor, role, deaths: ofSide }) => ({ actor: endSlug(actor), role, ...counts({ deaths: ofSide }) })),
  };
}

/** Numbers as such; other text as it is, for the server to say what is wrong with it. */
const counts = (fields: Readonly<Record<string, string>>): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = value.trim();
      return text === '' ? [] : [[name, /^\d{1,9}$/.test(text) ? Number(text) : text] as const];
    }),
  );
