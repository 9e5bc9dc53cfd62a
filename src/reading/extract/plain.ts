import type { ExtractedText } from './extracted.ts';

/** Joins the lines of paragraphs that were broken to a width; text with long lines, or without empty ones, stays as it is. */
export function unwrap(text: string): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF/, '')
    .split('\n');
  const isBroken = lines.some((line) => line.trim() === '') && lines.every((line) => line.length <= 120);
  return isBroken ? paragraphsOf(lines).join('\n') : lines.join('\n');
}

/** Markdown without its marks: links by their words, no pictures. */
export function textOfMarkdown(text: string): ExtractedText {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF?---\n[\s\S]*?\n---\n/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/^\s*\[[^\]]+\]:\s+\S+.*$/gm, '')
    .split('\n')
    .map((line) => {
      const heading = /^\s*#{1,6}\s+(.*?)\s*#*$/.exec(line);
      if (heading) return `\n${heading[1]}\n`;
      if (/^\s*(?:[-*_]\s*){3,}$/.test(line) || /^\s*[=-]{3,}\s*$/.test(line)) return '';
      return line.replace(/^\s*>+\s?/, '').replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '\n');
    })
    .join('\n')
    .replace(/(\*\*|__|\*|`)(?=\S)([^\n]*?\S)\1/g, '$2')
    .split('\n');
  const title = /^\s*#\s+(.*?)\s*#*$/m.exec(text)?.[1] ?? null;
  return { text: paragraphsOf(lines).join('\n'), title };
}

function paragraphsOf(lines: readonly string[]): string[] {
  const paragraphs: string[] = [''];
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push('');
    else paragraphs[paragraphs.length - 1] = joined(paragraphs.at(-1)!, line.trim());
  }
  return paragraphs.filter((paragraph) => paragraph !== '');
}

/** Joins a line to those before it; a word that was divided by a hyphen is put together. */
export function joined(before: string, line: string): string {
  if (before === '') return line;
  return /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line) ? `${before.slice(0, -1)}${line}` : `${before} ${line}`;
}
