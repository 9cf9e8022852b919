import { firstRoles } from '#app/forms/organisation.form.ts'
import { organisationKinds, type Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/organisation.policy.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { roleKey } from '#app/server/queries/people.server.ts'

/** What the page that adds an organisation offers; nobody but an administrator gets it. */
export function newOrganisationPage(actor: Actor) {
  if (!mayAct(actor, 'addOrganisation', { organisationId: null })) throw notPermitted()
  return {
    kinds: organisationKinds,
    roles: firstRoles.map((role) => ({ role, key: roleKey(role) })),
  }
}
