import { data, type ActionFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { neutrallyTitled } from '#app/components/reporter/neutral-title.ts'
import { ReturnPage } from '#app/components/return/return-page.tsx'
import { now } from '#app/server/clock.server.ts'
import { readReturn } from '#app/server/http/read-return.server.ts'
import { withVisitor } from '#app/server/with-actor.server.ts'
import { takeReturn } from '#app/server/workflows/concern-return-steps.server.ts'

/** Of no door: a code opens its thread wherever it is typed on this installation. */
export function action({ request, context }: ActionFunctionArgs) {
  return withVisitor(request, async () => {
    const answer = await takeReturn(await readReturn(request, context), now())
    return data(answer, { status: answer.status })
  })
}

export const headers = () => ({ 'Cache-Control': 'no-store' })

export const meta = neutrallyTitled('return.title')

export default function Back() {
  return <ReturnPage slug={null} answer={useActionData<typeof action>()} />
}

export { ReporterError as ErrorBoundary } from '#app/components/reporter/error.tsx'
