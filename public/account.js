// Passkeys, and the code of an invitation's link. Loaded by the pages of signing in only; without it
// they have other ways.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

async function make({ challenge, domain, brand, handle, name, known }) {
  const { response } = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { id: domain, name: brand },
      user: { id: bytes(handle), name, displayName: name },
      // ES256, Ed25519 and, for Windows' own, RS256.
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: known.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: bytes(id) })),
    },
  })
  return { client_data: response.clientDataJSON, authenticator_data: response.getAuthenticatorData() }
}

async function use({ challenge, domain }) {
  const { rawId, response } = await navigator.credentials.get({
    publicKey: { challenge: bytes(challenge), rpId: domain, userVerification: 'required' },
  })
  const { clientDataJSON, authenticatorData, signature } = response
  return { credential: rawId, client_data: clientDataJSON, authenticator_data: authenticatorData, signature }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const say = (what) => form.querySelectorAll('[data-say]').forEach((part) => part.toggleAttribute('hidden', part.dataset.say !== what))
  const { domain, passkey } = form.dataset
  const ours = location.hostname === domain || location.hostname.endsWith(`.${domain}`)
  say(ours && window.PublicKeyCredential ? 'able' : 'unable')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const said = await (passkey === 'make' ? make : use)(form.dataset)
      for (const [name, value] of Object.entries(said)) form.elements[name].value = text(value)
      form.submit()
    } catch {
      say('able')
      form.querySelector('[data-failed]').hidden = false
    }
  })
}

// The part behind # never leaves the browser by itself: the form sends it, as if it had been typed.
const fill = () => {
  const code = document.getElementById('invitation')
  if (!code || code.value || location.hash.length < 2) return
  code.value = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
}
addEventListener('hashchange', fill)
fill()
