// Passkeys need a browser's own API; everything else on these pages works without this file.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }))

async function prove(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  }
  const { id, rawId, type, response } = await navigator.credentials.get({ publicKey })
  return {
    id,
    type,
    rawId: text(rawId),
    clientExtensionResults: {},
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : undefined,
    },
  }
}

async function make(options) {
  const user = { ...options.user, id: bytes(options.user.id) }
  const excludeCredentials = known(options.excludeCredentials)
  const publicKey = { ...options, user, excludeCredentials, challenge: bytes(options.challenge) }
  const { id, rawId, type, response } = await navigator.credentials.create({ publicKey })
  return {
    id,
    type,
    rawId: text(rawId),
    clientExtensionResults: {},
    response: {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  }
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll('form[data-passkey]') : []) {
  const box = form.closest('[data-passkey-box]')
  form.hidden = false
  box.querySelector('[data-passkey-absent]').hidden = true
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const problem = form.querySelector('[data-passkey-problem]')
    problem.hidden = true
    try {
      const options = JSON.parse(form.dataset.options)
      const answer = form.dataset.passkey === 'create' ? await make(options) : await prove(options)
      form.elements.credential.value = JSON.stringify(answer)
      form.submit()
    } catch {
      problem.hidden = false
    }
  })
}
