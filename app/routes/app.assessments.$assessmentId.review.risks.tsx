import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { CriticalRisks } from '#app/components/registers/critical-risks.tsx'
import { LevelTag } from '#app/components/registers/level-tag.tsx'
import registerStyles from '#app/components/registers/registers.css?url'
import { useWords } from '#app/components/words.tsx'
import { acceptForm } from '#app/forms/register-row.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { whileJudging } from '#app/server/http/while-judging.server.ts'
import { sentRisksPage } from '#app/server/queries/risks.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { acceptCriticalRisk } from '#app/server/workflows/risk-sign-off.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) =>
    whileJudging(actor, params.assessmentId!, { request, posted: null }, async () => ({
      ...(await sentRisksPage(actor, params.assessmentId!)),
      saved: new URL(request.url).searchParams.has('saved'),
    })),
  )
}

export function action({ request, params }: ActionFunctionArgs) {
  const posted = request.clone()
  return withActor(request, (actor) => {
    const id = params.assessmentId!
    return whileJudging(actor, id, { request, posted }, async () => {
      await sentRisksPage(actor, id)
      const form = await readForm(request, acceptForm)
      if (!form.ok) return refused(form)
      return keepingTyped(form.typed, async () => {
        const { row, reason, seenRevision } = form.value
        await acceptCriticalRisk(actor, id, row, reason, seenRevision, now())
        return redirect(`/app/assessments/${id}/review/risks?saved`)
      })
    })
  })
}

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: registerStyles }]

export const meta: MetaFunction = titled('registers.sent.title')

export default function SentRisks() {
  const t = useWords()
  const { id, title, counts, sealed, critical, mayAccept, saved } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const none = counts.every(({ count }) => count === 0)
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {saved && (
        <Notice>
          <p>{t('registers.critical.saved')}</p>
        </Notice>
      )}
      <PageTitle caption={title}>{t('registers.sent.title')}</PageTitle>
      {none ? (
        <Empty title={t('registers.sent.none')}>{t('registers.sent.noneHint')}</Empty>
      ) : (
        <>
          <ul className="govuk-list">
            {counts
              .filter(({ count }) => count > 0)
              .map(({ level, count }) => (
                <li key={level}>
                  <LevelTag level={level} /> {t('registers.sent.count', { count })}
                </li>
              ))}
          </ul>
          {sealed > 0 && <p>{t('registers.sealed.count', { count: sealed })}</p>}
          <p className="am-measure">
            <b>{t('registers.rule')}</b> {t('registers.rule.more')}
          </p>
        </>
      )}
      <CriticalRisks plan={id} risks={critical} linked={false} />
      {mayAccept &&
        critical
          .filter(({ accepted }) => !accepted)
          .map((risk) => {
            const here = rejected?.typed.row === risk.id ? rejected : undefined
            return (
              <form method="post" noValidate key={risk.id} className="am-measure">
                <h3 className="govuk-heading-m">
                  {t('registers.critical.accept', { number: String(risk.position) })}
                </h3>
                <HiddenRevision revision={risk.revision} />
                <input type="hidden" name="row" value={risk.id} />
                <TextArea
                  name="reason"
                  label={t('registers.signOff.reason')}
                  hint={t('registers.critical.reason.hint')}
                  value={here?.typed.reason}
                  error={here?.errors.reason}
                />
                <Button>{t('registers.critical.button')}</Button>
              </form>
            )
          })}
      {!mayAccept && critical.some(({ accepted }) => !accepted) && (
        <p className="am-measure">{t('registers.critical.who')}</p>
      )}
    </>
  )
}

export { JudgingError as ErrorBoundary } from '#app/components/judging/lost-access.tsx'
