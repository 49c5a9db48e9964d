package dev.socle.names.server;

/** One change to what a store keeps. */
public sealed interface StoreChange {

    /** Keeps a registration, in place of an earlier one of the same key. */
    record Put(LeaseTerms terms) implements StoreChange {}

    /** Forgets a registration, if it still is of that incarnation; if not, nothing changes. */
    record Remove(LeaseKey key, long incarnation) implements StoreChange {}
}
