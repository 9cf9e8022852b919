import { Link } from '@remix-run/react'
import { Columns } from '#app/components/card.tsx'
import { CaseFiles } from '#app/components/cases/case-files.tsx'
import { CaseLog, ClockCards, WhoCanOpen } from '#app/components/cases/case-facts.tsx'
import { CaseLabel, Notes } from '#app/components/cases/own-words.tsx'
import { AskOthers, StepBack } from '#app/components/cases/declare-form.tsx'
import { SealedList } from '#app/components/cases/sealed.tsx'
import { ThreadSection } from '#app/components/cases/thread-section.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { useWords } from '#app/components/words.tsx'
import type { casePage } from '#app/server/queries/case.server.ts'

type Opened = Extract<Awaited<ReturnType<typeof casePage>>, { opened: true }>

/** Everything of a case after its handler said that there is no conflict. */
export function CaseShown({ shown }: { shown: Opened }) {
  const t = useWords()
  const { id, account, identity, notes, threads, files, fileKeyId, clocks, log, readers, overseers } = shown
  const role = t('cases.reply.role', { body: shown.receiving })
  return (
    <Columns
      label={t('cases.aside')}
      side={<WhoCanOpen concernId={id} readers={readers} overseers={overseers} />}
    >
      <div className="am-decide">
        <h2 className="govuk-heading-m">{t('cases.next.title')}</h2>
        <p>{t(shown.stage)}</p>
        <p>
          <Link className="govuk-button" to={`/app/cases/${id}/steps`}>
            {t('cases.next.go')}
          </Link>
        </p>
      </div>
      {shown.alone && <p className="am-measure">{t('cases.alone')}</p>}
      <p className="am-measure">{t('cases.warning')}</p>
      <UnlockBox />
      <section aria-labelledby="account">
        <h2 className="govuk-heading-m" id="account">
          {t('cases.account.title')}
        </h2>
        <SealedList parts={account} none={t('cases.account.none')} />
        {identity.length > 0 && (
          <>
            <h3 className="govuk-heading-s">{t('cases.identity.title')}</h3>
            <p>{t('cases.identity.lead')}</p>
            <SealedList parts={identity} />
          </>
        )}
      </section>
      {threads.map((thread) => (
        <ThreadSection key={thread.id} thread={thread} role={role} />
      ))}
      {fileKeyId && <Notes notes={notes} keyId={fileKeyId} />}
      {fileKeyId && <CaseLabel label={shown.label} keyId={fileKeyId} />}
      <CaseFiles files={files} pictures={shown.pictures} />
      <ClockCards clocks={clocks} now={shown.now} />
      <CaseLog log={log} title={t('cases.log.title')} at={`/app/cases/${id}/log`} />
      <AskOthers />
      <StepBack />
    </Columns>
  )
}
