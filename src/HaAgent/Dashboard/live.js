// Whether the agent is heard. What acts is disabled while it is not: its effect could not be seen.

let isLive = false;

export function setLive(now) {
  isLive = now;
  document.body.classList.toggle('stale', !now);
  document.querySelectorAll('[data-act]').forEach(apply);
}

// A button that acts; isOff where there is nothing for it to do.
export function acts(button, isOff = false) {
  button.dataset.act = isOff ? 'off' : '';
  apply(button);
  return button;
}

function apply(button) {
  const wanted = !isLive || button.dataset.act === 'off';
  if (button.disabled !== wanted) {
    button.disabled = wanted;
  }
}
