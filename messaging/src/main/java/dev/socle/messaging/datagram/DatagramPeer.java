package dev.socle.messaging.datagram;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Session;
import dev.socle.messaging.session.Setup;
import dev.socle.transport.Address;
import dev.socle.transport.Datagrams;
import dev.socle.transport.PeerIdentity;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who sent a datagram, as handlers see it: it has an address, and that is all. It cannot be asked back, and there is
 * nothing to end.
 */
record DatagramPeer(Datagrams datagrams, InetSocketAddress client) implements Session {

    private static final Setup SETUP =
            new Setup(0, 0, MimeType.COMPOSITE_METADATA, MimeType.JSON, new byte[0], new byte[0]);

    @Override
    public Setup setup() {
        return SETUP;
    }

    @Override
    public Address localAddress() {
        return datagrams.localAddress();
    }

    @Override
    public Address remoteAddress() {
        return Address.of("udp", NetUtil.toAddressString(client.getAddress()), client.getPort());
    }

    @Override
    public PeerIdentity peer() {
        return PeerIdentity.unknown();
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public Mono<Void> onClose() {
        return Mono.never();
    }

    @Override
    public Mono<Void> close(Duration grace) {
        return Mono.empty();
    }

    @Override
    public void dispose() {}

    @Override
    public @Nullable Session current() {
        return null;
    }

    @Override
    public Mono<Session> connect() {
        return Mono.error(InteractionException.of(
                ErrorCode.REJECTED,
                "Client " + remoteAddress() + " cannot be asked back: datagrams go one way and answers the other;"
                        + " take an address with connections, such as tcp://"));
    }
}
