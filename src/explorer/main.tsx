import './theme/theme.css';
import './theme/layout.css';
import './theme/controls.css';
import './theme/panels.css';
import './theme/narrow.css';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { client } from './api/client.ts';
import { Explorer } from './app/Explorer.tsx';
import { Fault } from './app/Fault.tsx';

const place = document.getElementById('explorer');
if (!place) throw new Error('The page has no element with the id "explorer".');
createRoot(place).render(
  <Provider value={client}>
    <Fault>
      <Explorer />
    </Fault>
  </Provider>,
);
