import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { doorPrintsPage } from '#app/server/queries/doors.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { localeNames, locales } from '#content/locale.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withActor(request, (actor) => doorPrintsPage(actor, params.doorId!))
}

export const meta = titled('doors.prints.title')

const prints = [
  { file: 'card', key: 'card' },
  { file: 'picture-sheet', key: 'picture' },
  { file: 'paper', key: 'paper' },
] as const

export default function Prints() {
  const t = useWords()
  const { id, name, address } = useLoaderData<typeof loader>()
  const here = `/app/doors/${id}`
  return (
    <div className="am-measure">
      <BackLink to={here}>{name}</BackLink>
      <PageTitle caption={name}>{t('doors.prints.title')}</PageTitle>
      <p>{t('doors.prints.lead')}</p>
      <p>{t('doors.prints.address', { address })}</p>
      {prints.map(({ file, key }) => (
        <section key={file} aria-labelledby={file}>
          <h2 className="govuk-heading-m" id={file}>
            {t(`doors.prints.${key}`)}
          </h2>
          <p>{t(`doors.prints.${key}Hint`)}</p>
          <ul className="govuk-list">
            {locales.map((locale) => (
              <li key={locale}>
                <a className="govuk-link" href={`${here}/${file}.pdf?lang=${locale}`}>
                  {t('doors.prints.pdf', { language: localeNames[locale] })}
                  <span className="govuk-visually-hidden"> {t(`doors.prints.${key}`)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
