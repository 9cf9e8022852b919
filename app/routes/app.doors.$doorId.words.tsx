import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Checkboxes } from '#app/components/choices.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { Fieldset, TextArea, TextField } from '#app/components/field.tsx'
import { HiddenRevision } from '#app/components/hidden-revision.tsx'
import { Kept } from '#app/components/line/kept.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { WordsForm } from '#app/forms/door.form.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { keepingTypedAtDoor } from '#app/server/http/while-keeping-doors.server.ts'
import { doorWordsPage } from '#app/server/queries/doors.server.ts'
import { keptText } from '#app/server/queries/kept.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { saveTerms } from '#app/server/workflows/doors.server.ts'
import { localeNames, locales } from '#content/locale.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, async (actor) => ({
    ...(await doorWordsPage(actor, params.doorId!)),
    kept: await keptText(request, actor),
  }))
}

export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const id = params.doorId!
    await doorWordsPage(actor, id)
    const form = await readForm(request, WordsForm)
    if (!form.ok) return refused(form)
    const { seenRevision, ...value } = form.value
    return keepingTypedAtDoor(form.typed, async () => {
      const wrong = await saveTerms(actor, id, { part: 'words', value }, seenRevision, now())
      if (wrong) return refused({ errors: { [wrong.field]: { key: wrong.key } }, typed: form.typed })
      return redirect(`/app/doors/${id}`)
    })
  })
}

export const meta = titled('doors.words.title')

const said = ['place', 'runBy', 'readWhen'] as const

export default function Words() {
  const t = useWords()
  const { id, name, revision, kept, languages, exitTo, ...saved } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  const typed = rejected?.typed ?? kept
  return (
    <div className="am-measure">
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <Kept shown={!rejected && kept !== null} />
      <PageTitle caption={name}>{t('doors.words.title')}</PageTitle>
      <p>{t('doors.words.lead')}</p>
      <form method="post" noValidate>
        <HiddenRevision revision={revision} />
        <Checkboxes
          name="languages"
          legend={t('doors.words.languages')}
          hint={t('doors.words.languagesHint')}
          values={typed ? (typed.languages ?? '').split('\n') : languages}
          error={rejected?.errors.languages}
          choices={locales.map((locale) => ({
            value: locale,
            label: <span lang={locale}>{localeNames[locale]}</span>,
          }))}
        />
        {locales.map((locale) => (
          <Fieldset key={locale} size="m" legend={<span lang={locale}>{localeNames[locale]}</span>}>
            {said.map((what) => {
              const field = `${what}_${locale}`
              return (
                <TextArea
                  key={field}
                  name={field}
                  rows={2}
                  lang={locale}
                  label={t(`doors.words.${what}`)}
                  hint={t(`doors.words.${what}Hint`)}
                  value={typed ? typed[field] : saved[what][locale]}
                  error={rejected?.errors[field]}
                />
              )
            })}
          </Fieldset>
        ))}
        <TextField
          name="exitTo"
          type="url"
          spellCheck={false}
          label={t('doors.words.exitTo')}
          hint={t('doors.words.exitToHint')}
          value={typed ? typed.exitTo : exitTo}
          error={rejected?.errors.exitTo}
        />
        <Button>{t('doors.save')}</Button>
      </form>
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
