/**
 * The same bytes must give the same fixes on Node and in the microcontroller's interpreter: leading zeros, three-digit
 * degrees, midnight, a receiver that loses its fix.
 */
export const CYCLE = {
  lines: [
    "GNRMC,235959.00,A,0131.0000000,N,01131.0000000,E,0.013,,311226,,,D,V",
    "GNGGA,235959.00,0131.0000000,N,01131.0000000,E,2,12,0.49,1129.913,M,-21.350,M,,0278",
    "GPGSV,1,1,01,01,53,280,36",
    "GNRMC,000000.00,A,0131.0000001,S,17959.9999999,W,10.0,077.0,010127,,,R,V",
    "GNGST,000000.00,1.8,,,,0.6,0.8,2.2",
    "GNGGA,000000.00,0131.0000001,S,17959.9999999,W,4,09,0.80,-8.5,M,-21.350,M,,0278",
    "GNRMC,000001.00,V,,,,,,,010127,,,N,V",
    "GNGGA,000001.00,,,,,0,00,99.99,,M,,M,,",
  ],
  fixes: [
    {
      timeMs: 1798761599000,
      latE9: 1516666667,
      lonE9: 11516666667,
      altitudeM: 1129.913,
      hdop: 0.49,
      satellites: 12,
      courseDeg: null,
      accuracyM: null,
      quality: "differential",
    },
    {
      timeMs: 1798761600000,
      latE9: -1516666668,
      lonE9: -179999999998,
      altitudeM: -8.5,
      hdop: 0.8,
      satellites: 9,
      courseDeg: 77,
      accuracyM: 1,
      quality: "rtk",
    },
  ],
  refused: ["not-valid:RMC", "not-valid:GGA"],
  named: ["GSV"],
};
