/**
 * Bodies of notices as the text that came. `jsonb` refuses what JSON allows (an escaped NUL, half a surrogate pair), and a body
 * that cannot be kept must never stand in the way of the money that it tells about.
 */
export const NOTICE_TEXT = `
alter table platform_notice
  alter column first_body type text using first_body::text,
  alter column last_body type text using last_body::text;
`;
