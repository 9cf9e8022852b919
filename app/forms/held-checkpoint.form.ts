import { z } from 'zod'

/** A checkpoint that somebody kept, pasted as it is. */
export const HeldCheckpointForm = z.object({ note: z.string().min(1).max(10_000) })
