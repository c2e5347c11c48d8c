/** The countries that have telephone numbers of their own (ISO 3166-1). A test compares them with what the server can read. */
export const countries: readonly string[] = (
  'AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY ' +
  'BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ ' +
  'FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR ' +
  'IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH ' +
  'MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK ' +
  'PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA ' +
  'TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

/** The country whose numbers are likely to be typed here: the first one that the browser's languages name, or stand for. */
export function likelyCountry(languages: readonly string[]): string {
  const locales = languages.flatMap(localeOf);
  const named = locales.map(({ region }) => region).find(isKnown);
  return named ?? locales.map((locale) => locale.maximize().region).find(isKnown) ?? 'US';
}

/** The countries with their names, in the order of the names. */
export function namedCountries(language: string): readonly (readonly [country: string, name: string])[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return countries
    .map((country) => [country, names.of(country) ?? country] as const)
    .toSorted(([, one], [, other]) => compare(one, other));
}

function localeOf(tag: string): Intl.Locale[] {
  try {
    return [new Intl.Locale(tag)];
  } catch {
    return [];
  }
}

function isKnown(country: string | undefined): country is string {
  return country !== undefined && countries.includes(country);
}
