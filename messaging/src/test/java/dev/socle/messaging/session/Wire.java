package dev.socle.messaging.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.frame.FrameType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A session of ours, as client or server, and a scripted peer at the other end of its connection. */
final class Wire implements AutoCloseable {

    /** Which side is ours. */
    enum Role {
        CLIENT,
        SERVER
    }

    static final Duration SOON = Duration.ofSeconds(30);

    final ScriptedPeer peer;
    final SessionEngine session;
    final ManualResponder responder;
    private final Role role;
    private final @Nullable SessionServer server;
    private int peerStreams;

    private Wire(
            Role role, ScriptedPeer peer, Session session, ManualResponder responder, @Nullable SessionServer server) {
        this.role = role;
        this.peer = peer;
        this.session = (SessionEngine) session;
        this.responder = responder;
        this.server = server;
        this.peerStreams = role == Role.SERVER ? -1 : 0;
    }

    static Wire open(Role role) {
        return open(role, SessionOptions.defaults());
    }

    static Wire open(Role role, SessionOptions options) {
        return role == Role.CLIENT ? client(options) : server(options);
    }

    static Wire open(Role role, SessionLimits limits) {
        return open(role, SessionOptions.defaults().withLimits(limits));
    }

    /** Our client, connected to the peer; its SETUP is read already. */
    static Wire client(SessionOptions options) {
        Wire wire = unreadClient(options);
        wire.peer.expect(FrameType.SETUP, 0);
        return wire;
    }

    static Wire unreadClient(SessionOptions options) {
        ManualResponder responder = new ManualResponder();
        TestTransport transport = TestTransport.current();
        try (PeerListener listener = transport.listen()) {
            CompletableFuture<Session> session = Session.connect(
                            listener.address(), transport.with(options), RequestHandler.of(responder))
                    .toFuture();
            ScriptedPeer peer = ScriptedPeer.accept(listener);
            return new Wire(Role.CLIENT, peer, session.get(30, TimeUnit.SECONDS), responder, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our server, to which the peer has connected and said SETUP. */
    static Wire server(SessionOptions options) {
        return server(options, Frames.setup(), 0);
    }

    static Wire server(SessionOptions options, byte[] setup, int peerReceiveBytes) {
        ManualResponder responder = new ManualResponder();
        BlockingQueue<Session> accepted = new LinkedBlockingQueue<>();
        TestTransport transport = TestTransport.current();
        SessionServer server = SessionServer.listen(
                        transport.address(), transport.with(options), accepting(responder, accepted))
                .block(SOON);
        ScriptedPeer peer = ScriptedPeer.connect(server.address(), peerReceiveBytes);
        peer.send(setup);
        try {
            Session session = accepted.poll(30, TimeUnit.SECONDS);
            assertThat(session).isNotNull();
            session.connect().block(SOON);
            return new Wire(Role.SERVER, peer, session, responder, server);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionAcceptor accepting(ManualResponder responder, BlockingQueue<Session> accepted) {
        return session -> {
            accepted.add(session);
            return Mono.just(RequestHandler.of(responder));
        };
    }

    /** A number for a new stream of the peer. */
    int peerStream() {
        peerStreams += 2;
        return peerStreams;
    }

    /** The number of the first stream that our side starts, or of one after it. */
    int ownStream(int index) {
        return role == Role.CLIENT ? 1 + 2 * index : 2 + 2 * index;
    }

    /** Everything before was survived: a request is answered, and nothing else came before the answer. */
    void probe() {
        int streamId = peerStream();
        peer.send(Frames.requestResponse(streamId, "probe " + streamId));
        peer.expectPayload(streamId, Frames.NEXT | Frames.COMPLETE, "probe " + streamId);
    }

    /** Our side holds nothing more. */
    void assertIdle() {
        Soon.asserted(() -> assertThat(session.load().block(SOON)).isEqualTo(EngineLoad.NONE));
    }

    @Override
    public void close() {
        peer.close();
        session.dispose();
        session.onClose().onErrorComplete().block(SOON);
        if (server != null) {
            server.close(Duration.ofMillis(1)).block(SOON);
        }
    }
}
