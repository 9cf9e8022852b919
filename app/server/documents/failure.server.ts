export type DocumentProblem =
  | 'modelRefused'
  | 'drawingFailed'
  | 'signingKeyMissing'
  | 'signingKeyUnreadable'
  | 'signingKeyExpired'
  | 'signingKeyWithdrawn'
  | 'signingFailed'
  | 'clockBeforeKeys'
  | 'clockDiffers'
  | 'timeStampUnavailable'
  | 'timeStampRefused'
  | 'notAsSigned'
  | 'tookTooLong'
  | 'pressStopped'

/** Why a document was not made. `key` is a sentence to show; the message is for the log and names no person. */
export class DocumentFailure extends Error {
  override readonly name = 'DocumentFailure'
  readonly problem: DocumentProblem

  constructor(problem: DocumentProblem, detail = '', options?: ErrorOptions) {
    super(detail ? `${problem}: ${detail}` : problem, options)
    this.problem = problem
  }

  get key(): `documents.failure.${DocumentProblem}` {
    return `documents.failure.${this.problem}`
  }
}
