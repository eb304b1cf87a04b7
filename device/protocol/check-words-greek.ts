/**
 * The Greek check words, in the order that is part of the protocol. They are capitals without accents, as Greek writes
 * capitals; here each letter stands as one of ASCII (beta code), because the firmware's source holds nothing else.
 */
const LETTERS = "abgdezhqiklmncoprstufxyw";
/** Capital alpha; the capitals follow in the alphabet's order, but for a gap where a final sigma would be. */
const ALPHA = 0x391;
const SIGMA = 17;

const WORDS =
  "agora adelfh aeras ahdoni akth alogo ampeli anemos anqos araxnh arkouda arni ashmi asteri atmos augo aulh auti afros " +
  "axladi baqos balitsa bambaki barka basilias batomouro belona beranta biblio bioli blemma bolta bouno broxh gaidaros " +
  "gamos gata gefura giagia giorth glaros gonato gramma guali gwnia dada damaskhno dasos daxtulo deipno delfini dentro " +
  "dhmos diamanti donti dromos dush dwro eqnos eikona elafi elia emporos ecoxh epiplo ergo efhbos zaxarh zesth zugos " +
  "zwgrafos hlios hpeiros hrwas hsuxia hxos qalassa qamnos qauma qhsauros qolos qronos qumari iatros idea ippos ixnos " +
  "kabouri kalaqi kanela kapelo karekla kastro katsika keramidi khpos kiqara kleidi koilada koraki kosmos koutali krebati " +
  "krinos kuma kwdikas lagos ladi lampa laxano lemoni lech libadi limani liontari louloudi lukos lura lwtos maqhma malli " +
  "mantarini margarita mati maxairi megaro melissa mera mhlo mhnas misqos mnhmh molubi mousikh mpala muqos murtia nauths " +
  "nero nefos nhma nhsi nikh nomos nona nufh nuxta cadelfos cenos cifos culo odos oikos omixlh oneiro orama ostrako " +
  "ouranos oxhma pazari paidi palati papia parko pateras pediada pelagos perdika petra peuko phgh piato pilotos platanos " +
  "ploio podi poihma polh porta potami pouli praso prwi purgos pucida radio rafths riza roda roloi rouxo ruzi saloni " +
  "sandali selhnh shmaia sidero sitari skala skulos sodeia sofos sphlia spiti staqmos stegh stoma suko sunnefo sfuri " +
  "sxoleio tacidi tauros texnh tzaki tigrhs timoni toixos toco trapezi trigwno troxos turi ugeia upnos ufasma faghto " +
  "faros feggari fqinopwro fidi filos floga forema fournos fraoula frudi fullo fwlia fwnh xali xarths xeimwnas xelwna " +
  "xeri xioni xoros xrwma xumos xwra yaqa yari yuxh ywmi wkeanos wmos";

function greekOf(betaCode: string): string {
  let word = "";
  for (let i = 0; i < betaCode.length; i++) {
    const place = LETTERS.indexOf(betaCode.charAt(i));
    word += String.fromCharCode(ALPHA + (place < SIGMA ? place : place + 1));
  }
  return word;
}

/** All 256 of them. Needs a platform whose strings hold more than Latin letters. */
export function greekCheckWords(): string[] {
  const words = WORDS.split(" ");
  const greek: string[] = [];
  for (let i = 0; i < words.length; i++) greek.push(greekOf(words[i] as string));
  return greek;
}
