/** One mail made worse, each time in another way, to see that the spam filter is awake. The text is a whole mail; its HTML is quoted-printable. */
export const BAD_VARIANTS: Record<string, (mail: string) => string> = {
  'made twelve days ago': (mail) => mail.replace(/^Date: .*$/m, (date) => `Date: ${new Date(Date.parse(date.slice(6)) - 12 * 86_400_000).toUTCString().replace('GMT', '+0000')}`),
  'with a pixel': (mail) => onlyHtml(mail, '<p>Geachte wethouder, kom ook naar onze bijeenkomst in Zwolle.</p><img src="https://meten.example.org/open.gif?id=1" width="1" height="1">'),
  'with a link shortener': (mail) => onlyHtml(mail, '<p>Geachte wethouder, lees meer: <a href="https://bit.ly/3xYzAbc">Lees meer</a></p>'),
  'with words nobody sees': (mail) => inHtml(mail, '<font color=3D"white" size=3D"1">gratis geld viagra cialis casino</font>'),
  'nothing but a picture': (mail) => onlyHtml(mail, '<img src="https://beeld.example.org/uitnodiging.jpg" width="600" height="800">'),
  'with the test text of spam filters': (mail) => inHtml(mail, 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'),
};

function inHtml(mail: string, piece: string): string {
  return mail.replace(/<\/body>/i, `=\r\n${piece}=\r\n</body>`);
}

function onlyHtml(mail: string, body: string): string {
  return mail.replace(/^Content-Type: multipart[\s\S]*$/m, `Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>${body}</body></html>\r\n`);
}
