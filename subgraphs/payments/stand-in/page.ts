/** The pages of the stand-in platform, in Vietnamese and English. They say what they are. */
export function paymentPage(payment: {
  token: string;
  reference: string;
  amount: number;
  information: string;
}): string {
  const amount = new Intl.NumberFormat("vi-VN").format(payment.amount);
  return page(
    "Thanh toán thử · Test payment",
    `<dl>
      <dt>Số tiền <span lang="en">Amount</span></dt><dd class="amount">${amount} ₫</dd>
      <dt>Nội dung <span lang="en">For</span></dt><dd>${escaped(payment.information)}</dd>
      <dt>Mã tham chiếu <span lang="en">Reference</span></dt><dd>${escaped(payment.reference)}</dd>
    </dl>
    <form method="post" action="/pay/${escaped(payment.token)}">
      <button name="decision" value="pay">Thanh toán <span lang="en">Pay</span></button>
      <button name="decision" value="refuse" class="second">Từ chối <span lang="en">Refuse</span></button>
    </form>`,
  );
}

const RESULTS = {
  "thanh-cong": ["Thanh toán thành công.", "The payment succeeded."],
  "that-bai": ["Thanh toán không thành công.", "The payment failed."],
  "khoi-tao": ["Giao dịch đang chờ.", "The payment is waiting."],
  unknown: ["Không tìm thấy giao dịch.", "There is no such payment."],
} as const;

export function resultPage(result: keyof typeof RESULTS): string {
  const [vi, en] = RESULTS[result];
  return page("Kết quả · Result", `<p class="result">${vi} <span lang="en">${en}</span></p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff; }
  .note { border-left: .3rem solid #b45309; background: #fef3c7; padding: .75rem 1rem; }
  dt { color: #555; } dd { margin: 0 0 .75rem; } .amount { font-size: 1.75rem; font-weight: 600; }
  span[lang=en] { opacity: .75; font-size: .9em; }
  button { font: inherit; padding: .6rem 1.2rem; border: 1px solid #0b5394; background: #0b5394; color: #fff; border-radius: .3rem; cursor: pointer; }
  button.second { background: #fff; color: #0b5394; }
  button:focus-visible { outline: .2rem solid #b45309; outline-offset: .15rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="note">Đây là hệ thống thử thay cho Nền tảng thanh toán quốc gia. Không có tiền nào được chuyển.<br>
<span lang="en">This stands in for the national payment platform. No money moves.</span></p>
${content}
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
