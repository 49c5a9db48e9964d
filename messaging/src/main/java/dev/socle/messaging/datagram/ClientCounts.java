package dev.socle.messaging.datagram;

/**
 * What a datagram client has done so far.
 *
 * @param sent datagrams that were sent
 * @param resent those among them that said the same again after a wait
 * @param challenged answers that asked for a proof of this client's address, or named another incarnation
 * @param late answers to what nobody waits for any more, twice answered or never asked
 * @param foreign datagrams that are no answers, or not to what was asked
 */
public record ClientCounts(long sent, long resent, long challenged, long late, long foreign) {}
