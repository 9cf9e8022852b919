import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Described = {
  title: string
  url: string | null
  page: string | null
  assessedBy: string | null
  datedOn: Date | string | null
  reviewOn: Date | string | null
  inPassport: boolean
}

/** What is said about an item, for comparing two versions of it. */
export function DescribedShown({ item }: { item: Described }) {
  const t = useWords()
  const { date } = useDates()
  const day = (value: Date | string | null) => (value ? date(value) : '–')
  return (
    <Facts
      rows={[
        { label: t('evidence.field.title'), value: item.title },
        ...(item.url ? [{ label: t('evidence.field.url'), value: item.url }] : []),
        ...(item.page ? [{ label: t('evidence.field.page'), value: item.page }] : []),
        ...(item.assessedBy ? [{ label: t('evidence.field.assessedBy'), value: item.assessedBy }] : []),
        { label: t('evidence.field.datedOn'), value: day(item.datedOn) },
        { label: t('evidence.field.reviewOn'), value: day(item.reviewOn) },
        {
          label: t('evidence.passport.title'),
          value: item.inPassport ? t('evidence.passport.in') : t('evidence.passport.out'),
        },
      ]}
    />
  )
}
