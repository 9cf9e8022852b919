import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button, ButtonGroup } from '#app/components/button.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { ConflictNotice } from '#app/components/conflict-notice.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Paragraphs } from '#app/components/line/paragraphs.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { letterForm } from '#app/forms/letter.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { keepingTyped, refused } from '#app/server/http/refused.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { letterEditPage, whichLetter } from '#app/server/queries/letters.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { writeLetter } from '#app/server/workflows/letters.server.ts'
import { localeNames } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await letterEditPage(actor, { outcome: params.outcome!, locale: params.locale! })),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const which = whichLetter({ outcome: params.outcome!, locale: params.locale! })
    await letterEditPage(actor, which)
    const form = await readForm(request, letterForm(which.outcome))
    if (!form.ok) return refused(form)
    return keepingTyped(form.typed, async () => {
      await writeLetter(actor, which, form.value.body, form.value.seenRevision, now())
      return redirect('/app/letters')
    })
  })
}

export const meta = titled('letters.edit.title')

export default function EditLetter() {
  const t = useWords()
  const { date } = useDates()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()
  const typed = problem?.typed ?? page.kept ?? undefined
  const changed = problem?.errors['']?.key === 'judging.error.changedByAnother'
  return (
    <>
      <BackLink to="/app/letters">{t('letters.title')}</BackLink>
      <Columns
        label={t('letters.placeholders')}
        side={
          <>
            <Card title={t('letters.placeholders')} quiet>
              <p>{t('letters.placeholdersHint')}</p>
              <dl className="am-dl">
                {page.placeholders.map((name) => (
                  <div key={name}>
                    <dt>
                      <code>{`{${name}}`}</code>
                    </dt>
                    <dd>{t(`letters.placeholder.${name}`)}</dd>
                  </div>
                ))}
              </dl>
            </Card>
            <Card title={t('letters.usualOne')} quiet>
              <Paragraphs text={page.usual} lang={page.locale} />
            </Card>
          </>
        }
      >
        {changed ? (
          <ConflictNotice by={page.by?.name} theirs={page.text || page.usual} yours={typed?.body ?? ''} />
        ) : (
          <ErrorSummary errors={problem?.errors} />
        )}
        <PageTitle caption={page.body}>
          {t('letters.named', {
            outcome: t(`machines.assessment.outcome.${page.outcome}`),
            language: localeNames[page.locale],
          })}
        </PageTitle>
        <p className="am-measure">
          {page.own && page.by
            ? t('letters.edit.own', { name: page.by.name, on: date(page.by.at) })
            : t('letters.edit.usual')}
        </p>
        <form method="post" noValidate>
          <HiddenRevision revision={page.revision} />
          <TextArea
            name="body"
            label={t('letters.edit.body')}
            hint={t('letters.edit.bodyHint')}
            rows={22}
            lang={page.locale}
            value={typed?.body ?? (page.own ? page.text : page.usual)}
            error={problem?.errors.body}
          />
          <ButtonGroup>
            <Button>{t('letters.edit.save')}</Button>
          </ButtonGroup>
        </form>
        {page.own && (
          <form method="post">
            <HiddenRevision revision={page.revision} />
            <input type="hidden" name="body" value="" />
            <Button secondary>{t('letters.edit.usualAgain')}</Button>
          </form>
        )}
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
