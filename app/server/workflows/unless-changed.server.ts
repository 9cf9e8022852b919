import { AppError, type ErrorCode } from '#app/server/errors.server.ts'

/** False when somebody else moved it first: the page is then shown as it stands now, with what was typed. */
export async function unlessChanged(move: () => Promise<unknown>): Promise<boolean> {
  return (await unless('changedByAnother', async () => (await move(), true))) ?? false
}

/** Null when it is no longer, or not yet, the moment for this. */
export function unlessClosed<Result>(step: () => Promise<Result>): Promise<Result | null> {
  return unless('notReady', step)
}

async function unless<Result>(code: ErrorCode, step: () => Promise<Result>): Promise<Result | null> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof AppError && error.code === code) return null
    throw error
  }
}
