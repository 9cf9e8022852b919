import { AppError } from '#app/server/errors.server.ts'

/** False when somebody else moved it first: the page is then shown as it stands now, with what was typed. */
export async function unlessChanged(move: () => Promise<unknown>): Promise<boolean> {
  try {
    await move()
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'changedByAnother') return false
    throw error
  }
}
