/** What happens to a call, with the facts counted in the same transaction. `closesOn` is a day: 2030-01-31. */
export type CallEvent =
  | { type: 'publish'; closesOn: string; closesLater: boolean; requirementCount: number }
  | { type: 'extend'; closesOn: string; closesLater: boolean }
  | { type: 'close'; closesLater: boolean }
  | { type: 'discard' }

export interface CallRequests {
  scheduleClosing: { closesOn: string }
}

/** Every kind of event with the facts that favour it most: if none of these moves a call, nothing of that kind will. */
export const favourableCallEvents: { [Type in CallEvent['type']]: readonly (CallEvent & { type: Type })[] } =
  {
    publish: [{ type: 'publish', closesOn: '9999-12-31', closesLater: true, requirementCount: 1 }],
    extend: [{ type: 'extend', closesOn: '9999-12-31', closesLater: true }],
    close: [{ type: 'close', closesLater: false }],
    discard: [{ type: 'discard' }],
  }
