import type { Example } from "./examples";

/** What the page shows beside GraphiQL itself. */
export interface PageContent {
  readonly examples: readonly Example[];
  /** Whether there are callers to pick from. */
  readonly callers: boolean;
  /** Of this answer only; `page/ide.js` reads it from its own element. */
  readonly nonce: string;
}

/** Renders the page. What differs is data that `page/ide.js` reads: there is no inline script. */
export function renderPage({ examples, callers, nonce }: PageContent): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Liên Thông · GraphQL</title>
<link rel="icon" href="/ide/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ide/graphiql.css">
<link rel="stylesheet" href="/ide/ide.css">
<script src="/ide/react.js" defer></script>
<script src="/ide/react-dom.js" defer></script>
<script src="/ide/graphiql.js" defer></script>
<script src="/ide/ide.js" defer nonce="${nonce}"></script>
</head>
<body>
<header class="bar">
<h1><img src="/ide/icon.svg" alt="" width="28" height="28"> Liên Thông
<small>Đồ thị dịch vụ công <span lang="en">/ The public-service graph</span></small></h1>
<div class="menus">
${menu("example", "Ví dụ", "Examples", '<option value="">Chọn… / Choose…</option>')}
${callers ? menu("caller", "Người gọi", "Caller", '<option value="">Ẩn danh / Anonymous</option>') : ""}
${menu("language", "Ngôn ngữ", "Language", '<option value="vi" lang="vi">Tiếng Việt</option><option value="en" lang="en">English</option>')}
</div>
<p id="note" role="status"></p>
</header>
<main id="graphiql"><p class="waiting">Đang mở… <span lang="en">/ Loading…</span></p></main>
<noscript><p class="waiting">Trang này cần JavaScript. <span lang="en">/ This page needs JavaScript.</span></p></noscript>
<script type="application/json" id="examples">${jsonForHtml(examples)}</script>
</body>
</html>
`;
}

function menu(id: string, vietnamese: string, english: string, options: string): string {
  return `<div class="menu"><label for="${id}">${vietnamese} <span lang="en">/ ${english}</span></label>
<select id="${id}" autocomplete="off">${options}</select></div>`;
}

/** JSON cannot end a script element early when it has no “<”. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
