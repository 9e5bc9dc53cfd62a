import { encode } from '../state/address.ts';
import type { Drawn } from './drawnFilter.ts';

/** The address that shows the same. */
export const linkOf = (drawn: Drawn): string => `${location.origin}${location.pathname}#${encode(drawn)}`;

/** Puts the address of what is shown on the clipboard. Throws where the browser refuses. */
export async function copyLink(drawn: Drawn): Promise<void> {
  const link = linkOf(drawn);
  // Pages that are not served from this machine or by HTTPS have no clipboard; there the selected text is copied.
  if (navigator.clipboard) return navigator.clipboard.writeText(link);
  const field = document.body.appendChild(Object.assign(document.createElement('textarea'), { value: link }));
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('The browser did not copy the link. It is in the address field.');
}
