import { DARK, nightColour, PAPER } from './mail-colour.js';

/** Names that every system has: a mail loads nothing, fonts included (R34). */
export const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
/** Line heights in pixels: the Word engine of Outlook knows no others. */
export const TEXT = `${FONT};font-size:17px;line-height:26px;color:#1D2B36`;
export const SMALL = `${FONT};font-size:14px;line-height:21px;color:#5A646C`;

/** An organisation's colour in the light and in the dark. */
interface Colours {
  colour: string;
  /** Who may use a mail program that darkens by itself sees this instead. */
  night: string;
}

/** What changes in the dark, per class; colours never are pure black or white, so that programs which turn them over by force keep a difference. */
const NIGHT = ({ night }: Colours): [selector: string, look: string][] => [
  ['.sand', 'background-color:#16212A'],
  ['.paper', `background-color:${DARK}`],
  ['.ink', `color:${PAPER}`],
  ['.soft', 'color:#C3CAD0'],
  ['.link', `color:${night}`],
  ['.band', `background-color:${night}`],
  ['.primary', `background-color:${night};border-color:${night}`],
  ['.primary a', `color:${DARK}`],
  ['.plain', `background-color:${DARK};border-color:${night}`],
  ['.plain a', `color:${night}`],
  // Dark letters on no ground, as many logos have them, would be gone.
  ['.logo', `background-color:${PAPER};padding:8px;border-radius:6px`],
];

/**
 * What inline styles cannot say: the dark, for mail programs that follow the system (Apple Mail, Thunderbird) and for Outlook.com, which
 * marks the mail with `data-ogsc` and `data-ogsb`; and narrow screens, where facts and buttons stand below each other.
 */
export function styleSheet(colour: string): string {
  const night = NIGHT({ colour, night: nightColour(colour) });
  const important = (look: string): string => look.split(';').map((line) => `${line}!important`).join(';');
  const dark = night.map(([selector, look]) => `${selector}{${important(look)}}`).join('');
  const outlookCom = night.map(([selector, look]) => `[${look.startsWith('background') ? 'data-ogsb' : 'data-ogsc'}] ${selector}{${important(look)}}`).join('');
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
a[x-apple-data-detectors]{color:inherit!important;text-decoration:inherit!important}
@media (prefers-color-scheme:dark){${dark}}
${outlookCom}
@media (max-width:480px){.around{padding:0!important}.inside{padding:20px 18px!important}.title{font-size:22px!important;line-height:28px!important}.buttons{width:100%!important}.cell,.button,.button a,.gap{display:block!important;width:auto!important}.button a{text-align:center!important}.gap{height:10px!important;line-height:10px!important}.label{padding:6px 0 0!important;font-size:15px!important;line-height:20px!important}td.cell{padding:0 0 2px!important}}`;
}

/** Word gets pixels that are pixels on every screen, a font it knows, and line heights that are kept. */
const FOR_WORD = `<!--[if mso]><style>table{border-collapse:collapse}td,th,p,a,li,h1,h2{font-family:Arial,sans-serif!important;mso-line-height-rule:exactly}</style><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->`;
/** Up to the title. */
export const HEAD = `<!doctype html>
<html lang="nl" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>`;

/** From the title to the line that programs show behind the subject. */
export function beforePreheader(colour: string): string {
  return `</title>\n${FOR_WORD}\n<style>${styleSheet(colour)}</style>\n</head>\n<body class="sand" bgcolor="#F6EFE4" style="margin:0;padding:0;background-color:#F6EFE4;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%">\n<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">`;
}

/** Invisible, so that no words of the mail itself follow the preheader in the list of mails. */
const FILLER = '&zwnj;&nbsp;'.repeat(100);

/** The frame around what the mail says; a long address in it never makes a mail wider than a phone. Word ignores a greatest width, so it gets a table of that width around ours (a ghost table). */
export function openFrame(colour: string): string {
  return `${FILLER}</div>
<div role="main" lang="nl">
<table role="presentation" class="sand" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#F6EFE4" style="background-color:#F6EFE4"><tr><td class="around" align="center" style="padding:16px 8px">
<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="paper" width="100%" align="center" cellpadding="0" cellspacing="0" border="0" bgcolor="${PAPER}" style="max-width:600px;background-color:${PAPER}">
<tr><td class="band" height="6" bgcolor="${colour}" style="height:6px;font-size:6px;line-height:6px;background-color:${colour}">&nbsp;</td></tr>
<tr><td class="inside" align="left" style="padding:24px 32px 28px;word-break:break-word;overflow-wrap:anywhere">
`;
}

export const CLOSE_FRAME = `</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</div>
</body>
</html>
`;

/** A line between the mail and its footer; Word draws borders of cells and no rules. */
export const RULE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:12px 0 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td height="1" style="height:1px;border-top:1px solid #8A7F70;font-size:1px;line-height:1px">&nbsp;</td></tr></table></td></tr></table>\n';
