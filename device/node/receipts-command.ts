import { readFileSync, statSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { RECEIPTS } from "../core/receipts.ts";
import { RECEIPT_BYTES } from "../protocol/receipt.ts";
import { type ToldHead, verifyReceipts } from "../protocol/receipt-verify.ts";
import { nodeCipher } from "./cipher.ts";
import { ConfigProblem, readConfig } from "./config.ts";
import { freshReceiptKey, hasReceipts, keepReceipt, provisionReceipts, receiptLogIn } from "./receipts-keep.ts";
import { keyText, readKeyText } from "./receipts-key.ts";
import { MAX_RECEIPT_FILE, receiptLines, verdictText } from "./receipts-text.ts";
import { openStateStore } from "./state-store.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;

function finish(work: () => number): void {
  try {
    process.exitCode = work();
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    process.stderr.write(`lychnos: ${error.message}\n`);
    process.exitCode = EXIT_CONFIG;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Never over something that is there: it may be the only copy of a history or of a key. */
function writeNew(path: string, bytes: Uint8Array | string): void {
  try {
    writeFileSync(path, bytes, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "EEXIST" ? "it exists already; name another file" : String(code);
    throw new ConfigProblem(`cannot write ${path}: ${why}.`);
  }
}

function readFile(path: string): Uint8Array {
  try {
    if (statSync(path).size > MAX_RECEIPT_FILE) throw new ConfigProblem(`${path} is larger than any file of receipts.`);
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof ConfigProblem) throw error;
    throw new ConfigProblem(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

function headOf(text: string, others: ToldHead[] = []): ToldHead[] {
  const match = /^(\d{1,10}):([0-9a-f]{16,32})$/i.exec(text);
  const digits = match?.[2] ?? "";
  if (match === null || digits.length % 2 !== 0)
    throw new InvalidArgumentError(`A head is COUNT:HASH, for example 12:0123456789abcdef, not "${text}".`);
  return [...others, { count: Number(match[1]), head: new Uint8Array(Buffer.from(digits, "hex")) }];
}

function logOf(configFile: string): Uint8Array {
  const log = receiptLogIn(readConfig(configFile).stateDir, nodeCipher());
  if (log === null) throw new ConfigProblem("this device keeps no receipts yet. Run: lychnos receipts key --config FILE");
  return log;
}

interface KeyOptions {
  config: string;
  out?: string;
  anew?: string;
}

function makeKey({ config, out, anew }: KeyOptions): number {
  const { stateDir } = readConfig(config);
  const cipher = nodeCipher();
  const store = openStateStore(stateDir);
  try {
    const old = receiptLogIn(stateDir, cipher);
    if ((old !== null || hasReceipts(store)) && anew === undefined)
      throw new ConfigProblem(
        "this device has a key already, and does not know it any more: it keeps only the next one. If yours is lost, begin anew with: --anew FILE-FOR-THE-OLD-RECEIPTS",
      );
    if (anew !== undefined) writeNew(anew, old ?? new Uint8Array(0));
    const key = freshReceiptKey();
    if (out !== undefined) writeNew(out, keyText(key));
    else say(`Write this down and keep it away from the device. It is shown this once.\n\n${keyText(key)}`);
    if (anew !== undefined && !store.erase(RECEIPTS))
      throw new ConfigProblem("the old receipts could not be taken away; the device goes on with them and its old key.");
    provisionReceipts(store, key);
    if (anew !== undefined)
      keepReceipt(cipher, store, "reset", (old ?? []).length / RECEIPT_BYTES, Math.floor(Date.now() / 1000));
    if (out !== undefined) say(`The key is in ${out}. Give it to the wearer, and keep no copy on the device.`);
    return 0;
  } finally {
    store.close();
  }
}

function show(configFile: string): number {
  for (const line of receiptLines(logOf(configFile))) say(line);
  return 0;
}

function exportTo(configFile: string, out: string): number {
  writeNew(out, logOf(configFile));
  return 0;
}

interface VerifyOptions {
  key: string;
  head?: ToldHead[];
  list?: true;
}

function verify(file: string, options: VerifyOptions): number {
  const log = readFile(file);
  const key = readKeyText(new TextDecoder().decode(readFile(options.key)));
  const told = options.head ?? [];
  const verdict = verifyReceipts(nodeCipher(), key, log, told);
  if (options.list === true) for (const line of receiptLines(log)) say(line);
  say(verdictText(verdict));
  if (verdict.sound && told.length === 0)
    say("Whether the end was cut off is only seen with a head that was told before: --head COUNT:HASH");
  return verdict.sound ? 0 : 1;
}

/** `lychnos receipts`: the wearer's own copy of what happened, and the means to check it without anyone's help. */
export function receiptsCommand(): Command {
  const config = ["--config <file>", "device configuration (JSON)"] as const;
  const receipts = new Command("receipts").description("what happened to the wearer's rights, and proof that nobody changed it");
  receipts
    .command("key")
    .description("make the wearer's key to the receipts; once, before the first consent")
    .requiredOption(...config)
    .option("--out <file>", "write the key there instead of on the screen")
    .option("--anew <file>", "begin again with a new key; the old receipts go into this file")
    .action((options: KeyOptions) => finish(() => makeKey(options)));
  receipts
    .command("show")
    .description("list the receipts; works while the device runs")
    .requiredOption(...config)
    .action((options: { config: string }) => finish(() => show(options.config)));
  receipts
    .command("export")
    .description("copy the receipts into a file; works while the device runs")
    .requiredOption(...config)
    .requiredOption("--out <file>", "a file that does not exist yet")
    .action((options: { config: string; out: string }) => finish(() => exportTo(options.config, options.out)));
  receipts
    .command("verify")
    .description("say whether an exported file is genuine, and name the first bad record if not")
    .argument("<file>", "what `lychnos receipts export` wrote")
    .requiredOption("--key <file>", "the wearer's key")
    .option("--head <count:hash>", "a head that was told earlier; may be given more than once", headOf)
    .option("--list", "print the receipts too")
    .action((file: string, options: VerifyOptions) => finish(() => verify(file, options)));
  return receipts;
}
