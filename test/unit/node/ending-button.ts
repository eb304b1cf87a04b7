import { evdevButton } from "../../../device/node/evdev-button.ts";

/** A program that listens to the button named by its argument, stops, and has nothing else to do. */
export async function main(args: string[]): Promise<number> {
  const button = evdevButton({ device: args[0] ?? "", key: 256 });
  button.start(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  button.stop();
  process.once("beforeExit", () => {
    process.stdout.write("nothing is left to do\n");
    process.exit(0);
  });
  // Whoever runs this would end the program with the exit code; it must end without.
  return new Promise(() => undefined);
}
