import { isPseudonym, MAX_TOPICS_PER_CLIENT } from "./access.ts";

interface Subscriber {
  id: string;
}

interface StoredSubscription {
  clientId: string;
}

/** The part of aedes's session store that is put on a leash here; its types are not published. */
export interface Sessions {
  addSubscriptions(client: Subscriber, subscriptions: { topic: string }[]): Promise<void>;
  subscriptionsByClient(client: Subscriber): Promise<unknown[]>;
  outgoingEnqueue(subscription: StoredSubscription, packet: object): Promise<void>;
  outgoingEnqueueCombi(subscriptions: StoredSubscription[], packet: object): Promise<void>;
  outgoingClearMessageId(client: Subscriber, packet: object): Promise<unknown>;
}

/** Frames kept for one client that is away: more than two weeks of one a minute, some 20 MB at most. */
export const MAX_QUEUED_PER_CLIENT = 25_000;

/**
 * aedes keeps everything for an absent client without limit, and stores every topic of a SUBSCRIBE when only one of
 * them was granted, so that a refused wildcard would still gather messages. Both end here. A full queue drops the
 * newest, as Mosquitto does; the device sends again until its guardian acknowledges.
 */
export function boundSessions(sessions: Sessions, limit = MAX_QUEUED_PER_CLIENT): void {
  const queued = new Map<string, number>();
  const add = sessions.addSubscriptions.bind(sessions);
  const enqueue = sessions.outgoingEnqueue.bind(sessions);
  const enqueueAll = sessions.outgoingEnqueueCombi.bind(sessions);
  const clear = sessions.outgoingClearMessageId.bind(sessions);

  function takes({ clientId }: StoredSubscription): boolean {
    const count = queued.get(clientId) ?? 0;
    if (count >= limit) return false;
    queued.set(clientId, count + 1);
    return true;
  }

  sessions.addSubscriptions = async (client, subscriptions) => {
    const kept = await sessions.subscriptionsByClient(client);
    const room = Math.max(0, MAX_TOPICS_PER_CLIENT - kept.length);
    await add(client, subscriptions.filter(({ topic }) => isPseudonym(topic)).slice(0, room));
  };
  sessions.outgoingEnqueue = async (subscription, packet) => {
    if (takes(subscription)) await enqueue(subscription, packet);
  };
  sessions.outgoingEnqueueCombi = (subscriptions, packet) => enqueueAll(subscriptions.filter(takes), packet);
  sessions.outgoingClearMessageId = async (client, packet) => {
    const cleared = await clear(client, packet);
    if (cleared !== null && cleared !== undefined) queued.set(client.id, Math.max(0, (queued.get(client.id) ?? 0) - 1));
    return cleared;
  };
}
