package dev.socle.messaging.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.frame.FrameType;
import dev.socle.transport.BufferLeaks;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Section 1.P of the requirements on the wire, METADATA_PUSH; the numbers are its items. */
@ExtendWith(BufferLeaks.class)
@OverEachTransport
class MetadataPushTest {

    // 147, 20: no length before the metadata, both ways, no reply
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataRunsToTheEndOfTheFrame(Wire.Role role) throws InterruptedException {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send("000007 0000000031006d");
            assertThat(wire.responder.pushed.take()).isEqualTo("m");
            wire.session.metadataPush(Unpooled.copiedBuffer("m", UTF_8)).block(Wire.SOON);
            assertThat(wire.peer.expect(FrameType.METADATA_PUSH, 0).hex()).isEqualTo("0000000031006d");
            wire.probe();
        }
    }

    // 147: also without a byte of it
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void metadataMayBeEmpty(Wire.Role role) throws InterruptedException {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.metadataPush(0, ""));
            assertThat(wire.responder.pushed.take()).isEmpty();
            wire.probe();
        }
    }

    // 148
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void onAStreamItIsIgnored(Wire.Role role) {
        try (Wire wire = Wire.open(role)) {
            wire.peer.send(Frames.metadataPush(1, "m"), Frames.metadataPush(2, "m"), Frames.metadataPush(1 << 30, "m"));
            wire.probe();
            assertThat(wire.responder.pushed).isEmpty();
        }
    }

    // 150
    @ParameterizedTest
    @EnumSource(Wire.Role.class)
    void tooMuchIsIgnoredAndNotSent(Wire.Role role) {
        try (Wire wire = Wire.open(role, SessionLimits.defaults().withMetadataLengthMax(10))) {
            wire.peer.send(Frames.metadataPush(0, "12345678901"));
            wire.probe();
            assertThat(wire.responder.pushed).isEmpty();
            assertThatExceptionOfType(InteractionException.class)
                    .isThrownBy(() -> wire.session
                            .metadataPush(Unpooled.copiedBuffer("12345678901", UTF_8))
                            .block(Wire.SOON))
                    .withMessageContaining("metadataLengthMax 10");
            wire.probe();
        }
    }

    @Test
    void aHandlerThatThrowsDoesNoHarm() {
        RequestHandler throwing = new RequestHandler() {
            @Override
            public void handle(InboundRequest request) {
                request.reject(ErrorCode.REJECTED, "no");
            }

            @Override
            public void onMetadataPush(Session session, MessageView metadata) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (Listening listening = Listening.open(session -> Mono.just(throwing));
                ScriptedPeer peer = listening.connectAndSetUp()) {
            peer.send(Frames.metadataPush(0, "m"), Frames.requestResponse(1, "x"));
            peer.expectError(1, ErrorCode.REJECTED);
        }
    }

    @Test
    void nothingIsSentOverASessionThatIsGone() {
        try (Wire wire = Wire.client(SessionOptions.defaults())) {
            wire.peer.close();
            Soon.until(() -> !wire.session.isOpen());
            assertThatExceptionOfType(dev.socle.transport.ConnectionException.class)
                    .isThrownBy(() -> wire.session
                            .metadataPush(Unpooled.copiedBuffer("m", UTF_8))
                            .block(Wire.SOON));
        }
    }

    @Test
    void nothingIsSentBeforeTheClientIsAccepted() {
        SessionAcceptor pushing = session -> session.metadataPush(Unpooled.copiedBuffer("m", UTF_8))
                .onErrorMap(failure -> InteractionException.of(ErrorCode.REJECTED, failure.getMessage()))
                .thenReturn(RequestHandler.rejecting());
        try (Listening listening = Listening.open(pushing);
                ScriptedPeer peer = listening.connectAndSetUp()) {
            assertThat(peer.expectEnd(ErrorCode.REJECTED_SETUP).errorText()).contains("not open yet");
        }
    }
}
