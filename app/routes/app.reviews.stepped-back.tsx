import type { LoaderFunctionArgs } from '@remix-run/node'
import { LinkHome } from '#app/components/judging/link-home.tsx'
import { titled } from '#app/components/meta-title.ts'
import { PageTitle } from '#app/components/page-title.tsx'
import { useWords } from '#app/components/words.tsx'
import { withActor } from '#app/server/with-actor.server.ts'

/** The plan itself is gone for whoever comes here, so this page knows nothing of it. */
export function loader({ request }: LoaderFunctionArgs) {
  return withActor(request, () => null)
}

export const meta = titled('review.steppedBack.title')

export default function SteppedBack() {
  const t = useWords()
  return (
    <div className="am-measure">
      <PageTitle>{t('review.steppedBack.title')}</PageTitle>
      <p>{t('review.steppedBack.text')}</p>
      <LinkHome />
    </div>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
