/**
 * Names in the other language of Fryslân that are in daily use beside the official one, by code. Common knowledge; the names in
 * the column `zoektermen` of the source come on top.
 */
export const FRISIAN_NAMES: Record<string, string> = {
  GM0060: 'It Amelân',
  GM0072: 'Harns',
  GM0074: 'It Hearrenfean',
  GM0080: 'Ljouwert',
  GM0085: 'Eaststellingwerf',
  GM0086: 'Opsterlân',
  GM0088: 'Skiermûntseach',
  GM0090: 'Smellingerlân',
  GM0093: 'Skylge',
  GM0096: 'Flylân',
  GM1891: 'Dantumadeel',
  GM1900: 'Zuidwest-Fryslân',
  GM1970: 'Noordoost-Fryslân',
};
