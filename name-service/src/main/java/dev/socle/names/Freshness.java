package dev.socle.names;

/** How far a snapshot can be trusted to show what is alive now. */
public enum Freshness {
    /** The name server hears of every instance in it. */
    LIVE,
    /** The name server has restarted and has not heard of every instance in it since. */
    RECOVERED,
    /** The name server cannot be heard; this is what was known when it last could. */
    STALE
}
