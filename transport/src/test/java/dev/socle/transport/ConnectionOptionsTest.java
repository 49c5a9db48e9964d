package dev.socle.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {

    private static final ConnectionOptions DEFAULTS = ConnectionOptions.defaults();

    @Test
    void defaultsAreThoseThatTheirDocumentationNames() {
        assertThat(DEFAULTS)
                .isEqualTo(new ConnectionOptions(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        65_536,
                        262_144,
                        10_000,
                        256,
                        false,
                        UnixOptions.defaults(),
                        false,
                        SocketOptions.none(),
                        WebSocketOptions.defaults(),
                        TlsOptions.defaults()));
    }

    @Test
    void eachCopyChangesWhatItNamesOnly() {
        Duration other = Duration.ofSeconds(77);
        assertThat(DEFAULTS.withConnectTimeout(other))
                .isEqualTo(new ConnectionOptions(
                        other,
                        DEFAULTS.startTimeout(),
                        DEFAULTS.closeTimeout(),
                        DEFAULTS.outboundLowBytes(),
                        DEFAULTS.outboundHighBytes(),
                        DEFAULTS.connectionsMax(),
                        DEFAULTS.connectionsPerHostMax(),
                        false,
                        UnixOptions.defaults(),
                        false,
                        SocketOptions.none(),
                        WebSocketOptions.defaults(),
                        TlsOptions.defaults()));
        assertThat(DEFAULTS.withStartTimeout(other).startTimeout()).isEqualTo(other);
        assertThat(DEFAULTS.withCloseTimeout(other).closeTimeout()).isEqualTo(other);
        assertThat(DEFAULTS.withOutbound(1, 2).outboundLowBytes()).isEqualTo(1);
        assertThat(DEFAULTS.withOutbound(1, 2).outboundHighBytes()).isEqualTo(2);
        assertThat(DEFAULTS.withConnections(3, 4).connectionsMax()).isEqualTo(3);
        assertThat(DEFAULTS.withConnections(3, 4).connectionsPerHostMax()).isEqualTo(4);
        assertThat(DEFAULTS.withAllowPlaintext(true).allowPlaintext()).isTrue();
        UnixOptions anyUser = UnixOptions.defaults().withAnyUser(true);
        assertThat(DEFAULTS.withUnix(anyUser).unix()).isEqualTo(anyUser);
        SocketOptions socket = SocketOptions.none().with(SocketOption.SO_LINGER, 3);
        TlsOptions tls12 = TlsOptions.defaults().withAllowsTls12(true);
        assertThat(DEFAULTS.withTls(tls12).tls()).isEqualTo(tls12);
        assertThat(DEFAULTS.withHalfClose(true).halfClose()).isTrue();
        assertThat(DEFAULTS.withSocket(socket).socket()).isEqualTo(socket);
        WebSocketOptions webSocket = WebSocketOptions.defaults().withMessageBytesMax(1_000);
        assertThat(DEFAULTS.withWebSocket(webSocket).webSocket()).isEqualTo(webSocket);
        assertThat(DEFAULTS.withStartTimeout(other)
                        .withCloseTimeout(other)
                        .withOutbound(1, 2)
                        .withConnections(3, 4)
                        .withAllowPlaintext(true)
                        .withUnix(anyUser)
                        .withHalfClose(true)
                        .withSocket(socket)
                        .withWebSocket(webSocket)
                        .withTls(tls12)
                        .withConnectTimeout(other))
                .isEqualTo(new ConnectionOptions(
                        other, other, other, 1, 2, 3, 4, true, anyUser, true, socket, webSocket, tls12));
    }

    @Test
    void senselessValuesAreRefusedByName() {
        assertRefused("connectTimeout", () -> DEFAULTS.withConnectTimeout(Duration.ZERO));
        assertRefused("startTimeout", () -> DEFAULTS.withStartTimeout(Duration.ofMillis(-1)));
        assertRefused("closeTimeout", () -> DEFAULTS.withCloseTimeout(Duration.ZERO));
        assertRefused("outboundLowBytes", () -> DEFAULTS.withOutbound(0, 1));
        assertRefused("outboundHighBytes", () -> DEFAULTS.withOutbound(5, 5));
        assertRefused("connectionsMax", () -> DEFAULTS.withConnections(0, 1));
        assertRefused("connectionsPerHostMax", () -> DEFAULTS.withConnections(1, 0));
    }

    private static void assertRefused(String name, Runnable change) {
        assertThatThrownBy(change::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("(expected: ");
    }
}
