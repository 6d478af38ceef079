const DARK_ONLY = /@media \(prefers-color-scheme:\s*dark\)/g;

/** The HTML part as a mail program in dark mode shows it, whatever the system of the onlooker: the same rules, without their condition. */
export function inDarkMode(html: string): string {
  return html.replace(DARK_ONLY, '@media all').replaceAll('color-scheme:light dark', 'color-scheme:dark').replaceAll('content="light dark"', 'content="dark"');
}
