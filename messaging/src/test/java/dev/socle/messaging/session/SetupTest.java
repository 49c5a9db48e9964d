package dev.socle.messaging.session;

import static dev.socle.messaging.session.Frames.COMPLETE;
import static dev.socle.messaging.session.Frames.NEXT;
import static dev.socle.messaging.session.Frames.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.Payload;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import dev.socle.transport.ConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Section 1.E of the requirements on the wire, SETUP and connection establishment; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class SetupTest {

    // 37, 40, 43
    @Test
    void aClientBeginsWithSetup() {
        SessionOptions options = SessionOptions.defaults()
                .withKeepAlive(Duration.ofMillis(500), Duration.ofMillis(1500))
                .withDataMimeType(MimeType.parse("text/plain"));
        try (Wire wire = Wire.unreadClient(options)) {
            assertThat(wire.peer.expect(FrameType.SETUP, 0).hex())
                    .isEqualTo(
                            "00000000040000010000000001f4000005dc276d6573736167652f782e72736f636b65742e636f6d706f7369"
                                    + "74652d6d657461646174612e76300a746578742f706c61696e");
            wire.probe();
        }
    }

    static Stream<Arguments> wrongFirstFrames() {
        return Stream.of(
                Arguments.of("a request", Frames.requestResponse(1, "probe")),
                Arguments.of("SETUP on a stream", Frames.frame(1, FrameType.SETUP, 0, new byte[40])),
                Arguments.of("RESUME on a stream", Frames.frame(1, FrameType.RESUME, 0, new byte[40])),
                Arguments.of("KEEPALIVE", Frames.keepAlive(Frames.RESPOND, 0, "")),
                Arguments.of("an unknown type", Frames.frame(0, 0x20, Frames.IGNORE)),
                Arguments.of("a stream number with its top bit set", Frames.frame(-1, FrameType.SETUP, 0)),
                Arguments.of("half a SETUP", Frames.frame(0, FrameType.SETUP, 0, Frames.int2(1), Frames.int2(0))),
                Arguments.of("a SETUP whose MIME type goes on for ever", mimeLengthBeyondTheEnd()),
                Arguments.of("no header", new byte[] {0, 0, 3, 0, 0, 0}));
    }

    private static byte[] mimeLengthBeyondTheEnd() {
        byte[] frame = Frames.setup();
        frame[3 + FrameHeader.BYTES + 12] = (byte) 200;
        return frame;
    }

    // 38, and whatever is behind the first frame goes unheard
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFirstFrames")
    void anythingElseFirstIsRefused(String what, byte[] first) {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(first, Frames.setup(), Frames.requestResponse(1, "probe"));
            peer.expectEnd(ErrorCode.INVALID_SETUP);
            assertThat(listening.asked).hasValue(0);
            listening.assertServes();
        }
    }

    // 39
    @Test
    void aClientThatSaysNothingIsClosedInTime() {
        try (Listening listening = Listening.open(SessionLimits.defaults().withSetupTimeout(Duration.ofMillis(100)));
                ScriptedPeer silent = listening.connect();
                ScriptedPeer slow = listening.connect()) {
            slow.send(new byte[] {0, 0, 40, 0, 0});
            if (TestTransport.current() == TestTransport.QUIC) {
                silent.expectClosed(); // on a stream whose first bytes have not come, nothing can be said
            } else {
                silent.expectEnd(ErrorCode.INVALID_SETUP);
            }
            slow.expectEnd(ErrorCode.INVALID_SETUP);
            listening.assertServes();
        }
    }

    // 40: INVALID_SETUP, because a client may be too recent
    @ParameterizedTest
    @ValueSource(strings = {"2.0", "0.1", "1.1", "65535.0"})
    void anotherVersionIsRefused(String version) {
        String[] parts = version.split("\\.", -1);
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 20_000, 90_000, 0));
            assertThat(peer.expectEnd(ErrorCode.INVALID_SETUP).errorText()).contains(version);
            assertThat(listening.asked).hasValue(0);
        }
    }

    // 41
    @ParameterizedTest
    @ValueSource(strings = {"0 90000", "20000 0", "-1 90000", "20000 -1"})
    void aKeepAliveOfNothingIsRefused(String times) {
        String[] parts = times.split(" ", -1);
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(1, 0, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0));
            peer.expectEnd(ErrorCode.INVALID_SETUP);
            assertThat(listening.asked).hasValue(0);
        }
    }

    // A hostile keep-alive is kept within bounds.
    @Test
    void keepAlivesAreClamped() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(1, 0, 1, Integer.MAX_VALUE, 0));
            Setup setup = listening.session().setup();
            assertThat(setup.keepAliveMillis()).isEqualTo(500);
            assertThat(setup.lifetimeMillis()).isEqualTo(300_000);
        }
    }

    // 42, 47: a token is there, and there is no resumption
    @Test
    void aResumableSetupIsRefused() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send("000022 0000000005c00001000000004e2000015f9000017403612f6203632f640000016d64");
            peer.expectEnd(ErrorCode.REJECTED_SETUP);
            assertThat(listening.asked).hasValue(0);
        }
    }

    // 176
    @Test
    void resumingIsRefused() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.resume());
            peer.expectEnd(ErrorCode.REJECTED_RESUME);
            assertThat(listening.asked).hasValue(0);
        }
    }

    // 49
    @Test
    void aSetupUnderLeaseIsRefused() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(1, 0, 20_000, 90_000, FrameHeader.LEASE));
            peer.expectEnd(ErrorCode.UNSUPPORTED_SETUP);
            assertThat(listening.asked).hasValue(0);
        }
    }

    // 43, 44: lengths are unsigned
    @Test
    void mimeTypesOf128BytesAreRead() {
        String longMime = "text/" + "x".repeat(123);
        byte[] setup = Frames.frame(
                0,
                FrameType.SETUP,
                0,
                Frames.int2(1),
                Frames.int2(0),
                Frames.int4(20_000),
                Frames.int4(90_000),
                Frames.mime(longMime),
                Frames.mime("text/" + "y".repeat(123)));
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(setup, Frames.requestResponse(1, "probe"));
            peer.expectPayload(1, NEXT | COMPLETE, "probe");
            Setup read = listening.session().setup();
            assertThat(read.metadataMimeType().name()).isEqualTo(longMime);
            assertThat(read.dataMimeType().name()).endsWith("yy");
        }
    }

    // 45
    @Test
    void metadataAndDataOfTheSetupReachTheAcceptor() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(
                    1, 0, 20_000, 90_000, FrameHeader.METADATA, Frames.metadata("who"), bytes("and what")));
            Setup setup = listening.session().setup();
            assertThat(new String(setup.metadata(), UTF_8)).isEqualTo("who");
            assertThat(new String(setup.data(), UTF_8)).isEqualTo("and what");
        }
    }

    // 48, 61: the acceptor says no, and why
    @Test
    void whatTheAcceptorSaysReachesTheClient() {
        SessionAcceptor refusing =
                session -> Mono.error(InteractionException.of(ErrorCode.REJECTED, "only on Mondays"));
        try (Listening listening = Listening.open(refusing);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            assertThat(peer.expectEnd(ErrorCode.REJECTED_SETUP).errorText()).isEqualTo("only on Mondays");
        }
    }

    static Stream<Arguments> uselessAcceptors() {
        return Stream.of(
                Arguments.of("fails", (SessionAcceptor) session -> Mono.error(new IllegalStateException("db is down"))),
                Arguments.of("throws", (SessionAcceptor) session -> {
                    throw new IllegalStateException("db is down");
                }),
                Arguments.of("gives null", (SessionAcceptor) session -> null),
                Arguments.of("is empty", (SessionAcceptor) session -> Mono.empty()));
    }

    // 48: and says nothing of its insides
    @ParameterizedTest(name = "{0}")
    @MethodSource("uselessAcceptors")
    void anAcceptorThatDoesNotDecideRefuses(String what, SessionAcceptor acceptor) {
        try (Listening listening = Listening.open(acceptor);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            assertThat(peer.expectEnd(ErrorCode.REJECTED_SETUP).errorText()).doesNotContain("db is down");
        }
    }

    /** The client is not told, so that the log has to; once in ten seconds, as clients come again. */
    @Test
    void whyAnAcceptorFailedIsLogged() {
        AtomicInteger asked = new AtomicInteger();
        SessionAcceptor failing = session -> Mono.error(
                asked.getAndIncrement() == 0
                        ? InteractionException.of(ErrorCode.REJECTED, "closed on Mondays")
                        : new IllegalStateException("db is down"));
        try (CapturedLog log = new CapturedLog();
                Listening listening = Listening.open(failing)) {
            assertThat(refusal(listening)).isEqualTo("closed on Mondays");
            assertThat(log.text()).doesNotContain("An acceptor failed");

            assertThat(refusal(listening)).doesNotContain("db");
            assertThat(refusal(listening)).doesNotContain("db");
            assertThat(log.text()).containsOnlyOnce("An acceptor failed").contains("db is down");
        }
    }

    private static String refusal(Listening listening) {
        try (ScriptedPeer peer = listening.connectAndSetUp()) {
            return peer.expectEnd(ErrorCode.REJECTED_SETUP).errorText();
        }
    }

    // 48: an acceptor that never decides does not hold the connection for ever
    @Test
    void anAcceptorThatNeverDecidesIsNotAwaitedForEver() {
        SessionAcceptor never = session -> Mono.never();
        SessionOptions options =
                SessionOptions.defaults().withLimits(SessionLimits.defaults().withSetupTimeout(Duration.ofMillis(100)));
        try (Listening listening = Listening.open(options, never);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.expectEnd(ErrorCode.REJECTED_SETUP);
        }
    }

    // 50: requests behind SETUP, in one segment
    @Test
    void requestsBehindTheSetupAreAnswered() {
        try (Listening listening = Listening.open();
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(), Frames.requestResponse(1, "probe 1"), Frames.requestResponse(3, "probe 2"));
            peer.expectPayload(1, NEXT | COMPLETE, "probe 1");
            peer.expectPayload(3, NEXT | COMPLETE, "probe 2");
        }
    }

    // 51
    @Test
    void requestsBehindARefusedSetupAreNotExecuted() {
        ManualResponder responder = new ManualResponder();
        Sinks.One<RequestHandler> decision = Sinks.one();
        try (Listening listening = Listening.open(session -> decision.asMono());
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(), Frames.fireAndForget(1, "now"), Frames.requestResponse(3, "probe"));
            listening.session();
            decision.tryEmitError(InteractionException.of(ErrorCode.REJECTED, "no"));
            peer.expectEnd(ErrorCode.REJECTED_SETUP);
            assertThat(responder.handled).hasValue(0);
        }
    }

    // 52: nothing is answered before, nothing is lost, and nothing more is read than was there
    @Test
    void requestsWaitInTheSocketUntilTheAcceptorHasDecided() {
        ManualResponder responder = new ManualResponder();
        Sinks.One<RequestHandler> decision = Sinks.one();
        try (Listening listening = Listening.open(session -> decision.asMono());
                ScriptedPeer peer = listening.connect()) {
            peer.send(Frames.setup(), Frames.requestResponse(1, "probe 1"));
            listening.session();
            peer.send(Frames.requestResponse(3, "probe 2"));
            assertThat(peer.isSilentFor(50)).isTrue();
            decision.tryEmitValue(RequestHandler.of(responder));
            peer.expectPayload(1, NEXT | COMPLETE, "probe 1");
            peer.expectPayload(3, NEXT | COMPLETE, "probe 2");
        }
    }

    // 53: the server asks as soon as it has accepted, and an acceptor may ask in advance
    @Test
    void anAcceptorAsksItsClient() {
        Sinks.One<RequestHandler> decision = Sinks.one();
        Sinks.One<String> answer = Sinks.one();
        SessionAcceptor asking = session -> {
            session.requestResponse(Payload.of("who?"))
                    .map(SessionContract::text)
                    .subscribe(answer::tryEmitValue, answer::tryEmitError);
            return decision.asMono();
        };
        try (Listening listening = Listening.open(asking);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            listening.session();
            assertThat(peer.isSilentFor(20)).isTrue();
            decision.tryEmitValue(RequestHandler.rejecting());
            assertThat(peer.expect(FrameType.REQUEST_RESPONSE, 2).data()).isEqualTo("who?");
            peer.send(Frames.payload(2, NEXT | COMPLETE, "me"));
            assertThat(answer.asMono().block(Wire.SOON)).isEqualTo("me");
        }
    }

    // 53: what an acceptor asks of a client that it refuses fails, and was not executed
    @Test
    void whatAnAcceptorAsksOfARefusedClientFails() {
        Sinks.One<String> answer = Sinks.one();
        SessionAcceptor asking = session -> {
            session.requestResponse(Payload.of("who?"))
                    .map(SessionContract::text)
                    .subscribe(answer::tryEmitValue, answer::tryEmitError);
            return Mono.error(InteractionException.of(ErrorCode.REJECTED, "no"));
        };
        try (Listening listening = Listening.open(asking);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.expectEnd(ErrorCode.REJECTED_SETUP);
            Mono<String> asked = answer.asMono();
            assertThat(asked.map(told -> "")
                            .onErrorResume(
                                    ConnectionException.class,
                                    failure -> Mono.just(failure.reason() + " " + failure.mayHaveBeenProcessed()))
                            .block(Wire.SOON))
                    .isEqualTo("REJECTED false");
        }
    }

    static Stream<Integer> refusals() {
        return Stream.of(
                ErrorCode.INVALID_SETUP,
                ErrorCode.UNSUPPORTED_SETUP,
                ErrorCode.REJECTED_SETUP,
                ErrorCode.REJECTED_RESUME);
    }

    // 55, 56: a promise that nothing was executed, whatever was sent behind the SETUP
    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedClientFailsWhatItAsked(int code) {
        try (Wire wire = Wire.client(SessionOptions.defaults())) {
            RecordingSubscriber one = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("a")).subscribe(one);
            RecordingSubscriber many = new RecordingSubscriber(1);
            wire.session.requestStream(Payload.of("b")).subscribe(many);
            wire.peer.expect(FrameType.REQUEST_RESPONSE, 1);
            wire.peer.expect(FrameType.REQUEST_STREAM, 3);
            wire.peer.send(Frames.error(0, code, "no"));
            for (RecordingSubscriber subscriber : new RecordingSubscriber[] {one, many}) {
                ConnectionException failure = (ConnectionException) subscriber.awaitFailure();
                assertThat(failure.reason()).isEqualTo(ConnectionException.Reason.REJECTED);
                assertThat(failure.mayHaveBeenProcessed()).isFalse();
                assertThat(failure).hasMessageContaining("no");
            }
            wire.peer.expectClosed();
        }
    }

    // 60: once established, the client ignores them
    @ParameterizedTest
    @MethodSource("refusals")
    void anEstablishedClientIgnoresRefusals(int code) {
        try (Wire wire = Wire.client(SessionOptions.defaults())) {
            wire.probe(); // a request of the server establishes the session
            wire.peer.send(Frames.error(0, code, "no"));
            wire.probe();
        }
    }

    // 59
    @ParameterizedTest
    @MethodSource("refusals")
    void aServerIgnoresRefusals(int code) {
        try (Wire wire = Wire.server(SessionOptions.defaults())) {
            wire.peer.send(Frames.error(0, code, "no"));
            wire.probe();
        }
    }

    // 57, 58
    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Wire.Role.class)
    void aSecondSetupIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.setup(), Frames.setup(2, 0, 0, 0, 0));
            wire.probe();
        }
    }

    // What is asked of a client whose server is gone before it answered was sent, and may have been executed.
    @Test
    void aLostConnectionLeavesTheOutcomeOpen() {
        try (Wire wire = Wire.client(SessionOptions.defaults())) {
            RecordingSubscriber sent = new RecordingSubscriber(1);
            wire.session.requestResponse(Payload.of("a")).subscribe(sent);
            wire.peer.expect(FrameType.REQUEST_RESPONSE, 1);
            wire.peer.reset();
            ConnectionException failure = (ConnectionException) sent.awaitFailure();
            assertThat(failure.mayHaveBeenProcessed()).isTrue();
            Soon.until(() -> !wire.session.isOpen());
        }
    }
}
