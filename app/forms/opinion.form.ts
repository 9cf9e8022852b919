import { z } from 'zod'
import { seenRevision } from '#app/forms/fields.ts'

/** `seenRevision` is the number of the submission that was judged. */
export const FinishForm = z.object({ seenRevision })
