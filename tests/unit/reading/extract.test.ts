import { describe, expect, test } from 'vitest';
import { extractText } from '../../../src/reading/extract/extract.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const PARAGRAPH = 'Russia backs the Syrian government, and Iran backs Hezbollah, which has fought for it in several provinces since 2013.';

describe('text out of', () => {
  test('plain text is as it is, in NFC, with broken lines joined', async () => {
    expect((await extractText(bytes('Cafe\u0301 one.\r\nTwo.'), 'a.txt')).text).toBe('Café one.\nTwo.');
    expect((await extractText(bytes('Russia backs\nSyria, and it is counter-\nattacking.\n\nIran  too.'), 'a.txt')).text).toBe(
      'Russia backs Syria, and it is counterattacking.\nIran too.',
    );
  });

  test('files in other encodings', async () => {
    expect((await extractText(new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0x06]), 'a.txt')).text).toBe('A\u0642');
    expect((await extractText(new Uint8Array([0x93, 0x41, 0x94]), 'a.txt')).text).toBe('“A”');
  });

  test('Markdown has no marks', async () => {
    const text =
      '---\ntitle: x\n---\n# The *war*\n\nSee [the **army**](https://example.org) and\n> its `allies`.\n\n- one\n- two\n\n![map](map.png)\n';
    expect(await extractText(bytes(text), 'a.md')).toEqual({ text: 'The war\nSee the army and its allies.\none\ntwo', title: 'The *war*' });
  });

  test('HTML is the article without what stands around it', async () => {
    const html = `<!DOCTYPE html><html><head><title>War &amp; peace</title><script>document.write('no')</script></head><body>
      <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
      <article><h1>War &amp; peace</h1><p>${PARAGRAPH}</p><p>${PARAGRAPH} <b>Again</b>.</p><p>${PARAGRAPH}</p></article>
      <footer>All rights reserved</footer></body></html>`;
    const { text, title } = await extractText(bytes(html), 'a.html');
    expect(title).toBe('War & peace');
    expect(text.split('\n').slice(-3)).toEqual([PARAGRAPH, `${PARAGRAPH} Again.`, PARAGRAPH]);
    expect(text).not.toMatch(/Home|rights|document/);
  });

  test('PDF is its paragraphs', async () => {
    const lines = ['Russia backs the Syrian', 'government. Iran backs', '', 'Hezbollah attacked Israel.'];
    expect((await extractText(pdfOf(lines), 'a.pdf')).text).toBe(
      'Russia backs the Syrian government. Iran backs\nHezbollah attacked Israel.',
    );
  });

  test.each([
    ['nothing', bytes(' \n '), 'Cannot read x: expected some text; a scanned PDF has none until text recognition adds it.'],
    [
      'a word processor',
      new Uint8Array([0x50, 0x4b, 3, 4, 0]),
      'Cannot read x: expected text, Markdown, HTML or PDF; save a word processor’s file as one of these.',
    ],
    ['more than 20 MiB', new Uint8Array(21 * 1024 * 1024), 'Cannot read x: expected at most 20 MiB, got 21.0 MiB; split it.'],
    [
      'a text that is too long',
      bytes('a'.repeat(1_000_001)),
      'Cannot read x: expected at most 1000000 characters of text, got 1000001; split it.',
    ],
  ])('%s is an error that says what to try', async (_, file, message) => {
    await expect(extractText(file, 'x')).rejects.toMatchObject({ code: 'BAD_INPUT', message });
  });

  test('a damaged PDF is an error', async () => {
    await expect(extractText(bytes('%PDF-1.4 nothing more'), 'x.pdf')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('Cannot read x.pdf: expected a PDF'),
    });
  });
});

/** A PDF of one page with these lines; an empty one is a gap. */
function pdfOf(lines: readonly string[]): Uint8Array {
  const content = `BT /F1 12 Tf 72 720 Td 14 TL ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  return bytes(file);
}
