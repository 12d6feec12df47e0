/**
 * The IDE in the browser: GraphiQL, and three menus that belong to every request: an example to open, a caller to become,
 * a language to be answered in. Runs after React and GraphiQL; asks only the gateway that served it.
 */
(() => {
  // The name under which GraphiQL's dialogs look for the nonce of the style element that they add.
  globalThis.__webpack_nonce__ = document.currentScript.nonce;
  const { createElement, useEffect } = React;
  const { useEditorContext } = GraphiQL.React;
  const examples = JSON.parse(document.getElementById("examples").textContent);
  const menus = {
    example: document.getElementById("example"),
    /** Absent when the gateway has no sample callers. */
    caller: document.getElementById("caller"),
    language: document.getElementById("language"),
  };

  /** Sends one operation as GraphiQL asks, with what the menus say; a header typed into GraphiQL wins over a menu. */
  async function ask(operation, options = {}) {
    const headers = new Headers({ "content-type": "application/json", "accept-language": menus.language.value });
    const token = await currentToken();
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    const body = JSON.stringify(operation);
    const response = await fetch("/graphql", { method: "POST", credentials: "omit", headers, body });
    return response.json();
  }

  // Callers. Tokens are signed when asked for; a page that stays open asks again.

  const TOKENS_GOOD_FOR = 10 * 60 * 1000;
  let callers = [];
  let callersRead = Number.NEGATIVE_INFINITY;

  async function readCallers() {
    const response = await fetch("/development/callers", { credentials: "omit" });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    callers = await response.json();
    callersRead = performance.now();
  }

  async function currentToken() {
    const name = menus.caller?.value ?? "";
    if (name === "") return undefined;
    if (performance.now() - callersRead > TOKENS_GOOD_FOR) await readCallers();
    const caller = callers.find((each) => each.name === name);
    // Never anonymous by accident: GraphiQL shows this in place of an answer.
    if (caller === undefined) throw new Error(`Không còn người gọi này / This caller is gone: ${name}`);
    return caller.token;
  }

  async function fillCallers() {
    try {
      await readCallers();
    } catch {
      menus.caller.disabled = true;
      note("Chỉ chọn được người gọi từ chính máy này. / Callers can be picked on this machine only.", true);
      return;
    }
    for (const { name, role, description } of callers) {
      menus.caller.append(new Option(`${name} (${role})`, name));
      menus.caller.lastElementChild.title = description;
    }
    restore(menus.caller, sessionStorage);
    noteCaller();
  }

  function noteCaller() {
    note(callers.find((caller) => caller.name === menus.caller.value)?.description ?? "", false);
  }

  function note(text, isFault) {
    const place = document.getElementById("note");
    place.textContent = text;
    place.classList.toggle("fault", isFault);
  }

  // Menus keep their choice while the page is loaded again.

  function restore(menu, storage) {
    const kept = storage.getItem(`lien-thong:${menu.id}`);
    if ([...menu.options].some((option) => option.value === kept)) menu.value = kept;
    menu.addEventListener("change", () => storage.setItem(`lien-thong:${menu.id}`, menu.value));
  }

  // Examples. One opens in a tab of its own, or in place of another example that nobody has changed.

  const WELCOME = `# Liên Thông: chọn một ví dụ ở trên, hoặc viết truy vấn tại đây.
# Choose an example above, or write an operation here.
`;

  const isExample = (tab, example) => tab?.query === example.document && (tab.variables ?? "") === example.variables;
  const isBlank = (tab) => (tab?.query ?? "").trim() === "" || tab.query === WELCOME;

  /** Draws nothing: it is inside GraphiQL only to reach its editors. */
  function ExampleOpener() {
    const { tabs, activeTabIndex, addTab, changeTab, updateActiveTabValues, ...editors } = useEditorContext();
    useEffect(() => {
      const shown = examples.findIndex((example) => isExample(tabs[activeTabIndex], example));
      menus.example.value = shown === -1 ? "" : String(shown);
      const open = () => {
        const example = examples[menus.example.selectedIndex - 1];
        if (example === undefined) return;
        const { document: query, variables } = example;
        const already = tabs.findIndex((tab) => isExample(tab, example));
        if (already !== -1) return changeTab(already);
        ReactDOM.flushSync(() => {
          if (shown === -1 && !isBlank(tabs[activeTabIndex])) addTab();
          updateActiveTabValues({ query, variables, response: null, operationName: null });
        });
        editors.queryEditor.setValue(query);
        editors.variableEditor.setValue(variables);
        editors.responseEditor.setValue("");
      };
      menus.example.addEventListener("change", open);
      return () => menus.example.removeEventListener("change", open);
    });
    return null;
  }

  restore(menus.language, localStorage);
  examples.forEach((example, index) => {
    menus.example.append(new Option(example.title, String(index)));
  });
  if (menus.caller !== null) {
    menus.caller.addEventListener("change", noteCaller);
    void fillCallers();
  }
  const settings = {
    fetcher: ask,
    defaultQuery: WELCOME,
    defaultEditorToolsVisibility: "variables",
    shouldPersistHeaders: false,
  };
  ReactDOM.createRoot(document.getElementById("graphiql")).render(
    createElement(GraphiQL, settings, createElement(ExampleOpener)),
  );
})();
