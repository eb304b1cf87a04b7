/** Something that the person who runs the broker can put right; the sentence says how, and holds no secret. */
export class BrokerProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "BrokerProblem";
  }
}
