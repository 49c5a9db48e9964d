package dev.socle.messaging.datagram;

/**
 * What a datagram server has done so far.
 *
 * @param executed requests and notes that were handed to the handler
 * @param duplicates copies of such that were not
 * @param challenged requests without a proof of their address, or for another incarnation
 * @param rejected requests for which there was no room
 * @param ignored datagrams that were not answered: not ours, malformed, answers, from ports below 1,024, or from itself
 */
public record ServerCounts(long executed, long duplicates, long challenged, long rejected, long ignored) {}
