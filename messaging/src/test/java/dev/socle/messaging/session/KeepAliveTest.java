package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.RESPOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sections 1.G and 1.H of the requirements on the wire, KEEPALIVE and LEASE; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class KeepAliveTest {

    private static final SessionOptions QUICK =
            SessionOptions.defaults().withKeepAlive(Duration.ofMillis(50), Duration.ofSeconds(60));

    // 74, 75, 82
    @Test
    void aClientSendsThemAsOftenAsItSaid() {
        try (Wire wire = Wire.client(QUICK)) {
            long before = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                ReceivedFrame frame = wire.peer.expect(FrameType.KEEPALIVE, 0);
                assertThat(frame.hex()).isEqualTo("000000000c800000000000000000");
            }
            assertThat(System.nanoTime() - before)
                    .isGreaterThan(Duration.ofMillis(150).toNanos());
        }
    }

    // 80: under load too
    @Test
    void aClientSendsThemUnderLoad() {
        try (Wire wire = Wire.client(QUICK)) {
            Disposable stream = wire.session.requestStream(Payload.of("x")).subscribe(Payload::release);
            int keepAlives = 0;
            wire.peer.expect(FrameType.REQUEST_STREAM, 1);
            while (keepAlives < 2) {
                wire.peer.send(Frames.payload(1, Frames.NEXT, "item"));
                if (wire.peer.available() > 0) {
                    wire.peer.expect(FrameType.KEEPALIVE, 0);
                    keepAlives++;
                }
            }
            stream.dispose();
        }
    }

    // 77: the same data goes back, in either role
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneThatWantsAnAnswerGetsIt(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            for (String data : new String[] {"", "hi", "x".repeat(1024)}) {
                wire.peer.send(Frames.keepAlive(RESPOND, 42, data));
                ReceivedFrame answer = wire.peer.expect(FrameType.KEEPALIVE, 0);
                assertThat(answer.has(RESPOND)).isFalse();
                assertThat(answer.position()).isZero();
                assertThat(answer.data()).isEqualTo(data);
            }
        }
    }

    // 78
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneThatWantsNoneGetsNone(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.keepAlive(0, 0, "hi"), Frames.keepAlive(0, Long.MAX_VALUE, ""));
            wire.probe();
        }
    }

    // 85
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void oneWithTooMuchToEchoEndsTheConnection(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.keepAlive(RESPOND, 0, "x".repeat(1025)));
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // 79: a client whose server says nothing; every stream hears of it once
    @Test
    void aClientClosesWhenTheServerIsSilent() {
        SessionOptions options = SessionOptions.defaults().withKeepAlive(Duration.ofMillis(50), Duration.ofMillis(200));
        try (Wire wire = Wire.client(options)) {
            RecordingSubscriber one = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("a")).subscribe(one);
            RecordingSubscriber many = new RecordingSubscriber(1);
            wire.session.requestStream(Payload.of("b")).subscribe(many);
            for (RecordingSubscriber subscriber : new RecordingSubscriber[] {one, many}) {
                ConnectionException failure = (ConnectionException) subscriber.awaitFailure();
                assertThat(failure.reason()).isEqualTo(ConnectionException.Reason.SILENT);
                assertThat(failure.mayHaveBeenProcessed()).isTrue();
            }
            ConnectionException closed = (ConnectionException) org.assertj.core.api.Assertions.catchThrowable(
                    () -> wire.session.onClose().block(Wire.SOON));
            assertThat(closed.reason()).isEqualTo(ConnectionException.Reason.SILENT);
        }
    }

    // 79, S7: a server whose client says nothing, within its lifetime and one interval
    @Test
    void aServerClosesWhenTheClientIsSilent() {
        byte[] setup = Frames.setup(1, 0, 500, 600, 0);
        try (Wire wire = Wire.server(SessionOptions.defaults(), setup, 0)) {
            wire.peer.expectEnd(ErrorCode.CONNECTION_ERROR);
        }
    }

    // 79, 80: whatever arrives is a sign of life
    @Test
    void anyFrameIsASignOfLife() {
        SessionOptions options = SessionOptions.defaults().withKeepAlive(Duration.ofMillis(50), Duration.ofMillis(500));
        try (Wire wire = Wire.client(options)) {
            long until = System.nanoTime() + Duration.ofMillis(1200).toNanos();
            while (System.nanoTime() < until) {
                wire.peer.expect(FrameType.KEEPALIVE, 0); // one each 50 ms
                wire.peer.send(Frames.requestN(2, 1));
            }
            assertThat(wire.session.isOpen()).isTrue();
        }
    }

    // 81: they do not wait behind what streams still have to send
    @Test
    void anAnswerGoesAheadOfBulk() {
        SessionOptions options = SessionOptions.defaults()
                .withConnection(ConnectionOptions.defaults().withOutbound(8 * 1024, 32 * 1024));
        Responder bulk = new Responder() {
            @Override
            public Flux<Payload> requestStream(Payload request) {
                request.release();
                return Flux.range(0, 100_000).map(n -> Payload.of(new byte[1000]));
            }
        };
        try (Listening listening = Listening.open(options, session -> Mono.just(RequestHandler.of(bulk)));
                ScriptedPeer peer = ScriptedPeer.connect(listening.address(), 4096)) {
            peer.send(Frames.setup(), Frames.requestStream(1, Integer.MAX_VALUE, "ask"));
            SessionEngine session = listening.session();
            Soon.until(() -> !session.connection().isWritable());
            peer.send(Frames.keepAlive(RESPOND, 0, "there?"));
            int items = 0;
            for (ReceivedFrame frame = peer.receive(); frame.type() != FrameType.KEEPALIVE; frame = peer.receive()) {
                items++;
            }
            assertThat(items).isLessThan(10_000); // what lay in the sockets of both sides, not what the stream had left
        }
    }

    // 95, 96: no lease was agreed on
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void leasesAreIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.lease(0), Frames.lease(wire.ownStream(0)), Frames.lease(wire.peerStream()));
            wire.probe();
        }
    }
}
