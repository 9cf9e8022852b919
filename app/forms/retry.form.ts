import { z } from 'zod'

/** Which failed job; an id that is none is not there. */
export const RetryForm = z.object({ id: z.string().default('') })
