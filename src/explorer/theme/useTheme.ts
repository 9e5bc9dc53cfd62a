import { useEffect, useState } from 'react';
import type { Theme } from './palette.ts';

const KEY = 'allegiance.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme that the user chose here, else that of the system; and a function that switches it. */
export function useTheme(): readonly [Theme, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(() => localStorage.getItem(KEY) as Theme | null);
  const [system, setSystem] = useState<Theme>(dark.matches ? 'dark' : 'light');
  const theme = chosen ?? system;

  useEffect(() => {
    const onChange = () => setSystem(dark.matches ? 'dark' : 'light');
    dark.addEventListener('change', onChange);
    return () => dark.removeEventListener('change', onChange);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    setChosen(next);
  };
  return [theme, toggle];
}
