import { useTranslations } from 'use-intl';
import { useUnits } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import type { Column } from '~/ui/DataTable';
import { Gap } from './Gap';
import { writeWhy } from './question';
import type { PostFigures } from './types';

/** Posts, of one place or of all. */
export function usePostColumns(place: number | undefined): Column<PostFigures>[] {
  const t = useTranslations('workforce.table');
  const { fixed } = useUnits();
  return [
    {
      key: 'name',
      title: t('post'),
      cell: ({ name }) => <span className="line-clamp-2 font-medium text-pretty">{name}</span>,
    },
    {
      key: 'required',
      title: t('required'),
      width: 'lg:w-28',
      numeric: true,
      cell: (post) => (
        <WhyButton why={writeWhy({ place, post: post.post_id })} what={post.name}>
          {fixed(post.required, 'none', 2)}
        </WhyButton>
      ),
    },
    {
      key: 'staffed',
      title: t('staffed'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ staffed }) => fixed(staffed, 'none', 1),
    },
    {
      key: 'present',
      title: t('present'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ present }) => fixed(present, 'none', 2),
    },
    {
      key: 'gap',
      title: t('gap'),
      width: 'lg:w-44',
      numeric: true,
      cell: (post) => <Gap of={post} />,
    },
    {
      key: 'ratio',
      title: t('ratio'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ ratio }) => (ratio === null ? '–' : fixed(100 * ratio, 'percent', 1)),
    },
  ];
}
