import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { UnlockBox } from '#app/components/case-keys/unlock-box.tsx'
import { CaseScript, ScriptData } from '#app/components/cases/case-script.tsx'
import { PartTemplates } from '#app/components/cases/part-templates.tsx'
import { SealedForm, SealedPlace, SealedWords } from '#app/components/cases/sealed.tsx'
import { Proposed, reasonSeal } from '#app/components/cases/two-people.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { LessonTemplate } from '#app/components/lessons/lesson-template.tsx'
import { GiveBackForm, GiveForm } from '#app/components/lessons/give-forms.tsx'
import { OfferForm } from '#app/components/lessons/offer-form.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { takeLessonForm } from '#app/server/http/two-people-forms.server.ts'
import { lessonPage } from '#app/server/queries/two-people.server.ts'
import { requireStepUp, withActor } from '#app/server/with-actor.server.ts'
import { isKey } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const done = new URL(request.url).searchParams.get('done')
  return withActor(request, async (actor) => {
    const page = await lessonPage(actor, params.concernId!)
    if (page.offer && !page.offer.isMine) await requireStepUp(actor, request)
    return { ...page, done }
  })
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, (actor) => takeLessonForm(actor, params.concernId!, request))
}

export const meta = titled('lessons.case.title')

export default function LessonOfCase() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const { id, reference, script, fileKeyId, offer, back, given, done } = page
  const doneKey = `lessons.case.done.${done ?? ''}`
  const wanted = given.find((each) => each.id === back?.of)
  return (
    <>
      <CaseScript />
      <ScriptData of="case" value={script} />
      <BackLink to={`/app/cases/${id}`}>{t('cases.one.title', { reference })}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      {!rejected && isKey(doneKey) && <Notice>{t(doneKey)}</Notice>}
      <PageTitle question>{t('lessons.case.title')}</PageTitle>
      <p className="am-measure">{t('lessons.case.lead')}</p>
      <p className="am-measure">{t('lessons.case.quarter')}</p>
      <PartTemplates concernId={id} />
      <LessonTemplate />
      {!page.isDeleted && !page.isTest && <UnlockBox />}
      {offer && (
        <Proposed proposal={offer} fileKeyId={fileKeyId} title={t('lessons.case.proposal')}>
          {!offer.isMine && offer.reason[0] && <GiveForm proposalId={offer.id} partId={offer.reason[0].id} />}
        </Proposed>
      )}
      {back && (
        <Proposed proposal={back} fileKeyId={fileKeyId} title={t('lessons.case.backProposal')}>
          {wanted?.part && (
            <>
              <p>{t('lessons.case.backWhich')}</p>
              <SealedPlace part={wanted.part} dated={false} />
              {!back.isMine && <GiveBackForm proposalId={back.id} partId={wanted.part.id} />}
            </>
          )}
        </Proposed>
      )}
      {page.isTest && <p>{t('lessons.case.test')}</p>}
      {!offer && !page.isDeleted && !page.isTest && <OfferForm keyId={fileKeyId} />}
      {given.length > 0 && (
        <section aria-labelledby="given">
          <h2 className="govuk-heading-m" id="given">
            {t('lessons.case.given')}
          </h2>
          {!page.isDeleted && <p className="am-measure">{t('lessons.case.beforeDeletion')}</p>}
          {given.map((each) => (
            <div key={each.id}>
              {each.part && each.id !== back?.of && <SealedPlace part={each.part} dated={false} />}
              <p>
                {each.back
                  ? t('lessons.case.isBack')
                  : t('lessons.case.from', { date: date(each.shownFrom) })}
              </p>
              {!each.back && !back && !page.isDeleted && (
                <SealedForm
                  doing="askBack"
                  keyId={fileKeyId}
                  seal={reasonSeal(t('lessons.case.backReason'))}
                  button={t('lessons.case.askBack')}
                  secondary
                >
                  <input type="hidden" name="of" value={each.id} />
                  <SealedWords
                    id={`back-${each.id}`}
                    field="words"
                    label={t('lessons.case.backWhy')}
                    rows={2}
                  />
                </SealedForm>
              )}
            </div>
          ))}
        </section>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
