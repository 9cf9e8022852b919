import type { AssessmentData } from '#app/components/line/assessment-data.ts'
import { TaskList } from '#app/components/task-list.tsx'
import { useWords } from '#app/components/words.tsx'

/** What was named, before everything else: each with the reviewer's words and the way to it. The rest is read only. */
export function NamedChanges({ id, changes, may }: Pick<AssessmentData, 'id' | 'changes' | 'may'>) {
  const t = useWords()
  return (
    <>
      <TaskList
        title={t('review.named.title', { count: changes.length })}
        tasks={changes.map(({ id: named, principle, name, to, reason, changed }) => ({
          id: `${principle}-${named.replace(/[^\w-]/g, '-')}`,
          name: named.includes(':') ? name : t('shell.pair', { what: named, words: name }),
          hint: (
            <span className="am-pre" dir="auto">
              {t('line.quoted', { words: reason })}
            </span>
          ),
          status: changed ? 'complete' : 'changesAsked',
          to: `/app/assessments/${id}/${to}`,
        }))}
      />
      {may.answer && <p className="am-quiet">{t('review.named.rest')}</p>}
    </>
  )
}
