// allauth's scripts only write to the console when a passkey is refused: say it on the page.
const trouble = document.getElementById('passkey-trouble')

function say (sentence) {
  if (!trouble) return
  trouble.textContent = sentence
  trouble.hidden = false
}

if (!window.PublicKeyCredential) {
  say(trouble?.dataset.missing)
  for (const button of document.querySelectorAll('[data-passkey] button')) button.disabled = true
}

document.addEventListener('allauth.error', event => {
  event.preventDefault()
  say(trouble?.dataset.refused)
})
