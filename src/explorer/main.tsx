import './theme/theme.css';
import './theme/layout.css';
import './theme/controls.css';
import './theme/panels.css';
import './theme/narrow.css';
import './theme/desk.css';
import './theme/answers.css';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { client } from './api/client.ts';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { Explorer } from './app/Explorer.tsx';

const container = document.getElementById('explorer');
if (!container) throw new Error('The page has no element with the id "explorer".');
createRoot(container).render(
  <Provider value={client}>
    <ErrorBoundary>
      <Explorer />
    </ErrorBoundary>
  </Provider>,
);
