/* Filters, documents, and the card of a mark. Everything shown is set as text, never as markup. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, className, text) => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };
  const articles = all("article.document");
  const buttons = all(".facet button[data-kind]");
  const index = $("#index"), card = $("#card");
  const bars = all(".strip [data-code]");
  /* What can be chosen of a statement, and of the marks in it */
  const OWN = ["speaker", "voice"], MARKED = ["code", "coder"], KINDS = [...OWN, ...MARKED];
  const chosen = Object.fromEntries(KINDS.map(kind => [kind, new Set()]));
  let current = articles.length === 1 ? articles[0] : null;

  const severalCoders = buttons.some(button => button.dataset.kind === "coder");
  const codersOf = tag => severalCoders ? [...new Set(JSON.parse(tag.dataset.details).map(d => d.coder))] : [];
  const statements = articles.flatMap(article => all(".statement", article).map(element => ({
    article, element, speaker: [element.dataset.speaker || ""], voice: [element.dataset.voice || ""],
    tags: all(".tag", element).map(tag => ({ element: tag, code: [tag.dataset.code], coder: codersOf(tag) })),
  })));
  const meets = (thing, kind) => !chosen[kind].size || thing[kind].some(key => chosen[kind].has(key));
  const meetsAll = (thing, kinds, except) => kinds.every(kind => kind === except || meets(thing, kind));
  const matches = (s, except) => meetsAll(s, OWN, except)
    && (!MARKED.some(kind => kind !== except && chosen[kind].size) || s.tags.some(tag => meetsAll(tag, MARKED, except)));
  const filtered = () => KINDS.some(kind => chosen[kind].size);

  /* Filters */
  const speakerOf = element => {
    const button = buttons.find(b => b.dataset.kind === "speaker" && b.dataset.key === element.dataset.speaker);
    return button ? $(".name", button).textContent : "";
  };
  /* In a run of one speaker only the first statement bears the name; alone, each must. */
  function nameSpeaker(element) {
    if (element.classList.contains("narrator") || $(".who", element)) return;
    const who = make("span", "who again", "");
    who.append(make("bdi", "name", speakerOf(element) || "unnamed"), " ", make("span", "voice", element.dataset.voice || ""));
    element.prepend(who);
  }
  /* How many statements carry each key, among those that meet the filters of the other kinds */
  function count(scope) {
    const counts = {};
    for (const kind of KINDS) {
      const found = counts[kind] = new Map();
      for (const s of scope) if (matches(s, kind)) {
        const keys = OWN.includes(kind) ? s[kind] : s.tags.filter(tag => meetsAll(tag, MARKED, kind)).flatMap(tag => tag[kind]);
        for (const key of new Set(keys)) found.set(key, (found.get(key) || 0) + 1);
      }
    }
    return counts;
  }
  function refresh() {
    const scope = statements.filter(s => !current || s.article === current);
    const counts = count(scope);
    for (const button of buttons) {
      const { kind, key } = button.dataset;
      const n = counts[kind].get(key) || 0;
      $(".count", button).textContent = n.toLocaleString("en");
      button.classList.toggle("empty", !n);
      button.parentElement.classList.toggle("absent", Boolean(index) && kind === "speaker" && !n && !chosen[kind].has(key));
      button.setAttribute("aria-pressed", chosen[kind].has(key));
    }
    const shown = scope.filter(s => matches(s));
    document.body.classList.toggle("filtered", filtered());
    for (const bar of bars) bar.classList.toggle("off", chosen.code.size > 0 && !chosen.code.has(bar.dataset.code));
    $("#clear").hidden = !filtered();
    $("#state").textContent = filtered() ? `${shown.length.toLocaleString("en")} of ${scope.length.toLocaleString("en")} statements.` : "";
    for (const s of scope) {
      if (!current) break;
      const dim = filtered() && !matches(s);
      s.element.classList.toggle("dim", dim);
      if (filtered() && !dim) nameSpeaker(s.element);
      for (const tag of s.tags) tag.element.classList.toggle("off", !meetsAll(tag, MARKED));
    }
    if (current) for (const mark of all("mark", current)) mark.classList.toggle("off", document.getElementById(mark.dataset.tag).classList.contains("off"));
    if (index && !current) list();
    steps();
  }
  for (const button of buttons) button.addEventListener("click", () => {
    const { kind, key } = button.dataset;
    if (!chosen[kind].delete(key)) chosen[kind].add(key);
    refresh();
  });
  $("#clear").addEventListener("click", () => { KINDS.forEach(kind => chosen[kind].clear()); refresh(); });
  for (const input of all(".facet .find")) input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of all("li", input.parentElement)) item.hidden = !item.textContent.toLowerCase().includes(wanted);
  });

  /* Documents */
  const texts = new Map();
  const textOf = article => {
    if (!texts.has(article)) texts.set(article, $(".body", article).textContent.toLowerCase());
    return texts.get(article);
  };
  function list() {
    const wanted = $("#find").value.trim().toLowerCase();
    const counts = new Map();
    for (const s of statements) if (matches(s)) counts.set(s.article.id, (counts.get(s.article.id) || 0) + 1);
    let any = false;
    for (const row of all("tbody tr", index)) {
      const n = counts.get(row.dataset.document) || 0;
      const found = !wanted || row.textContent.toLowerCase().includes(wanted) || textOf(document.getElementById(row.dataset.document)).includes(wanted);
      row.hidden = !found || (filtered() && !n);
      any = any || !row.hidden;
      $(".number", row).textContent = n.toLocaleString("en");
    }
    $(".nothing", index).hidden = any;
  }
  function open(article, place, still) {
    hide();
    current = article;
    for (const other of articles) other.hidden = other === article ? false : "until-found";
    if (index) index.hidden = Boolean(article);
    document.body.classList.toggle("reading", Boolean(article));
    refresh();
    if (still) return;
    const target = place || $("#text");
    target.scrollIntoView({ block: place ? "center" : "start" });
    if (!place) window.scrollTo(0, 0);
    target.focus({ preventScroll: true });
  }
  function go(id) {
    const target = id && document.getElementById(id);
    if (id === "index" && index) { open(null); return true; }
    if (!target) return false;
    const article = target.closest("article.document");
    if (article) open(article, target === article ? null : target);
    else { target.scrollIntoView(); (target.closest("section") || target).focus({ preventScroll: true }); }
    return true;
  }
  const fragment = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch (error) { return ""; } };
  const framed = location.protocol === "about:";
  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || link.classList.contains("tag")) return;
    if (framed) { event.preventDefault(); go(link.getAttribute("href").slice(1)); }
  });
  if (index) {
    for (const a of articles) a.addEventListener("beforematch", () => open(a, null, true));
    $("#find").addEventListener("input", list);
    window.addEventListener("hashchange", () => go(fragment()) || open(null));
  }

  /* From one mark to the next */
  const visible = () => current ? all(".tag:not(.off)", current).filter(tag => !tag.closest(".dim")) : [];
  function steps() {
    if (!current) return;
    const tags = visible();
    $(".step", current).hidden = !tags.length;
    $(".where", current).textContent = `${tags.length} ${tags.length === 1 ? "code" : "codes"} marked`;
  }
  function step(by) {
    const tags = visible();
    const at = tags.findIndex(tag => tag === shownTag);
    const next = tags[at < 0 ? (by > 0 ? 0 : tags.length - 1) : (at + by + tags.length) % tags.length];
    if (!next) return;
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
  }
  for (const button of all(".next")) button.addEventListener("click", () => step(1));
  for (const button of all(".previous")) button.addEventListener("click", () => step(-1));

  /* The card of a mark */
  let shownTag = null, pinned = false;
  const rows = pairs => {
    const list = document.createElement("dl");
    for (const [term, text] of pairs) if (text) list.append(make("dt", "", term), make("dd", "", text));
    return list;
  };
  function describe(tag) {
    const entry = $(`[data-definition="${tag.dataset.code}"]`);
    const box = make("div", "code " + [...tag.classList].find(name => /^h\d$/.test(name)), "");
    box.append(make("p", "kicker", entry.dataset.variable), make("p", "value", entry.dataset.value), make("p", "definition", entry.textContent));
    for (const d of JSON.parse(tag.dataset.details)) box.append(rows([
      ["target", d.target], ["basis", d.basis], ["rule", d.rule], ["looks for", d.cue], ["coder", d.coder], ["confidence", d.confidence],
    ]));
    return box;
  }
  function heard(statement) {
    const box = make("div", "heard", "");
    box.append(rows([
      ["speaker", speakerOf(statement)], ["voice", statement.dataset.voice],
      ["said with", statement.dataset.cue], ["statement", statement.id.slice("statement-".length)],
    ]));
    return box;
  }
  function show(anchor, tags, pin) {
    hide();
    shownTag = tags[0];
    pinned = pin;
    card.replaceChildren(...tags.map(describe), heard(tags[0].closest(".statement")));
    card.hidden = false;
    for (const tag of tags) {
      tag.setAttribute("aria-describedby", "card");
      tag.setAttribute("aria-expanded", "true");
      all(`mark[data-tag="${tag.id}"]`).forEach(mark => mark.classList.add("lit"));
    }
    const boxes = anchor.getClientRects(), box = boxes[boxes.length - 1] || anchor.getBoundingClientRect();
    const width = card.offsetWidth, height = card.offsetHeight, room = document.documentElement;
    const below = box.bottom + 10 + height <= room.clientHeight;
    card.style.left = Math.max(16, Math.min(box.left, room.clientWidth - width - 16)) + "px";
    card.style.top = Math.max(8, below ? box.bottom + 10 : box.top - height - 10) + "px";
  }
  function hide() {
    card.hidden = true;
    shownTag = null;
    pinned = false;
    all(".lit").forEach(mark => mark.classList.remove("lit"));
    all(".tag[aria-expanded]").forEach(tag => { tag.removeAttribute("aria-expanded"); tag.removeAttribute("aria-describedby"); });
  }
  const tagsAt = element => {
    const tag = element.closest(".tag");
    if (tag) return [tag];
    const found = [];
    for (let mark = element.closest("mark:not(.off)"); mark; mark = mark.parentElement.closest("mark:not(.off)")) found.push($("#" + mark.dataset.tag));
    return found;
  };
  const main = $("#text");
  main.addEventListener("mouseover", event => {
    const tags = tagsAt(event.target);
    if (tags.length && !pinned) show(event.target, tags, false);
  });
  main.addEventListener("mouseout", event => {
    if (!pinned && !card.hidden && !tagsAt(event.relatedTarget instanceof Element ? event.relatedTarget : main).length && !(event.relatedTarget && card.contains(event.relatedTarget))) hide();
  });
  main.addEventListener("focusin", event => { if (event.target.classList.contains("tag")) show(event.target, [event.target], true); });
  main.addEventListener("focusout", event => { if (event.target === shownTag) hide(); });
  document.addEventListener("click", event => {
    const tags = main.contains(event.target) ? tagsAt(event.target) : [];
    if (tags.length) { event.preventDefault(); show(event.target, tags, true); }
    else if (!card.contains(event.target)) { if (!event.target.closest(".step")) hide(); }
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !card.hidden) hide();
    if (!event.target.classList || !event.target.classList.contains("tag")) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") { event.preventDefault(); step(event.key === "ArrowRight" ? 1 : -1); }
    if (event.key === " ") { event.preventDefault(); show(event.target, [event.target], true); }
  });
  window.addEventListener("scroll", () => { if (!pinned) hide(); }, { passive: true });

  /* Light and dark */
  const theme = $("#theme"), wide = matchMedia("(min-width: 52.01rem)");
  const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = dark() ? "Light" : "Dark"; theme.setAttribute("aria-label", dark() ? "Switch to light" : "Switch to dark"); };
  theme.removeAttribute("aria-pressed");
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; label(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
  const fold = () => { $("#panel").open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  if (index) { if (!(location.hash && go(fragment()))) { for (const a of articles) a.hidden = "until-found"; refresh(); } }
  else { refresh(); if (location.hash) go(fragment()); }
})();
