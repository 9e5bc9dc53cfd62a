import { escapeXml } from '../../../model/text/xml.ts';
import type { ReconciledEntity } from './entities.ts';

/** Scripts and everything from elsewhere are forbidden; clients show the page in a frame. */
export const PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export const PREVIEW_SIZE = { width: 420, height: 180 } as const;

/** A page about an entity, for a frame of the client. */
export function previewPage(entity: ReconciledEntity, address: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeXml(entity.name)}</title></head>
<body style="font: 14px system-ui, sans-serif; margin: 8px">${entitySummary(entity)}<p style="margin: 4px 0"><a href="${escapeXml(address)}" target="_blank" rel="noopener">Open</a></p></body></html>
`;
}

/** Name, kind, dates, description and other names, as HTML. */
export function entitySummary({ name, kind, placeKind, description, active, aliases }: ReconciledEntity): string {
  const dates = active?.start || active?.end ? `, ${active.start ?? '…'} – ${active.end ?? '…'}` : '';
  const words = (placeKind ?? kind).toLowerCase().replaceAll('_', ' ');
  const others = aliases.slice(0, 8).map((alias) => escapeXml(alias.name));
  return [
    `<p style="margin: 4px 0"><strong dir="auto">${escapeXml(name)}</strong> (${words}${escapeXml(dates)})</p>`,
    description === null ? '' : `<p style="margin: 4px 0" dir="auto">${escapeXml(description)}</p>`,
    others.length === 0 ? '' : `<p style="margin: 4px 0; color: #555">Also: ${others.map((one) => `<bdi>${one}</bdi>`).join(', ')}</p>`,
  ].join('');
}
