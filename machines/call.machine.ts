import { and, assign, not, setup } from 'xstate'
import type { CallEvent, CallRequests } from '#machines/call.events.ts'
import type { StateMeta } from '#machines/state-meta.ts'

export interface CallContext {
  closesOn: string | null
}

/** A funder asks for plans until a day. A body's own assessment needs no call. */
export const callMachine = setup({
  types: {
    context: {} as CallContext,
    events: {} as CallEvent,
    meta: {} as StateMeta,
    tags: {} as 'ownersTurn' | 'plansWelcome' | 'over',
  },
  guards: {
    closesLater: ({ event }) => 'closesLater' in event && event.closesLater,
    hasRequirements: ({ event }) => event.type === 'publish' && event.requirementCount > 0,
    givesMoreTime: ({ context, event }) =>
      event.type === 'extend' && event.closesOn > (context.closesOn ?? ''),
  },
  actions: {
    scheduleClosing: (_, _request: CallRequests['scheduleClosing']) => {},
    keepClosingDay: assign({ closesOn: (_, { closesOn }: { closesOn: string }) => closesOn }),
  },
}).createMachine({
  id: 'call',
  context: { closesOn: null },
  initial: 'draft',
  states: {
    draft: {
      meta: { label: 'machines.call.state.draft', order: 10 },
      tags: 'ownersTurn',
      on: {
        publish: {
          guard: and(['closesLater', 'hasRequirements']),
          target: 'open',
          actions: [
            { type: 'keepClosingDay', params: ({ event }) => ({ closesOn: event.closesOn }) },
            { type: 'scheduleClosing', params: ({ event }) => ({ closesOn: event.closesOn }) },
          ],
        },
        discard: 'discarded',
      },
    },
    open: {
      meta: { label: 'machines.call.state.open', order: 20 },
      tags: 'plansWelcome',
      on: {
        extend: {
          guard: and(['closesLater', 'givesMoreTime']),
          actions: [
            { type: 'keepClosingDay', params: ({ event }) => ({ closesOn: event.closesOn }) },
            { type: 'scheduleClosing', params: ({ event }) => ({ closesOn: event.closesOn }) },
          ],
        },
        // A closing scheduled before more time was given arrives too early, and nothing happens.
        close: { guard: not('closesLater'), target: 'closed' },
      },
    },
    closed: { meta: { label: 'machines.call.state.closed', order: 30 }, tags: 'over' },
    discarded: { meta: { label: 'machines.call.state.discarded', order: 15, branch: true }, tags: 'over' },
  },
})
