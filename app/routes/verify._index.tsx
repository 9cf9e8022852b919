import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { NumberForm, UploadForm } from '#app/components/verify/forms.tsx'
import { VerifyResult } from '#app/components/verify/result.tsx'
import { useWords } from '#app/components/words.tsx'
import { titled } from '#app/components/meta-title.ts'
import { now } from '#app/server/clock.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'

/** A file comes in through the HTTP server, which hands its verdict over in the context (see http/verify-upload). */
export function loader({ request, context }: LoaderFunctionArgs) {
  return withVisitor(request, () => {
    const query = new URL(request.url).searchParams
    const typed = query.get('number')?.trim()
    if (typed) {
      query.delete('number')
      const number = typed.replace(/[^\w-]/g, '').slice(0, 40) || '-'
      throw redirect(`/verify/${number}?${query.toString()}`)
    }
    return { today: now(), verified: context.verified ?? null, problem: context.uploadProblem ?? null }
  })
}

export const meta = titled('verify.title')

export default function Verify() {
  const t = useWords()
  const { today, verified, problem } = useLoaderData<typeof loader>()
  if (verified) return <VerifyResult result={verified} today={today} />
  return (
    <>
      <h1>{t('verify.title')}</h1>
      <p className="lead">{t('verify.lead')}</p>
      <div className="grid">
        <UploadForm error={problem ? { key: `verify.error.${problem}` } : undefined} />
        <div>
          <NumberForm />
        </div>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'
