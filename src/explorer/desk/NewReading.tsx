import { useState } from 'react';
import { DeskDocumentDocument, DeskReadingDocument, DeskSaveDocument, DeskSourceDocument } from '../api/operations.ts';
import { runMutation, runQuery } from '../api/requests.ts';
import { TokenField } from '../edit/TokenField.tsx';

const EMPTY = { title: '', publisher: '', publishedOn: '', url: '', text: '' };

interface Props {
  readonly onSaved: (draft: string) => void;
  readonly onToken: (token: string) => void;
}

/** Form for a text to read: it is stored as the document of a new source, and what it proposes is saved as a draft. */
export function NewReading({ onSaved, onToken }: Props) {
  const [form, setForm] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const [step, setStep] = useState<string | null>(null);
  const set = (part: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...part }));
  const read = async () => {
    setProblem(null);
    try {
      onSaved(await readText(form, setStep));
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setStep(null);
    }
  };
  const field = (name: keyof typeof EMPTY, label: string, placeholder = '') => (
    <label className="field">
      {label}
      <input dir="auto" value={form[name]} placeholder={placeholder} onChange={({ target }) => set({ [name]: target.value })} />
    </label>
  );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      <h1>Read a text</h1>
      <p className="hint">
        The text is stored with its source. What it says is proposed, and nothing is recorded before you accept it: j and k move, a accepts,
        r rejects, e corrects, u undoes.
      </p>
      <TokenField onChange={onToken} />
      {field('title', 'Title')}
      {field('publisher', 'Publisher')}
      {field('publishedOn', 'Published', '2024-11-30')}
      {field('url', 'Address', 'https://…')}
      <label className="field">
        Text
        <textarea rows={14} dir="auto" value={form.text} onChange={({ target }) => set({ text: target.value })} />
      </label>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="primary" disabled={step !== null || form.title.trim() === '' || form.text.trim() === ''}>
        {step ?? 'Read'}
      </button>
    </form>
  );
}

/** Stores source and text, reads the text, and saves its proposals as a draft; returns the draft's id. Reading a text again makes a new draft. */
async function readText({ title, publisher, publishedOn, url, text }: typeof EMPTY, onStep: (step: string) => void): Promise<string> {
  const source = keyOf(title, publishedOn);
  onStep('Saving the text …');
  const row = { key: source, title, ...(publisher && { publisher }), ...(publishedOn && { publishedOn }), ...(url && { url }) };
  await runMutation(DeskSourceDocument, { row });
  await runMutation(DeskDocumentDocument, { source, text });
  onStep('Reading …');
  const { readDocument } = await runQuery(DeskReadingDocument, { id: source }, 'network-only');
  const rows = (readDocument?.proposals ?? []).map(({ span, ...proposal }) => ({ ...proposal, start: span?.start, end: span?.end }));
  if (rows.length === 0) throw new Error('The text is stored, but it says nothing that can be proposed.');
  onStep('Saving the proposals …');
  return (await runMutation(DeskSaveDocument, { draft: { title, source, rows } })).saveDraft.id;
}

/** A readable key for a source: its title and day. */
const keyOf = (title: string, publishedOn: string): string =>
  `${title} ${publishedOn}`
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
