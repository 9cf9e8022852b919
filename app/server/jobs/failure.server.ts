export const failureCodes = [
  'mailServerUnreachable',
  'mailServerRefusedUs',
  'addressRefused',
  'mailNotSent',
  'linkNotReadable',
  'ledgerKeyMissing',
  'ledgerShorterThanWitnessed',
  'payloadNotUnderstood',
  'noWorkProvided',
  'unexpected',
] as const
export type FailureCode = (typeof failureCodes)[number]

/**
 * What the queue may keep of a failed job: a code. Messages and stacks can name people and addresses,
 * and the queue stores whatever a handler throws.
 */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
  readonly code: FailureCode

  constructor(code: FailureCode) {
    super(code)
    this.code = code
    this.stack = ''
  }
}

export function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === 'string' && (failureCodes as readonly string[]).includes(code)
}
