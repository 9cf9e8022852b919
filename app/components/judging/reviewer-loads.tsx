import { DataTable } from '#app/components/data-table.tsx'
import { useWords } from '#app/components/words.tsx'

type Reviewer = { personId: string; name: string; plans: number; answers: number }

/** How much lies with each reviewer: fourteen plans for one person are fourteen plans nobody reads well. */
export function ReviewerLoads({ reviewers }: { reviewers: Reviewer[] }) {
  const t = useWords()
  if (reviewers.length === 0) return <p className="am-measure">{t('review.load.nobody')}</p>
  return (
    <DataTable
      caption={t('review.load.caption')}
      rows={reviewers}
      idOf={({ personId }) => personId}
      columns={[
        { id: 'name', head: t('review.load.name'), cell: ({ name }) => name },
        { id: 'plans', head: t('review.load.plans'), cell: ({ plans }) => plans, numeric: true },
        { id: 'answers', head: t('review.load.answers'), cell: ({ answers }) => answers, numeric: true },
      ]}
    />
  )
}
