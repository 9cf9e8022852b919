import { and } from 'xstate'
import { concern } from '#machines/concern.setup.ts'
import { stageRegion, tell } from '#machines/concern.stages.ts'

const offerSupport = { guard: 'reachedSafely', target: 'offered', actions: tell('support') } as const
const acceptSupport = { target: 'accepted', actions: tell('support') } as const
const declineSupport = { target: 'declined', actions: tell('support') } as const

/** Support hangs on nothing else: no stage, no hold and no refusal closes it, and it can be asked for unoffered. */
const supportRegion = concern.createStateConfig({
  initial: 'notOffered',
  states: {
    notOffered: {
      meta: { label: 'concernMachine.support.not_offered', order: 10 },
      on: { offerSupport, acceptSupport },
    },
    offered: {
      meta: { label: 'concernMachine.support.offered', order: 20 },
      on: { acceptSupport, declineSupport },
    },
    accepted: {
      meta: { label: 'concernMachine.support.accepted', order: 30 },
      on: {
        // More is offered; what was accepted goes on.
        offerSupport: { guard: 'reachedSafely', actions: tell('support') },
        declineSupport,
        endSupport: { guard: 'reasonGiven', target: 'ended', actions: tell('support') },
      },
    },
    declined: {
      meta: { label: 'concernMachine.support.declined', order: 40 },
      on: { offerSupport, acceptSupport },
    },
    ended: {
      meta: { label: 'concernMachine.support.ended', order: 50 },
      on: { offerSupport, acceptSupport },
    },
  },
})

const contactRegion = concern.createStateConfig({
  initial: 'open',
  states: {
    open: {
      meta: { label: 'concernMachine.contact.open', order: 10 },
      tags: 'contactOpen',
      on: { endContact: { guard: 'notForSilence', target: 'ended', actions: tell('contact') } },
    },
    ended: {
      meta: { label: 'concernMachine.contact.ended', order: 20 },
      on: { reopenContact: { target: 'open', actions: tell('contact') } },
    },
  },
})

const reporterRegion = concern.createStateConfig({
  initial: 'present',
  states: {
    present: {
      meta: { label: 'concernMachine.reporter.present', order: 10 },
      on: { withdraw: { target: 'withdrawn', actions: tell('reporter') } },
    },
    withdrawn: {
      meta: { label: 'concernMachine.reporter.withdrawn', order: 20 },
      tags: 'withdrawn',
      on: { takePartAgain: { target: 'present', actions: tell('reporter') } },
    },
  },
})

const hold = {
  guard: and(['caseOpen', 'reasonGiven', 'aSecondAgrees']),
  target: 'onHold',
  actions: tell('hold'),
} as const

/** Finding out waits; safety, support, answers and checks for retaliation do not. */
const policeRegion = concern.createStateConfig({
  initial: 'notHeld',
  states: {
    notHeld: {
      meta: { label: 'concernMachine.police.not_held', order: 10 },
      on: { holdForPolice: hold },
    },
    onHold: {
      meta: { label: 'concernMachine.police.on_hold', order: 20 },
      tags: 'onHold',
      on: { resumeAfterPolice: { target: 'resumed', actions: tell('hold') } },
    },
    resumed: {
      meta: { label: 'concernMachine.police.resumed', order: 30 },
      on: { holdForPolice: hold },
    },
  },
})

const tellCarer = { type: 'notifyCarer', params: { news: 'subject_care' } } as const

/** Whoever is named is cared for too, by somebody who does not handle the case. */
const subjectRegion = concern.createStateConfig({
  initial: 'none',
  states: {
    none: {
      meta: { label: 'concernMachine.subject.none', order: 10 },
      on: { offerSubjectCare: { target: 'offered', actions: tellCarer } },
    },
    offered: {
      meta: { label: 'concernMachine.subject.offered', order: 20 },
      on: { beginSubjectCare: { guard: 'ownOwner', target: 'inHand' }, endSubjectCare: 'ended' },
    },
    inHand: {
      meta: { label: 'concernMachine.subject.in_hand', order: 30 },
      on: { endSubjectCare: 'ended' },
    },
    ended: {
      meta: { label: 'concernMachine.subject.ended', order: 40 },
      on: { offerSubjectCare: { target: 'offered', actions: tellCarer } },
    },
  },
})

const asksInTime = and(['noReviewYet', 'outcomeStands', 'groundGiven', 'reviewInTime'])

const reviewRegion = concern.createStateConfig({
  initial: 'none',
  states: {
    none: {
      meta: { label: 'concernMachine.review.none', order: 10 },
      on: { askForReview: { guard: asksInTime, target: 'asked', actions: tell('review') } },
    },
    asked: {
      meta: { label: 'concernMachine.review.asked', order: 20 },
      tags: 'reviewOpen',
      on: { hearReview: { guard: 'newDecisionMaker', target: 'heard', actions: tell('review') } },
    },
    heard: {
      meta: { label: 'concernMachine.review.heard', order: 30 },
      on: {
        // A new outcome, or a case that came back, can be reviewed anew.
        confirmOutcome: { guard: and(['outcomeProposed', 'aSecondAgrees', 'notOnHold']), target: 'none' },
        comeBack: { guard: 'mayComeBack', target: 'none' },
      },
    },
  },
})

/** Whatever opens a case again puts the hold back. */
const backOnHold = {
  comeBack: { guard: 'mayComeBack', target: 'on' },
  askForReview: { guard: asksInTime, target: 'on' },
  actInDanger: { guard: and(['notClosed', 'isTrained']), target: 'on' },
  putHoldBack: { target: 'on', actions: tell('hold') },
} as const

/** From receipt nothing is deleted until two people let it go, and until then it can be put back. */
const legalHoldRegion = concern.createStateConfig({
  initial: 'on',
  states: {
    on: {
      meta: { label: 'concernMachine.legal_hold.on', order: 10 },
      tags: 'kept',
      on: {
        proposeRelease: {
          guard: and(['caseOver', 'noReviewOpen', 'dangersReviewed', 'notOnHold']),
          target: 'releaseProposed',
          actions: tell('second_needed'),
        },
      },
    },
    releaseProposed: {
      meta: { label: 'concernMachine.legal_hold.release_proposed', order: 20 },
      tags: 'kept',
      on: {
        ...backOnHold,
        releaseHold: {
          guard: 'aSecondAgrees',
          target: 'released',
          actions: tell('hold'),
        },
      },
    },
    released: {
      meta: { label: 'concernMachine.legal_hold.released', order: 30 },
      on: backOnHold,
    },
  },
})

/** What somebody confided, from receipt to after-care: who must act, and what nothing may go on without. */
export const concernMachine = concern.createMachine({
  id: 'concern',
  type: 'parallel',
  context: { kind: 'concern', isTest: false, told: {}, dangersOpen: 0, comebacks: 0, leftFrom: null },
  states: {
    stage: stageRegion,
    support: supportRegion,
    contact: contactRegion,
    reporter: reporterRegion,
    police: policeRegion,
    subject: subjectRegion,
    review: reviewRegion,
    legalHold: legalHoldRegion,
  },
})
