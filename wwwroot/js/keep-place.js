// The address of a page holds its state: filters, the chosen trade, the page of a table. Blazor scrolls to the top after every change of
// the address; where the state alone has changed, people stay where they are. Loaded before blazor.web.js.
(() => {
  let stays = false;
  for (const name of ['pushState', 'replaceState']) {
    const change = history[name].bind(history);
    history[name] = (state, title, address) => {
      stays = address !== undefined && new URL(address, document.baseURI).pathname === location.pathname;
      change(state, title, address);
    };
  }

  const scrollTo = window.scrollTo.bind(window);
  window.scrollTo = (...place) => {
    const toTop = place.length === 2 && place[0] === 0 && place[1] === 0;
    if (toTop && stays) { stays = false; return; }
    scrollTo(...place);
  };
})();
