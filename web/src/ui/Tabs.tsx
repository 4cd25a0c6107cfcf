import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { cx } from '~/lib/cx';

interface Props {
  label: string;
  items: readonly { id: string; title: string; content: ReactNode }[];
}

/** Several views of one thing. */
export function Tabs({ label, items }: Props) {
  return (
    <AriaTabs className="flex min-w-0 flex-col">
      <TabList aria-label={label} className="flex flex-wrap gap-x-1 border-b border-line">
        {items.map(({ id, title }) => (
          <Tab
            key={id}
            id={id}
            className={cx(
              '-mb-px flex h-9 cursor-default items-center border-b-2 border-transparent px-3 text-sm',
              'rounded-t-md text-mute transition-colors hover:text-ink max-sm:h-11',
              'data-selected:border-accent data-selected:font-medium data-selected:text-ink',
            )}
          >
            {title}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="min-w-0 rounded-lg pt-3">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
