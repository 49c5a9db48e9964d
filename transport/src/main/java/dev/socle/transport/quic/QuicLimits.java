package dev.socle.transport.quic;

import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/**
 * What each side lets the other do.
 *
 * <p><b>Threading:</b> certificates are checked and signatures made on threads that may block, as both may read files; the
 * rest of a handshake is on the event loop.
 * <p><b>Limits:</b> one stream in both directions, which the client opens, and none in one direction; 1 MiB that are sent
 * and not read, which the codec widens to 24 MiB for a reader that keeps up; datagrams of 1,200 bytes, because every path
 * carries these; no sign of life for 5 minutes, as long as a session may wait for one; no change of addresses.
 * <p><b>Source:</b> RFC 9000, sections 4, 9, 10.1 and 14.
 */
final class QuicLimits {

    static final long IDLE_MINUTES_MAX = 5;

    private static final int WINDOW_BYTES = 1024 * 1024;
    private static final int DATAGRAM_BYTES = 1_200;
    static final int DATAGRAM_BYTES_MAX = 1_500;
    private static final int CONNECTION_IDS_MAX = 2;

    private QuicLimits() {}

    static QuicClientCodecBuilder client() {
        return limited(new QuicClientCodecBuilder())
                .initialMaxStreamsBidirectional(0)
                .initialMaxStreamDataBidirectionalLocal(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(0);
    }

    static QuicServerCodecBuilder server() {
        return limited(new QuicServerCodecBuilder())
                .initialMaxStreamsBidirectional(1)
                .initialMaxStreamDataBidirectionalLocal(0)
                .initialMaxStreamDataBidirectionalRemote(WINDOW_BYTES);
    }

    private static <B extends QuicCodecBuilder<B>> B limited(B builder) {
        return builder.sslTaskExecutor(task -> Schedulers.boundedElastic().schedule(task))
                .initialMaxData(WINDOW_BYTES)
                .initialMaxStreamsUnidirectional(0)
                .initialMaxStreamDataUnidirectional(0)
                .maxIdleTimeout(IDLE_MINUTES_MAX, TimeUnit.MINUTES)
                .maxSendUdpPayloadSize(DATAGRAM_BYTES)
                .maxRecvUdpPayloadSize(DATAGRAM_BYTES_MAX)
                .activeConnectionIdLimit(CONNECTION_IDS_MAX)
                .activeMigration(false);
    }
}
