import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { Empty } from '#app/components/card.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { NoticesForm } from '#app/forms/notices.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { noticesPage, wayFrom } from '#app/server/queries/notices.server.ts'
import { withActor } from '#app/server/with-actor.server.ts'
import { readNotices } from '#app/server/workflows/notices.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function loader({ request }: LoaderFunctionArgs) {
  const before = new URL(request.url).searchParams.get('before') ?? ''
  return withActor(request, (actor) => noticesPage(actor, uuid.test(before) ? before : null))
}

export async function action({ request }: ActionFunctionArgs) {
  return withActor(request, async (actor) => {
    const form = await readForm(request, NoticesForm)
    const { open, read, until } = form.ok ? form.value : {}
    if (until) await readNotices(actor, { until: new Date(until) })
    if (read) await readNotices(actor, { id: read })
    if (!open) return redirect('/app/notices')
    const way = await wayFrom(actor, open)
    await readNotices(actor, { id: open })
    return redirect(way)
  })
}

export const meta = titled('notices.title')

export default function Notices() {
  const t = useWords()
  const { notices, unread, older, newestAt } = useLoaderData<typeof loader>()
  return (
    <div className="am-measure">
      <PageTitle>{t('notices.title')}</PageTitle>
      <p>
        {t('notices.lead', { count: unread })}{' '}
        <Link className="govuk-link" to="/app/account/notices">
          {t('notices.settings.link')}
        </Link>
      </p>
      {notices.length === 0 ? (
        <Empty title={t('notices.none')}>{t('notices.none.hint')}</Empty>
      ) : (
        <form method="post" action="/app/notices">
          {unread > 0 && newestAt && (
            <Button secondary name="until" value={new Date(newestAt).toISOString()}>
              {t('notices.markAll')}
            </Button>
          )}
          <ul className="am-next">
            {notices.map((notice) => (
              <OneNotice key={notice.id} {...notice} />
            ))}
          </ul>
        </form>
      )}
      {older && (
        <p>
          <Link className="govuk-link" to={`/app/notices?before=${older}`}>
            {t('notices.older')}
          </Link>
        </p>
      )}
    </div>
  )
}

type Line = ReturnType<typeof useLoaderData<typeof loader>>['notices'][number]

/** Opening one marks it as read, which changes something: so what is not read yet opens by a button. */
function OneNotice({ id, kind, title, path, at, unread }: Line) {
  const t = useWords()
  const { date } = useDates()
  const { timeZone } = useLoaderData<typeof loader>()
  const what = path ? t(`mail.${kind}.subject`) : t('notices.closed')
  return (
    <li className="am-row">
      <div>
        <p>
          <Way id={id} path={path} unread={unread}>
            {what}
          </Way>
        </p>
        <p className="am-quiet">
          {title && `${title}, `}
          {date(at, 'moment', timeZone)}
        </p>
      </div>
      {unread && (
        <div>
          <p>
            <Tag tone="wait" icon="ring">
              {t('notices.unread')}
            </Tag>
          </p>
          <button className="am-as-link" name="read" value={id}>
            {t('notices.markRead')}
            <span className="govuk-visually-hidden">: {what}</span>
          </button>
        </div>
      )}
    </li>
  )
}

type WayProps = { id: string; path: string | null; unread: boolean; children: string }

function Way({ id, path, unread, children }: WayProps) {
  if (!path) return unread ? <b>{children}</b> : <>{children}</>
  return unread ? (
    <button className="am-as-link" name="open" value={id}>
      <b>{children}</b>
    </button>
  ) : (
    <Link className="govuk-link" to={path}>
      {children}
    </Link>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
