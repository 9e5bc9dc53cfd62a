import { expect, test } from 'vitest';
import { failureInWords } from '../../../src/explorer/app/failureInWords.ts';

test.each([
  'Failed to fetch dynamically imported module: http://127.0.0.1:4000/explorer/assets/Selected-a1.js',
  'error loading dynamically imported module: http://127.0.0.1:4000/explorer/assets/Selected-a1.js',
  'Importing a module script failed.',
])('a part of the page that is missing is named as such: %s', (message) => {
  expect(failureInWords(new TypeError(message))).toMatch(/^A part of it could not be loaded: the server has been updated/);
});

test('any other error keeps its message', () => {
  expect(failureInWords(new Error('x is not a function'))).toBe('x is not a function');
  expect(failureInWords('thrown text')).toBe('thrown text');
});
