/**
 * The public holidays that the law itself puts on a day of the solar calendar. The others move: Tết (5 days), the second day of Quốc
 * khánh and Giỗ Tổ (10/3 of the lunar calendar) are decided or computed for each year, and stand in that year's working calendar.
 */
// Read at sites.google.com/view/luatlaodong2019, Điều 112: Bộ luật Lao động 45/2019/QH14, khoản 1 điểm a, c, d, đ.
export const FIXED_HOLIDAYS: readonly { readonly monthDay: string; readonly name: string }[] = [
  { monthDay: "01-01", name: "Tết Dương lịch" },
  { monthDay: "04-30", name: "Ngày Chiến thắng" },
  { monthDay: "05-01", name: "Ngày Quốc tế lao động" },
  { monthDay: "09-02", name: "Quốc khánh" },
];
