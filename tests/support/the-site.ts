import { inject } from 'vitest'
import type { Site } from '#tests/support/site.ts'

/** The server that this file of journeys has to itself while it runs. */
export function theSite(): Site {
  return inject('sites')[Number(process.env.VITEST_POOL_ID) - 1]!
}
