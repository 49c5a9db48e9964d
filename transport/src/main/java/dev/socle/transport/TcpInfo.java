package dev.socle.transport;

/**
 * What the system has measured on a TCP connection.
 *
 * <p><b>Source:</b> {@code tcp_info} of Linux.
 *
 * @param roundTripMicros smoothed time of a round trip, in microseconds
 * @param roundTripVarianceMicros how much round trips differ, in microseconds
 * @param congestionWindowSegments segments that may be under way
 * @param retransmits segments that were sent again, since the connection was opened
 * @param unacknowledgedSegments segments under way now
 * @param segmentBytes bytes of a segment at the most, on the way out
 * @param pathBytes bytes of an IP packet at the most, on the way out
 */
public record TcpInfo(
        long roundTripMicros,
        long roundTripVarianceMicros,
        long congestionWindowSegments,
        long retransmits,
        long unacknowledgedSegments,
        long segmentBytes,
        long pathBytes) {}
