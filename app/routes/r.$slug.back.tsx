import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { neutrallyTitled } from '#app/components/reporter/neutral-title.ts'
import { ReturnPage } from '#app/components/return/return-page.tsx'
import { now } from '#app/server/clock.server.ts'
import { readReturn } from '#app/server/http/read-return.server.ts'
import { getDoorOfReturn } from '#app/server/queries/concern-return.server.ts'
import { localeOf } from '#app/server/queries/reporter-door.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { takeReturn } from '#app/server/workflows/concern-return-steps.server.ts'

export function loader({ request, params }: LoaderFunctionArgs) {
  return withVisitor(request, () => getDoorOfReturn(params.slug!, localeOf(request)))
}

export function action({ request, params, context }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    await getDoorOfReturn(params.slug!, localeOf(request))
    const answer = await takeReturn(await readReturn(request, context), now())
    return data(answer, { status: answer.status })
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitled('return.title')

export default function Back() {
  const { slug, help } = useLoaderData<typeof loader>()
  return <ReturnPage slug={slug} help={help} answer={useActionData<typeof action>()} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
