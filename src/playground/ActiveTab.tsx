import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Scrolls the active tab into view: there may be more tabs than fit, and the list of questions opens any of them. */
export const ActiveTab = () => {
  const id = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id);

  useEffect(() => {
    if (id) document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [id]);

  return null;
};
