import { lazy, Suspense } from 'react';
import { useExplorer } from '../common/context.ts';
import { Waiting } from '../common/Waiting.tsx';
import type { Overview } from '../graph/loadOverview.ts';
import { About } from './About.tsx';
import { Legend } from './Legend.tsx';
import { TABS, Tabs } from './Tabs.tsx';

const NOBODY: readonly string[] = [];

/** Loaded when they are opened: the first picture does not wait for them. */
const AnswerPanel = lazy(async () => ({ default: (await import('../answers/AnswerPanel.tsx')).AnswerPanel }));
const Paths = lazy(async () => ({ default: (await import('../paths/Paths.tsx')).Paths }));
const Selected = lazy(async () => ({ default: (await import('./Selected.tsx')).Selected }));
const Edit = lazy(async () => ({ default: (await import('../edit/Edit.tsx')).Edit }));

/** The panel beside the canvas, with its tabs. */
export function SidePanel({ overview }: { readonly overview: Overview | null }) {
  const { state } = useExplorer();
  const { panel, question } = state.view;
  return (
    <aside className="side" aria-label="Details">
      <Tabs />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="panel" tabIndex={0} aria-label={TABS.find(([name]) => name === panel)?.[1]}>
        {panel === 'answer' &&
          (question === null ? (
            <About overview={overview} />
          ) : (
            <Suspense fallback={<Waiting heading="Answer" />}>
              <AnswerPanel key={question} text={question} otherwise={overview?.slugs ?? NOBODY} />
            </Suspense>
          ))}
        {panel === 'paths' && (
          <Suspense fallback={<Waiting heading="How are they connected?" />}>
            <Paths />
          </Suspense>
        )}
        {panel === 'legend' && (
          <>
            <h1>Legend</h1>
            <Legend />
          </>
        )}
        {panel === 'edit' && (
          <Suspense fallback={<Waiting heading="Edit" />}>
            <Edit />
          </Suspense>
        )}
        {(panel === 'about' || panel === 'paths') && <Details overview={overview} withoutAbout={panel === 'paths'} />}
      </section>
    </aside>
  );
}

function Details({ overview, withoutAbout }: { readonly overview: Overview | null; readonly withoutAbout: boolean }) {
  const { tie, selected } = useExplorer().state.view;
  if (!tie && selected.length === 0) return withoutAbout ? null : <About overview={overview} />;
  return (
    <Suspense fallback={<Waiting heading="Details" />}>
      <Selected />
    </Suspense>
  );
}
