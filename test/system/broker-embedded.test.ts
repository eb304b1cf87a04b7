import { startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { brokerSuite, DEVICE, GUARDIAN } from "./broker-suite.ts";

brokerSuite("embedded", { tls: false }, async () => {
  let said = "";
  const writers = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = ((chunk: string | Uint8Array) => {
      said += String(chunk);
      return write(chunk);
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  const broker = await startEmbeddedBroker({ port: 0, credentials: [DEVICE, GUARDIAN] });
  return {
    url: broker.url,
    tls: null,
    said: () => said,
    async close() {
      await broker.close();
      for (const restore of writers) restore();
    },
  };
});
