import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { Card, Columns } from '#app/components/card.tsx'
import { CountsShown } from '#app/components/frameworks/counts.tsx'
import { FrameworkAbout } from '#app/components/frameworks/framework-head.tsx'
import { RequirementToRead } from '#app/components/frameworks/requirement-read.tsx'
import { titled } from '#app/components/meta-title.ts'
import { Notice } from '#app/components/notice.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { frameworkPage } from '#app/server/queries/frameworks.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import type { Principle } from '#content/vocabulary.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  return withActor(request, async (actor) => ({
    ...(await frameworkPage(actor, params.frameworkId!, params.version!, query.get('principle'))),
    justPublished: query.has('published'),
  }))
}

export const meta = titled('frameworks.one.title')

export default function FrameworkVersion() {
  const t = useWords()
  const page = useLoaderData<typeof loader>()
  const { requirements, counts, by, newest } = page
  const versions = Array.from({ length: newest + 1 }, (_, version) => version)
  return (
    <>
      <BackLink to="/app/frameworks">{t('frameworks.title')}</BackLink>
      <Columns
        label={t('frameworks.counts')}
        side={
          <Card title={t('frameworks.counts')} quiet>
            <CountsShown counts={counts} />
          </Card>
        }
      >
        {page.justPublished && (
          <Notice>
            <p>{t('frameworks.published', { version: page.version })}</p>
          </Notice>
        )}
        <PageTitle caption={by ?? undefined} question>
          <span lang={page.wordsIn}>{`${page.title}, ${page.versionName}`}</span>
        </PageTitle>
        <FrameworkAbout {...page} />
        {newest > page.version && (
          <p>
            <Link className="govuk-link" to={`/app/frameworks/${page.id}/${newest}`}>
              {t('frameworks.newer', { version: newest })}
            </Link>
          </p>
        )}
        <Earlier
          id={page.id}
          versions={versions.filter((version) => version < page.version && (!by || version > 0))}
        />
        <GoTo {...page} />
        {requirements.map(({ principle, asked }) => (
          <section key={principle} aria-labelledby={principle}>
            <h2 className="govuk-heading-l" id={principle}>
              {t(`content.principle.${principle}`)}
            </h2>
            <p className="am-quiet am-measure">{t(`content.principle.${principle}.about`)}</p>
            <ul className="govuk-list">
              {asked.map((each) => (
                <RequirementToRead key={each.id} asked={each} />
              ))}
            </ul>
          </section>
        ))}
      </Columns>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'

type Ways = { whole: boolean; principles: Principle[]; ownIds: string[] }

/** Down to a principle or to a requirement of its own; of a very long list, to the page of that principle. */
function GoTo({ whole, principles, ownIds }: Ways) {
  const t = useWords()
  const links = principles.map((each) => ({
    to: whole ? `#${each}` : `?principle=${each}`,
    name: t(`content.principle.${each}`),
  }))
  return (
    <nav aria-label={t('frameworks.goTo')}>
      <ul className="govuk-list">
        {links.map(({ to, name }) => (
          <li key={to}>
            <a className="govuk-link" href={to}>
              {name}
            </a>
          </li>
        ))}
      </ul>
      {ownIds.length > 0 && (
        <p>
          {t('frameworks.ownOnes')}{' '}
          {ownIds.map((id, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a className="govuk-link" href={`#${id}`}>
                {id}
              </a>
            </span>
          ))}
        </p>
      )}
    </nav>
  )
}

function Earlier({ id, versions }: { id: string; versions: number[] }) {
  const t = useWords()
  if (versions.length === 0) return null
  return (
    <p className="am-quiet">
      {t('frameworks.earlier')}{' '}
      {versions.map((version, index) => (
        <span key={version}>
          {index > 0 && ', '}
          <Link className="govuk-link" to={`/app/frameworks/${id}/${version}`}>
            {version}
          </Link>
        </span>
      ))}
    </p>
  )
}
