export type ErrorCode = 'notFound' | 'notPermitted' | 'changedByAnother' | 'notReady'
export type ErrorStatus = 403 | 404 | 409

/** Everything a request may fail with on purpose. Anything else is a bug and becomes a 500. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly status: ErrorStatus

  constructor(code: ErrorCode, status: ErrorStatus) {
    super(code)
    this.code = code
    this.status = status
  }
}

/** Also for a row that belongs to somebody else, so that existence is never disclosed. */
export function notFound(): AppError {
  return new AppError('notFound', 404)
}

export function notPermitted(): AppError {
  return new AppError('notPermitted', 403)
}

export function changedByAnother(): AppError {
  return new AppError('changedByAnother', 409)
}

export function notReady(): AppError {
  return new AppError('notReady', 409)
}
