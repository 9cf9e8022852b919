import type { Handler } from '#app/server/jobs/handler.server.ts'
import { work } from '#app/server/jobs/work.server.ts'

export const watchConcerns: Handler<'watchConcerns'> = () => work('watchConcerns')()
