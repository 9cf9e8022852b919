import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { DataTable, type Column } from '#app/components/data-table.tsx'
import { ErrorSummary } from '#app/components/error-summary.tsx'
import { TextField } from '#app/components/field.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { LanguageForm } from '#app/forms/spoken.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { refused } from '#app/server/http/refused.server.ts'
import { spokenPage } from '#app/server/queries/door-recordings.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { offeredLanguages } from '#content/spoken.ts'
import { languageName } from '#content/words.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get('language')
  return withActor(request, (actor) => spokenPage(actor, params.doorId!, asked))
}

/** Chooses a language: nothing is kept before something is recorded in it. */
export function action({ request, params }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const { doorId = '' } = params
    await spokenPage(actor, doorId, null)
    const form = await readForm(request, LanguageForm)
    if (!form.ok) return refused(form)
    return redirect(`/app/doors/${doorId}/spoken?language=${form.value.language}`)
  })
}

export const meta = titled('spoken.title')

type Page = Awaited<ReturnType<typeof spokenPage>>
type Language = Page['languages'][number]

export default function Spoken() {
  const t = useWords()
  const locale = useLocale()
  const { id, name, byTwo, mayChange, languages } = useLoaderData<typeof loader>()
  const rejected = useActionData<typeof action>()
  return (
    <>
      <BackLink to={`/app/doors/${id}`}>{name}</BackLink>
      <ErrorSummary errors={rejected?.errors} />
      <PageTitle caption={name}>{t('spoken.title')}</PageTitle>
      <p className="am-measure">{t('spoken.lead')}</p>
      <p className="am-measure">{t('spoken.none.ours')}</p>
      {byTwo && <p className="am-measure">{t(mayChange ? 'spoken.byTwo' : 'spoken.notYours')}</p>}
      {languages.length === 0 && <Empty title={t('spoken.none')}>{t('spoken.noneHint')}</Empty>}
      {languages.map((language) => (
        <OneLanguage key={language.language} {...language} />
      ))}
      {mayChange && (
        <form method="post" action={`/app/doors/${id}/spoken`} noValidate>
          <h2 className="govuk-heading-m">{t('spoken.language.title')}</h2>
          <TextField
            name="language"
            width={20}
            spellCheck={false}
            label={t('spoken.language')}
            hint={t('spoken.language.hint', {
              offered: offeredLanguages.map((tag) => languageName(locale, tag)).join(', '),
            })}
            value={rejected?.typed.language ?? ''}
            error={rejected?.errors.language}
          />
          <Button secondary={languages.length > 0}>{t('spoken.language.show')}</Button>
        </form>
      )}
    </>
  )
}

type Slot = Language['slots'][number]

function OneLanguage({ language, slots }: Language) {
  const t = useWords()
  const { date } = useDates()
  const { id, mayChange } = useLoaderData<typeof loader>()
  const name = languageName(useLocale(), language)
  const heading = <span lang={language}>{name}</span>
  const columns: [Column<Slot>, ...Column<Slot>[]] = [
    { id: 'slot', head: t('spoken.column.slot'), cell: ({ slot }) => t(`spoken.slot.${slot}`) },
    {
      id: 'now',
      head: t('spoken.column.now'),
      cell: ({ now, waits }) => (
        <>
          {now ? t(`spoken.stands.${now.stands}`) : t('spoken.stands.nothing')}
          {waits && <> {t('spoken.stands.waits')}</>}
        </>
      ),
    },
    {
      id: 'recorded',
      head: t('spoken.column.recorded'),
      cell: ({ now }) =>
        now
          ? t('spoken.recorded', { on: date(now.recordedOn), role: t(`content.role.${now.recordedAs}`) })
          : t('doors.notYet'),
    },
    {
      id: 'checked',
      head: t('spoken.column.checked'),
      cell: ({ now }) =>
        now?.checkedOn
          ? t('spoken.checkedBy', { who: now.checkedBy ?? '', on: date(now.checkedOn) })
          : t('doors.notYet'),
    },
    {
      id: 'do',
      head: t('spoken.column.do'),
      cell: ({ slot, now }) => (
        <Link className="govuk-link" to={`/app/doors/${id}/spoken/${slot}/${language}`}>
          {t(now || !mayChange ? 'spoken.listenOrReplace' : 'spoken.record')}
          <span className="govuk-visually-hidden">
            {' '}
            {t(`spoken.slot.${slot}`)}, {name}
          </span>
        </Link>
      ),
    },
  ]
  return <DataTable caption={heading} rows={slots} idOf={({ slot }) => slot} columns={columns} />
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
