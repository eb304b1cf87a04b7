import type { Place } from "./place.ts";

/**
 * What a guardian wants to hear of: that the wearer came into a piece of land or left it. The device knows fences by
 * their numbers alone; what they are called stays with the guardian.
 */
export interface Fence {
  /** 0 up to MAX_FENCES; one guardian's numbers say nothing to another's. */
  number: number;
  shape: FenceShape;
  calendar: FenceCalendar;
}

export type FenceShape = FenceCircle | FencePolygon;

export interface FenceCircle {
  kind: "circle";
  centre: Place;
  radiusM: number;
}

/** Its edges are the shortest lines along the ground. Where it crosses itself, what is enclosed twice is outside. */
export interface FencePolygon {
  kind: "polygon";
  /** MIN_VERTICES to MAX_VERTICES corners in either direction round, the first not repeated. */
  vertices: Place[];
}

/** When a fence is watched, in the wearer's civil time; never outside the hours that were agreed to. */
export interface FenceCalendar {
  /** Bit 0 is Monday, bit 6 is Sunday: the days on which watching begins. */
  days: number;
  /** Minutes after local midnight. From 0 to 1440 is the whole day; past midnight when `toMinute` is the smaller. */
  fromMinute: number;
  toMinute: number;
}

/** For each guardian. */
export const MAX_FENCES = 8;
export const MIN_VERTICES = 3;
export const MAX_VERTICES = 24;
/** A smaller circle lies within the errors of a receiver among houses: it could never be decided on. */
export const MIN_RADIUS_M = 50;
/** How far a fence may reach from its middle: so far the plane it is drawn on is right to a metre. */
export const MAX_REACH_M = 50000;
