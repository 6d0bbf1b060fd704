// Asks the API for what the first page needs while the program is still being started. The program takes each answer once (takeEarly in browser.js), and only for the token that it was asked with; what
// failed it asks for itself, since only it knows what to say.
(function () {
  const answers = new Map();
  globalThis.segmentExportEarly = answers;
  const ask = (path, token) => {
    const asked = performance.now();
    const answer = { token, at: asked };
    answer.text = fetch(path, { signal: AbortSignal.timeout(10000), headers: token === null ? {} : { Authorization: `Bearer ${token}` } })
      .then(response => response.ok ? response.text() : null)
      .then(text => { answer.at = (asked + performance.now()) / 2; return text; })
      .catch(() => null);
    answers.set(path, answer);
    return answer.text;
  };

  // What nobody has taken by then is older than what would be taken; it knows who somebody is.
  setTimeout(() => answers.clear(), 20000);
  let token = null;
  try { token = sessionStorage.getItem("segment-export.token"); } catch { /* Nothing is stored. */ }
  ask("api/v1/console", null);
  if (token === null) {
    return;
  }

  // The list of the page's space, where it is the caller's; at the root, of their first one.
  ask("api/v1/me", token).then(me => {
    const spaces = me === null ? [] : JSON.parse(me).spaces.map(space => encodeURIComponent(space.id));
    const page = /^\/spaces\/([^/]+)\/downloads$/.exec(location.pathname);
    const space = location.pathname === "/" ? spaces[0] : spaces.find(space => space === page?.[1]);
    if (space && location.search === "") {
      ask(`api/v1/spaces/${space}/download-tasks?limit=20`, token);
    }
  }).catch(() => { /* The program says what is wrong with it. */ });
})();
