/** Where the stand-in lives under our own address. */
export const standInPath = "/proefinlog";
